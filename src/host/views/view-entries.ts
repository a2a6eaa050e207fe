// What the view may say. Its messages come from a web page: whatever they carry is looked at where it enters the host, and
// counts from there on. Knows nothing of what is done with it.
import type { Entries } from '../../shared/messages/channel.ts';
import { choiceNames, isAllowed, options } from '../../shared/spec/options.ts';
import type { Choices, StepOf, ViewContract } from '../../shared/messages/protocol.ts';

/** Each call's argument, of whatever the view gave with it. @throws Error where it is none */
export const viewEntries: Entries<ViewContract> = {
  ready: nothing,
  drawn: count,
  train: nothing,
  trainStepByStep: nothing,
  pause: nothing,
  resume: nothing,
  advance: nothing,
  stop: nothing,
  record: stepOf,
  check: stepOf,
  choose: choices,
  keepChoices: nothing,
  showDiagnostics: nothing,
  openSettings: nothing,
};

function nothing(): void {}

function count(given: unknown): number {
  if (!Number.isSafeInteger(given) || (given as number) < 0) throw new Error('the view gave no whole number');
  return given as number;
}

function stepOf(given: unknown): StepOf {
  const { runId, step } = fieldsOf(given);
  if (typeof runId !== 'string') throw new Error('the view named no run');
  return { runId, step: count(step) };
}

/** Options that the panel has controls for, with values that they allow; nothing else that was given beside them. */
function choices(given: unknown): Partial<Choices> {
  const fields = fieldsOf(given);
  const chosen = choiceNames.filter((name) => fields[name] !== undefined);
  const wrong = chosen.find((name) => !isAllowed(options[name], fields[name]));
  if (wrong !== undefined) throw new Error(`the view chose what ${wrong} does not allow`);
  return Object.fromEntries(chosen.map((name) => [name, fields[name]]));
}

function fieldsOf(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null) throw new Error('the view gave nothing where something is needed');
  return given as Record<string, unknown>;
}
