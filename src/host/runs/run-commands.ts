// What a person does with the runs of the library: open, rename, pin, train again, go on, copy, delete. From the tree, by its
// selection, by a key, or from the command palette. Knows nothing of how a run is shown or trained.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { runAsJson } from '../../shared/run/run-json.ts';
import type { ListedRun } from '../../shared/run/summary.ts';
import type { RunSpec } from '../../shared/spec/spec.ts';
import { rowOf, titleOf } from '../tree/run-row.ts';
import { askForText, askToPick, tell } from '../surface/surface.ts';
import { askForSteps, mostMore } from './ask-for-steps.ts';
import type { RunLibrary } from './library.ts';

/** What the commands ask of the rest of the host. */
export interface RunActions {
  /** Shows a run. */
  open(id: string): Promise<void>;
  /** Starts a run of a spec as it is. */
  train(spec: RunSpec): Promise<void>;
  /** Makes more steps of a run. */
  trainOn(id: string, steps: number): Promise<void>;
  /** Writes to the settings what a run was trained with. */
  useSettings(spec: RunSpec): Promise<void>;
  /** The run that is shown; undefined before the first. */
  shown(): string | undefined;
  /** The runs that are chosen in the tree. */
  selected(): readonly ListedRun[];
}

/** Called on a run of the tree, beside which it has all that are chosen; or by a key or a program, with a number beside it. */
type Command = (run?: ListedRun, beside?: readonly ListedRun[] | number) => Promise<unknown>;

/** The commands by their names without `backprop.`. */
export function runCommands(library: RunLibrary, actions: RunActions): Record<string, Command> {
  /** What a command is about: what it was called on, else what is chosen, else the run that is shown. */
  const about = async (run?: ListedRun, beside?: readonly ListedRun[] | number): Promise<readonly ListedRun[]> => {
    if (typeof beside === 'object' && beside.length > 0) return beside;
    if (run) return [run];
    const selected = actions.selected();
    if (selected.length > 0) return selected;
    return (await library.list()).filter(({ id }) => id === actions.shown());
  };
  const onOne =
    (work: (run: ListedRun, count?: number) => Promise<unknown>): Command =>
    async (run, beside) => {
      const [first] = await about(run, beside);
      if (first) await work(first, typeof beside === 'number' ? beside : undefined);
    };
  const onSpec = (work: (spec: RunSpec) => Promise<unknown>) =>
    onOne(async (run) => {
      if (run.kind === 'run') await work(run.summary.spec);
    });
  return {
    openRun: async (run) => {
      const id = run?.id ?? (await pick(library));
      if (id !== undefined) await actions.open(id);
    },
    renameRun: onOne((run) => rename(library, run)),
    pinRun: async (run, beside) => {
      for (const { id } of await about(run, beside)) await library.label(id, { pinned: true });
    },
    unpinRun: async (run, beside) => {
      for (const { id } of await about(run, beside)) await library.label(id, { pinned: false });
    },
    trainAgain: onSpec((spec) => actions.train(spec)),
    useSettings: onSpec((spec) => actions.useSettings(spec)),
    trainOn: onOne(async (run, count) => {
      if (run.kind === 'damaged') return;
      const { status, done } = run.summary;
      if (status.kind === 'diverged') {
        void tell(
          l10n.t('This run diverged: there is nothing to go on from. Train it again with a smaller learning rate.'),
        );
        return;
      }
      const isAllowed = count !== undefined && Number.isInteger(count) && count >= 1 && count <= mostMore(done);
      const steps = isAllowed ? count : await askForSteps(done);
      if (steps !== undefined) await actions.trainOn(run.id, steps);
    }),
    copyRun: onOne(async ({ id, label }) => {
      const history = await library.open(id);
      await vscode.env.clipboard.writeText(runAsJson(history.run(), label));
    }),
    deleteRuns: async (run, beside) => remove(library, await about(run, beside)),
  };
}

/** A run out of the list, the newest first. */
async function pick(library: RunLibrary): Promise<string | undefined> {
  const reader = { language: vscode.env.language, now: Date.now() };
  const items = library.list().then((list) =>
    list.map((run) => {
      const { label, description, details, icon } = rowOf(run, reader);
      return { id: run.id, label, description, detail: details.join(' · '), iconPath: new vscode.ThemeIcon(icon) };
    }),
  );
  const picked = await askToPick(items, {
    title: l10n.t('Open Run'),
    placeHolder: l10n.t('Choose a run to see it again'),
  });
  return picked?.id;
}

async function rename(library: RunLibrary, run: ListedRun): Promise<void> {
  const typed = await askForText({
    title: l10n.t('Rename Run'),
    prompt: l10n.t('A name for this run; empty, and it is called by what it is'),
    value: run.label.name ?? '',
    ...(run.kind === 'run' ? { placeHolder: titleOf(run.summary.spec) } : {}),
  });
  if (typed === undefined) return;
  await library.label(run.id, { name: typed.trim() === '' ? null : typed.trim().slice(0, longestName) });
}

const longestName = 200;

/** Takes runs off the list; for as long as the message stands they can come back. */
async function remove(library: RunLibrary, runs: readonly ListedRun[]): Promise<void> {
  if (runs.length === 0) return;
  const ids = runs.map(({ id }) => id);
  await library.remove(ids);
  const undo = l10n.t('Undo');
  const said = runs.length === 1 ? l10n.t('The run is deleted.') : l10n.t('{0} runs are deleted.', runs.length);
  if ((await tell(said, undo)) === undo) await library.restore(ids);
  else await library.forget(ids);
}
