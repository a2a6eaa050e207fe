import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BackpropError, type ErrorReport } from '../../../../src/shared/text/errors.ts';
import { optionNames, options } from '../../../../src/shared/spec/options.ts';
import { parseArguments } from '../../../../src/training/cli/arguments.ts';
import { closest } from '../../../../src/training/cli/closest.ts';

function valuesOf(words: string[]) {
  const request = parseArguments(words);
  assert.equal(request.kind, 'train');
  return request;
}
function errorOf(words: string[]): ErrorReport {
  try {
    parseArguments(words);
  } catch (thrown) {
    if (thrown instanceof BackpropError) return thrown.report;
  }
  return assert.fail('nothing was refused');
}

describe('the command line', () => {
  test("trains with the lesson's settings where none is given", () => {
    const defaults = Object.fromEntries(optionNames.map((name) => [name, options[name].default]));
    assert.deepEqual(valuesOf(['train']), { kind: 'train', values: defaults, json: false });
  });

  test('takes every option of the table in kebab case, in either spelling', () => {
    const words =
      '--optimizer adam --learning-rate=1e-2 --steps 5 --batch-size=4 --samples 16 --data-seed=0 --weight-seed 4294967295 ' +
      '--momentum .5 --adam-beta1 0 --adam-beta2=0.5 --adam-epsilon 1E-3 --report-every +2 --engine tfjs --json';
    assert.deepEqual(valuesOf(['train', ...words.split(' ')]), {
      kind: 'train',
      values: {
        optimizer: 'adam',
        learningRate: 0.01,
        steps: 5,
        batchSize: 4,
        samples: 16,
        dataSeed: 0,
        weightSeed: 4294967295,
        momentum: 0.5,
        'adam.beta1': 0,
        'adam.beta2': 0.5,
        'adam.epsilon': 0.001,
        reportEvery: 2,
        engine: 'tfjs',
      },
      json: true,
    });
  });

  test('takes options before the command', () => {
    assert.equal(valuesOf(['--steps', '2', 'train']).values.steps, 2);
  });

  test('looks into a step by one name, with `train` before it or without', () => {
    const run = valuesOf(['train', '--steps', '5']);
    for (const words of [
      'train step 3 --steps 5',
      'step 3 --steps 5',
      '--steps 5 train step 3',
      'train --steps 5 step 3',
    ]) {
      assert.deepEqual(parseArguments(words.split(' ')), { kind: 'step', step: '3', run, json: false });
    }
  });

  test('takes a number below zero for a number, wherever it stands', () => {
    for (const step of ['-1', '-1.5', '-.5', '-1e3']) {
      const request = parseArguments(['train', 'step', step]);
      assert.ok(request.kind === 'step' && request.step === step);
    }
    for (const [words, label] of [
      [['train', '-5'], '-5'],
      [['train', '--json', '-0.5'], '-0.5'],
      [['-1'], 'command -1'],
    ] as const) {
      assert.deepEqual(errorOf([...words]), { code: 'option.unknown', args: { label, closest: null } });
    }
  });

  test('refuses what ends the options', () => {
    for (const words of ['train -- --steps 5', '-- train', 'train --steps 5 --', 'train step -- -1']) {
      assert.deepEqual(errorOf(words.split(' ')), { code: 'option.ended', args: {} });
    }
  });

  for (const [words, label] of [
    ['--steps 1 train --steps 2', '--steps'],
    ['train --steps=1 --steps=1', '--steps'],
    ['train --json --json', '--json'],
    ['train --spec a.json --spec b.json', '--spec'],
  ] as const) {
    test(`refuses an option given twice: ${words}`, () => {
      assert.deepEqual(errorOf(words.split(' ')), { code: 'option.twice', args: { label } });
    });
  }

  test('asks for help with no words, with --help and with -h, whatever else is wrong', () => {
    for (const words of [[], ['--help'], ['-h'], ['train', '--steps', 'x', '--help'], ['nonsense', '-h']]) {
      assert.deepEqual(parseArguments(words), { kind: 'help' });
    }
  });

  for (const [word, shown] of [
    ['fast', '"fast"'],
    ['1e999', '"1e999"'],
    ['-1', '-1'],
    ['0', '0'],
    ['', '""'],
    [' ', '" "'],
    ['0x10', '"0x10"'],
    ['0.1e', '"0.1e"'],
    ['NaN', '"NaN"'],
    ['Infinity', '"Infinity"'],
    ['1_000', '"1_000"'],
    ['1,5', '"1,5"'],
  ] as const) {
    test(`refuses the learning rate ${JSON.stringify(word)}, in either spelling`, () => {
      const expected = {
        code: 'option.invalid',
        args: {
          name: 'learningRate',
          label: '--learning-rate (backprop.learningRate)',
          value: shown,
          allowed: 'a number above 0, up to 1000',
        },
      };
      assert.deepEqual(errorOf(['train', '--learning-rate', word]), expected);
      assert.deepEqual(errorOf(['train', `--learning-rate=${word}`]), expected);
    });
  }

  test('refuses an option without its value', () => {
    const missing = { code: 'option.missing', args: { label: '--steps' } };
    assert.deepEqual(errorOf(['train', '--steps']), missing);
    assert.deepEqual(errorOf(['train', '--steps', '--json']), missing);
  });

  for (const [words, label, suggestion] of [
    [['train', '--lerning-rate', '1'], '--lerning-rate', '--learning-rate'],
    [['train', '--learningRate', '1'], '--learningRate', '--learning-rate'],
    [['train', '--json=yes'], '--json=yes', '--json'],
    [['train', '--gpu'], '--gpu', null],
    [['train', '-x'], '-x', null],
    [['train', '3000'], '3000', null],
    [['trian'], 'command trian', 'train'],
    [['--steps', '1'], 'command', 'train'],
  ] as const) {
    test(`refuses ${words.join(' ')}`, () => {
      assert.deepEqual(errorOf([...words]), { code: 'option.unknown', args: { label, closest: suggestion } });
    });
  }
});

describe('the closest word', () => {
  test('is the one that takes the fewest edits', () => {
    assert.equal(closest('--step', ['--samples', '--steps', '--json']), '--steps');
  });
  test('is none where none is near', () => assert.equal(closest('--gpu', ['--steps', '--json']), null));
});
