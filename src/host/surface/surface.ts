// What the extension says in VS Code's own surface: messages, progress, input boxes, tooltips. All of it is text, never
// markup: it passes here, and nothing else may call what is called here (eslint.config.mjs).
import * as vscode from 'vscode';
import { plainText } from './plain-text.ts';

/** A message with its buttons. @returns the button that was pressed, if one was */
export function tell<Button extends string>(text: string, ...buttons: Button[]): Thenable<Button | undefined> {
  return vscode.window.showInformationMessage(plainText(text), ...buttons);
}

/** The same as a warning. */
export function tellWarning<Button extends string>(text: string, ...buttons: Button[]): Thenable<Button | undefined> {
  return vscode.window.showWarningMessage(plainText(text), ...buttons);
}

/** The same as an error. */
export function tellError<Button extends string>(text: string, ...buttons: Button[]): Thenable<Button | undefined> {
  return vscode.window.showErrorMessage(plainText(text), ...buttons);
}

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeHolder?: string;
  /** What stands in the box at first. */
  readonly value?: string;
  /** Why an answer is none; undefined where it is one, or may become one. */
  readonly complaint?: (typed: string) => string | undefined;
}

/** Asks for a line of text. @returns undefined where the person thinks better of it */
export function askForText({ title, prompt, placeHolder, value, complaint }: Question): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: plainText(title),
    prompt: plainText(prompt),
    ...(placeHolder === undefined ? {} : { placeHolder: plainText(placeHolder) }),
    ...(value === undefined ? {} : { value }),
    validateInput: (typed) => plain(complaint?.(typed)),
  });
}

/** Asks for one of some rows, which are searched by all that is written in them. @returns undefined as above */
export function askToPick<Row extends vscode.QuickPickItem>(
  rows: Thenable<readonly Row[]>,
  { title, placeHolder }: { readonly title: string; readonly placeHolder: string },
): Thenable<Row | undefined> {
  const plainRow = (row: Row): Row => ({
    ...row,
    label: plainText(row.label),
    ...(row.description === undefined ? {} : { description: plainText(row.description) }),
    ...(row.detail === undefined ? {} : { detail: plainText(row.detail) }),
  });
  const plainRows: Thenable<Row[]> = rows.then((all) => all.map(plainRow));
  return vscode.window.showQuickPick<Row>(plainRows, {
    title: plainText(title),
    placeHolder: plainText(placeHolder),
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

const plain = (text: string | undefined) => (text === undefined ? undefined : plainText(text));

/** What a task says while it goes on: a text, and by how many percent it is further than the last time. */
export type Report = (message: string, increment: number) => void;

/** A notification of a task that goes on, with a Cancel. */
export function showProgress<Result>(
  title: string,
  task: (report: Report, cancel: vscode.CancellationToken) => Thenable<Result>,
): Thenable<Result> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: plainText(title) },
    (progress, token) =>
      task((message, increment) => progress.report({ message: plainText(message), increment }), token),
  );
}

/** What an item of the status bar, or a row of a tree, says where it is pointed at. */
export function setTooltip(item: Pick<vscode.StatusBarItem | vscode.TreeItem, 'tooltip'>, text: string): void {
  item.tooltip = plainText(text);
}
