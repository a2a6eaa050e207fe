// The built command line, as a person or a program runs it: `node dist/cli.js train …`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, test } from 'node:test';
import { optionNames, kebabCase } from '../../../../src/shared/spec/options.ts';
import { formatArray } from '../../../../src/training/run/numpy.ts';
import { printOut } from '../print-out.ts';
import { gradientDescent, limitInFull, lossTable } from '../published.ts';

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function start(words: readonly string[], environment: Record<string, string> = {}) {
  const env = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US.UTF-8', ...environment };
  return spawn(process.execPath, ['dist/cli.js', ...words], { env });
}

/** Runs it to its end; `meanwhile` is told of each piece of its output. */
function run(
  words: readonly string[],
  environment: Record<string, string> = {},
  meanwhile: (child: ReturnType<typeof start>, out: string) => void = () => {},
): Promise<Ended> {
  const child = start(words, environment);
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    meanwhile(child, out);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, out, err }));
  });
}

type Line = { readonly event: string } & Readonly<Record<string, unknown>>;
const linesOf = ({ out }: Ended) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** A matrix of JSON as numpy prints it. */
function asPrinted(matrix: number[][]): string {
  const [rows, columns] = [matrix.length, matrix[0]!.length];
  return formatArray({ dtype: 'float32', values: Float32Array.from(matrix.flat()), rows, columns });
}

