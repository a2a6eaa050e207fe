// The same run from a terminal: `node dist/cli.js train`. Reads the command line, trains, says how it went; what it
// understands is in cli/arguments.ts, what it prints in cli/outputs.ts and cli/help.ts.
import * as l10n from '@vscode/l10n';
import { explain, reportOf } from '../shared/errors.ts';
import { lessonSpec, type RunSpec } from '../shared/spec.ts';
import { parseArguments, type Request } from './cli/arguments.ts';
import { help } from './cli/help.ts';
import { speakLanguageOf } from './cli/language.ts';
import { outputs, type Output, type Streams } from './cli/outputs.ts';
import { readSpec } from './cli/spec-file.ts';
import { loadRun } from './run.ts';

const exitStatus = { done: 0, failed: 1, stopped: 130 } as const;

const streams: Streams = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
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
      return train(lessonSpec(request.values), output);
    case 'trainFile':
      return train(readSpec(request.path), output);
  }
}

async function train(spec: RunSpec, output: Output): Promise<number> {
  const surroundings = {
    now: () => performance.now(),
    yieldToMessages: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  const run = await loadRun(spec, surroundings, output);
  // Ctrl+C ends the run, not the print-out; once more ends that too.
  process.once('SIGINT', () => run.trainer.stop());
  output.start(spec, run.start);
  const outcome = await run.train();
  if (outcome.kind === 'diverged') {
    output.fail('diverged', divergence(outcome.step, spec.optimizer.learningRate));
    return exitStatus.failed;
  }
  output.end(outcome);
  return exitStatus[outcome.kind];
}

function divergence(step: number, learningRate: number): string {
  const smaller = Number((learningRate / 10).toPrecision(6));
  return l10n.t(
    'Training diverged at step {0}: each update overshot by more than the last, until the numbers became too large to compute with. Try a smaller learning rate, such as --learning-rate {1}.',
    step,
    smaller,
  );
}
