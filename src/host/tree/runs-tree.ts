// The Runs view in the activity bar: the library's list as a tree of one level. Knows nothing of what its commands do.
import * as vscode from 'vscode';
import { isAlive } from '../../shared/run/status.ts';
import type { ListedRun } from '../../shared/run/summary.ts';
import { plainText } from '../surface/plain-text.ts';
import { setTooltip } from '../surface/surface.ts';
import { rowOf } from './run-row.ts';

export const runsViewId = 'backprop.runs';

export class RunsTree implements vscode.TreeDataProvider<ListedRun> {
  readonly #list: () => Promise<readonly ListedRun[]>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<ListedRun>;
  readonly #showing: vscode.Disposable;

  constructor(list: () => Promise<readonly ListedRun[]>) {
    this.#list = list;
    this.view = vscode.window.createTreeView(runsViewId, { treeDataProvider: this, canSelectMany: true });
    // What changed while nobody saw it, in this window or in another.
    this.#showing = this.view.onDidChangeVisibility(() => this.refresh());
  }

  /** The list, or a row of it, is another. */
  refresh(): void {
    if (this.view.visible) this.#changed.fire();
  }

  async getChildren(): Promise<ListedRun[]> {
    return [...(await this.#list())];
  }

  getTreeItem(run: ListedRun): vscode.TreeItem {
    const row = rowOf(run, { language: vscode.env.language, now: Date.now() });
    const item = new vscode.TreeItem(plainText(row.label));
    item.id = run.id;
    item.description = row.description;
    setTooltip(item, [row.label, ...row.details].join('\n'));
    item.iconPath = new vscode.ThemeIcon(row.icon);
    item.contextValue = contextOf(run);
    item.accessibilityInformation = { label: [row.label, row.description, ...row.details].join(', ') };
    item.command = { command: 'backprop.openRun', title: '', arguments: [run] };
    return item;
  }

  dispose(): void {
    this.#showing.dispose();
    this.view.dispose();
    this.#changed.dispose();
  }
}

/** What the manifest's menus go by: `run.ended.pinned`, `run.diverged`, `run.alive`, `damaged`. */
function contextOf(run: ListedRun): string {
  const pinned = run.label.pinned ? '.pinned' : '';
  if (run.kind === 'damaged') return `damaged${pinned}`;
  const { status } = run.summary;
  const state = isAlive(status) ? 'alive' : status.kind === 'diverged' ? 'diverged' : 'ended';
  return `run.${state}${pinned}`;
}