describe('node dist/cli.js train', () => {
  test("prints the lesson's print-out, character for character, and nothing else", async () => {
    assert.deepEqual(await run(['train']), { status: 0, out: printOut, err: '' });
  });

  for (const optimizer of ['momentum', 'adam'] as const) {
    test(`prints the published losses of ${optimizer}`, async () => {
      const { out } = await run(['train', '--optimizer', optimizer, '--steps', '20001', '--report-every', '2500']);
      for (const step of [2500, 20000] as const) {
        assert.match(out, new RegExp(`^After ${step} training.* is ${lossTable[optimizer][step]}$`, 'm'));
      }
    });
  }

  test('prints as it trains', async () => {
    let early = '';
    const ended = await run(['train', '--steps', '1000000', '--report-every', '1000'], {}, (child, out) => {
      if (early === '' && out.includes('After 1000 ')) {
        early = out;
        child.kill();
      }
    });
    assert.notEqual(ended.status, 0);
    assert.match(early, /^X:/);
  });

  test('with --json prints a start, a report each, and a done, one a line', async () => {
    const ended = await run(['train', '--json']);
    assert.deepEqual([ended.status, ended.err], [0, '']);
    const [first, ...rest] = linesOf(ended);
    const { limit, ...start } = first as Line & { limit: number };
    assert.deepEqual(start, {
      event: 'start',
      spec: {
        engine: 'kernel',
        data: { kind: 'lesson', samples: 32, seed: 23455 },
        network: { inputs: 2, layers: [{ units: 3 }, { units: 1 }], seed: 1 },
        loss: 'meanSquaredError',
        optimizer: { kind: 'sgd', learningRate: 0.001 },
        training: { steps: 3000, batchSize: 8, reportEvery: 500 },
      },
    });
    assert.ok(Math.abs(limit - limitInFull) < 5e-8);
    const done = rest.pop()!;
    assert.deepEqual(
      rest.map(({ event, step, loss }) => [event, step, Number(loss).toPrecision(6)]),
      gradientDescent.losses.map(([step, loss]) => ['report', step, loss]),
    );
    assert.deepEqual([done.event, done.steps, typeof done.loss], ['done', 3000, 'number']);
    assert.ok((done.elapsedMs as number) > 0);
    const { w1, w2 } = done.weights as Record<'w1' | 'w2', number[][]>;
    assert.deepEqual([asPrinted(w1), asPrinted(w2)], [gradientDescent.w1, gradientDescent.w2]);
  });

  const refusals: [string[], string][] = [
    [
      ['--learning-rate', '-1'],
      '--learning-rate (backprop.learningRate) is -1. It must be a number above 0, up to 1000.',
    ],
    [
      ['--learning-rate', 'fast'],
      '--learning-rate (backprop.learningRate) is "fast". It must be a number above 0, up to 1000.',
    ],
    [['--steps', '2.5'], '--steps (backprop.steps) is 2.5. It must be a whole number from 1 to 100,000,000.'],
    [
      ['--batch-size', '33'],
      '--batch-size (backprop.batchSize) is 33. It must be a whole number from 1 to the number of samples, 32.',
    ],
    [
      ['--optimizer', 'adagrad'],
      '--optimizer (backprop.optimizer) is "adagrad". It must be one of sgd, momentum, adam.',
    ],
    [['--stepz', '5'], 'There is no --stepz. Did you mean --steps?'],
    [['--steps'], '--steps needs a value.'],
  ];
  for (const [words, sentence] of refusals) {
    test(`refuses ${words.join(' ')} with one sentence and status 1`, async () => {
      assert.deepEqual(await run(['train', ...words]), { status: 1, out: '', err: `${sentence}\n` });
    });
  }

  test('with --json says what was refused on a line too', async () => {
    const ended = await run(['train', '--steps', '0', '--json']);
    const message = '--steps (backprop.steps) is 0. It must be a whole number from 1 to 100,000,000.';
    assert.deepEqual(linesOf(ended), [{ event: 'failed', code: 'option.invalid', message }]);
    assert.deepEqual([ended.status, ended.err], [1, `${message}\n`]);
  });

  test('ends a run that diverges with what it had, the step and what to try', async () => {
    const text = await run(['train', '--learning-rate', '1']);
    assert.equal(text.status, 1);
    assert.match(text.out, /^X:[^]*After 0 training step[^]*w2:\n \[\[[^]*\]\]\n$/);
    assert.match(
      text.err,
      /^Training diverged at step \d+: .* --learning-rate 0\.\d+ was tried: it does not diverge in 3,000 steps\.\n$/,
    );
    const json = await run(['train', '--learning-rate', '1', '--json']);
    assert.equal(json.status, 1);
    assert.deepEqual(
      linesOf(json).map(({ event, code }) => [event, code]),
      [
        ['start', undefined],
        ['report', undefined],
        ['failed', 'diverged'],
      ],
    );
    const { advice } = linesOf(json).at(-1)!;
    assert.ok(typeof advice === 'object' && advice !== null && 'learningRate' in advice, JSON.stringify(advice));
    assert.ok(text.err.includes(`--learning-rate ${String(advice.learningRate)} was tried`), text.err);
    assert.deepEqual(advice, { kind: 'found', learningRate: advice.learningRate, steps: 3000 });
  });

  test('is quiet when whoever reads it has read enough', async () => {
    const ended = await run(['train', '--steps', '1000000', '--report-every', '5'], {}, (child) =>
      child.stdout.destroy(),
    );
    assert.deepEqual([ended.status, ended.err], [0, '']);
  });

  // Windows has no signals: a kill there ends the process at once.
  test('ends with its print-out when interrupted', { skip: process.platform === 'win32' }, async () => {
    let asked = false;
    const ended = await run(['train', '--steps', '100000000'], {}, (child, out) => {
      if (asked || !out.includes('After 500 ')) return;
      asked = true;
      child.kill('SIGINT');
    });
    assert.deepEqual([ended.status, ended.err], [130, '']);
    assert.match(ended.out, /w2:\n \[\[[^]*\]\]\n$/);
  });

  test("speaks Chinese where the terminal's locale does", async () => {
    const { err } = await run(['train', '--steps', '0'], { LANG: 'zh_CN.UTF-8' });
    assert.equal(err, '--steps (backprop.steps) 的值是 0，但它必须是从 1 到 100,000,000 的整数。\n');
    const overruled = await run(['train', '--steps', '0'], { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' });
    assert.match(overruled.err, /It must be/);
  });
});

describe('node dist/cli.js step', () => {
  test('prints the step under its headings, in the order of the algorithm', async () => {
    const { status, out, err } = await run(['step', '1500', '--optimizer', 'adam']);
    assert.deepEqual([status, err], [0, '']);
    assert.match(out, /^Step 1500, on the rows 0 to 7 of the data\n/);
    const headings = [...out.matchAll(/^(\w+)\n=+$/gm)].map((match) => match[1]);
    assert.deepEqual(headings, ['Batch', 'Forward', 'Backward', 'Update', 'Check']);
    assert.match(out, /^y = a·W₂ {4}8×1, prediction\n \[\[/m);
    assert.match(out, /^W₁′ = W₁ \+ ΔW₁ {4}2×3/m);
    assert.match(out, /^The same: the largest relative difference is /m);
  });

  test('with --json prints one object, whose weights the trainer had', async () => {
    const last = await run(['step', '2999', '--json']);
    assert.deepEqual([last.status, last.err], [0, '']);
    interface Step {
      readonly step: number;
      readonly quantities: readonly { readonly id: string; readonly values: number[][] }[];
    }
    const { step, quantities } = JSON.parse(last.out) as Step;
    const printed = (id: string) => asPrinted(quantities.find((quantity) => quantity.id === id)!.values);
    assert.deepEqual([step, printed('new.W1'), printed('new.W2')], [2999, gradientDescent.w1, gradientDescent.w2]);
  });

  test('takes a spec of its own', async () => {
    const { status, out } = await run(['step', '3', '--spec', 'examples/xor.json']);
    assert.equal(status, 0);
    assert.match(out, /^z₁ = X·W₁ \+ b₁ /m);
  });

  for (const [words, sentence] of [
    [['step', '3000'], '3000 is no step of this run. It must be a whole number from 0 to 2,999.'],
    [['step', 'x'], 'x is no step of this run. It must be a whole number from 0 to 2,999.'],
    [['step', '9', '--learning-rate', '1'], 'There is no step 9: the run diverged at step 3.'],
    [['step'], 'step needs a value.'],
    [['train', 'step', '-1'], '-1 is no step of this run. It must be a whole number from 0 to 2,999.'],
    [['step', '3', '--steps', '5', '--steps', '6'], '--steps is given more than once.'],
    [['step', '3', '--', '--steps', '5'], 'After -- no options are read: leave it out.'],
    [['step', '1', '2'], 'There is no 2; --help shows what there is.'],
  ] as const) {
    test(`refuses ${words.join(' ')} with one sentence and status 1`, async () => {
      assert.deepEqual(await run(words), { status: 1, out: '', err: `${sentence}\n` });
    });
  }

  test('speaks Chinese', async () => {
    const { out } = await run(['step', '0'], { LANG: 'zh_CN.UTF-8' });
    assert.match(out, /^反向传播$/m);
  });
});

describe('node dist/cli.js --help', () => {
  test('names every option with its range and default', async () => {
    const { status, out, err } = await run(['--help']);
    assert.deepEqual([status, err], [0, '']);
    for (const name of optionNames) assert.match(out, new RegExp(`^  --${kebabCase(name)}$`, 'm'));
    assert.match(out, /a whole number from 0 to 4,294,967,295; 23,455 where not given/);
    assert.match(out, /AdamOptimizer/);
  });

  test('fits a terminal', async () => {
    const { out } = await run(['--help']);
    for (const line of out.split('\n')) assert.ok(line.length <= 100, line);
  });

  test('is what the program says when asked nothing', async () => {
    assert.deepEqual(await run([]), await run(['--help']));
  });
});
