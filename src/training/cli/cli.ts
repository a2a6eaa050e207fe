// The same run from a terminal: `node dist/cli.js train`, or the inside of one of its steps: `node dist/cli.js train step 1500`.
// Reads the command line, carries it out, says how it went; what it understands is in cli/arguments.ts, what it prints in cli/outputs.ts and cli/help.ts.
import * as l10n from '@vscode/l10n';
import { adviceText } from '../../shared/run/advice.ts';
import { BackpropError, explain, reportOf } from '../../shared/text/errors.ts';
import { formatCount } from '../../shared/text/numbers.ts';
import { kebabCase } from '../../shared/spec/options.ts';
import type { Outcome } from '../../shared/messages/protocol.ts';
import { lessonSpec, type RunSpec } from '../../shared/spec/spec.ts';
import { parseArguments, type Request, type RunRequest } from './arguments.ts';
import { help } from './help.ts';
import { speakLanguageOf } from './language.ts';
import { outputs, type Output, type Streams } from './outputs.ts';
import { readSpec } from './spec-file.ts';
import { stepObject, stepText } from './step-output.ts';
import { loadRun } from '../run/run.ts';
import { Stepper } from '../step/stepper.ts';

const exitStatus = { done: 0, failed: 1, stopped: 130 } as const;

const streams: Streams = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

const surroundings = {
  now: () => performance.now(),
  yieldToMessages: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

speakLanguageOf(process.env);
// Whoever reads us (`| head`) has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitStatus.done);
  throw error;
});
void main(process.argv.slice(2)).then((status) => (process.exitCode = status));

/** @returns the exit status */
async function main(words: readonly string[]): Promise<number> {
  const output = outputs[words.includes('--json') ? 'json' : 'text'](streams);
  try {
    return await carryOut(parseArguments(words), output);
  } catch (thrown) {
    const report = reportOf(thrown);
    output.fail(report.code, explain(report));
    return exitStatus.failed;
  }
}

async function carryOut(request: Request, output: Output): Promise<number> {
  switch (request.kind) {
    case 'help':
      streams.out(help());
      return exitStatus.done;
    case 'train':
    case 'trainFile':
      return train(request, output);
    case 'step':
      return look(specOf(request.run), request.step, request.json);
  }
}

function specOf(request: RunRequest): RunSpec {
  return request.kind === 'train' ? lessonSpec(request.values) : readSpec(request.path);
}

/** Prints a step with all its numbers. */
async function look(spec: RunSpec, word: string, json: boolean): Promise<number> {
  if (!/^\d+$/.test(word)) throw new BackpropError('step.invalid', { step: word, last: spec.training.steps - 1 });
  const stepper = await Stepper.open(spec, surroundings);
  try {
    // Nobody else asks: neither is null.
    const record = (await stepper.record(Number(word)))!;
    const check = (await stepper.check(Number(word)))!;
    streams.out(json ? `${JSON.stringify(stepObject(record, check))}\n` : stepText(record, check));
  } finally {
    stepper.dispose();
  }
  return exitStatus.done;
}

async function train(request: RunRequest, output: Output): Promise<number> {
  const spec = specOf(request);
  const setBy = request.kind === 'train' ? `--${kebabCase('learningRate')}` : 'optimizer.learningRate';
  const run = await loadRun(spec, surroundings, output);
  // Ctrl+C ends the run, not the print-out; once more ends that too.
  process.once('SIGINT', () => run.trainer.stop());
  output.start(spec, run.start);
  const outcome = await run.train();
  if (outcome.kind === 'diverged') {
    output.fail('diverged', divergence(outcome, setBy), outcome.advice);
    return exitStatus.failed;
  }
  output.end(outcome);
  return exitStatus[outcome.kind];
}

/** @param setBy what a person sets the learning rate by: an option, or its path in a spec */
function divergence({ step, advice }: Extract<Outcome, { kind: 'diverged' }>, setBy: string): string {
  const told = adviceText(advice, (learningRate) => `${setBy} ${learningRate}`);
  return l10n.t(
    'Training diverged at step {0}: the numbers became too large to compute with. {1}',
    formatCount(step),
    told,
  );
}
