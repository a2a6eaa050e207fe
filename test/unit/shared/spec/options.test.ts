import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BackpropError } from '../../../../src/shared/text/errors.ts';
import { kebabCase, optionNames, options, parseOptions, type OptionName } from '../../../../src/shared/spec/options.ts';

const label = (name: OptionName) => `backprop.${name}`;

/** The sentence with which some values are refused. */
function refusal(raw: Partial<Record<OptionName, unknown>>): string {
  try {
    parseOptions(raw, label);
  } catch (thrown) {
    if (thrown instanceof BackpropError) return thrown.message;
    throw thrown;
  }
  return assert.fail('nothing was refused');
}

describe('the options of a run', () => {
  test("are the lesson's where none is given", () => {
    assert.deepEqual(parseOptions({}, label), {
      optimizer: 'sgd',
      learningRate: 0.001,
      steps: 3000,
      batchSize: 8,
      samples: 32,
      dataSeed: 23455,
      weightSeed: 1,
      momentum: 0.9,
      'adam.beta1': 0.9,
      'adam.beta2': 0.999,
      'adam.epsilon': 1e-8,
      reportEvery: 500,
      engine: 'kernel',
    });
  });

  test('have defaults that are allowed', () => {
    for (const name of optionNames) {
      assert.doesNotThrow(() => parseOptions({ [name]: options[name].default }, label));
    }
  });

  test('have names in kebab case that no two share', () => {
    assert.equal(kebabCase('adam.beta1'), 'adam-beta1');
    assert.equal(kebabCase('learningRate'), 'learning-rate');
    assert.equal(new Set(optionNames.map(kebabCase)).size, optionNames.length);
  });

  const rate = 'It must be a number above 0, up to 1000.';
  const above0InFloat32 = rate.replace('.', ' that float32 does not round to 0.');
  const below1InFloat32 = 'It must be a number from 0 to below 1 that float32 does not round to 1.';
  const seed = 'It must be a whole number from 0 to 4,294,967,295.';
  const share = 'It must be a number from 0 to below 1.';
  const count = 'It must be a whole number from 1 to 100,000,000.';
  const refused: [OptionName, unknown, string][] = [
    ['learningRate', 0, `backprop.learningRate is 0. ${rate}`],
    ['learningRate', -1, `backprop.learningRate is -1. ${rate}`],
    ['learningRate', 'fast', `backprop.learningRate is "fast". ${rate}`],
    ['learningRate', JSON.parse('1e999'), `backprop.learningRate is Infinity. ${rate}`],
    ['learningRate', NaN, `backprop.learningRate is NaN. ${rate}`],
    ['learningRate', 1000.5, `backprop.learningRate is 1000.5. ${rate}`],
    ['learningRate', null, `backprop.learningRate is null. ${rate}`],
    ['learningRate', [0.1], `backprop.learningRate is [0.1]. ${rate}`],
    ['learningRate', true, `backprop.learningRate is true. ${rate}`],
    ['steps', 2.5, `backprop.steps is 2.5. ${count}`],
    ['steps', 0, `backprop.steps is 0. ${count}`],
    ['steps', '3000', `backprop.steps is "3000". ${count}`],
    ['reportEvery', 0, `backprop.reportEvery is 0. ${count}`],
    ['batchSize', 0, 'backprop.batchSize is 0. It must be a whole number from 1 to 100,000.'],
    ['batchSize', 33, 'backprop.batchSize is 33. It must be a whole number from 1 to the number of samples, 32.'],
    ['samples', 7, 'backprop.batchSize is 8. It must be a whole number from 1 to the number of samples, 7.'],
    ['dataSeed', -1, `backprop.dataSeed is -1. ${seed}`],
    ['weightSeed', 4294967296, `backprop.weightSeed is 4294967296. ${seed}`],
    ['momentum', 1, `backprop.momentum is 1. ${share}`],
    ['adam.beta1', 1, `backprop.adam.beta1 is 1. ${share}`],
    ['adam.beta2', -0.1, `backprop.adam.beta2 is -0.1. ${share}`],
    ['learningRate', 1e-46, `backprop.learningRate is 1e-46. ${above0InFloat32}`],
    ['momentum', 0.99999999, `backprop.momentum is 0.99999999. ${below1InFloat32}`],
    [
      'momentum',
      1e-50,
      'backprop.momentum is 1e-50. It must be a number from 0 to below 1 that float32 does not round to 0.',
    ],
    ['adam.beta1', 0.999999999, `backprop.adam.beta1 is 0.999999999. ${below1InFloat32}`],
    ['adam.beta2', 0.99999999, `backprop.adam.beta2 is 0.99999999. ${below1InFloat32}`],
    [
      'adam.epsilon',
      1e-60,
      'backprop.adam.epsilon is 1e-60. It must be a number above 0, up to 1 that float32 does not round to 0.',
    ],
    ['adam.epsilon', 0, 'backprop.adam.epsilon is 0. It must be a number above 0, up to 1.'],
    ['optimizer', 'SGD', 'backprop.optimizer is "SGD". It must be one of sgd, momentum, adam.'],
    ['optimizer', 1, 'backprop.optimizer is 1. It must be one of sgd, momentum, adam.'],
    ['engine', 'gpu', 'backprop.engine is "gpu". It must be one of kernel, tfjs.'],
  ];
  for (const [name, value, sentence] of refused) {
    test(`refuse ${name} ${JSON.stringify(value)}`, () => assert.equal(refusal({ [name]: value }), sentence));
  }

  test('refuse more reports than a history may hold', () => {
    const sentence = 'backprop.reportEvery is 499. It must be at least 500 for 100,000,000 steps.';
    assert.equal(refusal({ steps: 100_000_000, reportEvery: 499 }), sentence);
    assert.equal(parseOptions({ steps: 100_000_000, reportEvery: 500 }, label).reportEvery, 500);
  });

  test('take the ends of their ranges', () => {
    const ends = {
      dataSeed: 4294967295,
      weightSeed: 0,
      momentum: 0,
      'adam.beta2': 0.9999999,
      learningRate: 1000,
      steps: 1,
      samples: 8,
    };
    const values = parseOptions(ends, label);
    for (const [name, value] of Object.entries(ends)) assert.equal(values[name as OptionName], value);
  });
});
