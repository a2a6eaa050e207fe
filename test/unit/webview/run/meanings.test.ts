import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Loss } from '../../../../src/shared/spec/catalogue.ts';
import { parseOptions } from '../../../../src/shared/spec/options.ts';
import { lessonSpec, type RunSpec } from '../../../../src/shared/spec/spec.ts';
import { explainLimit, explainLoss, explainUnit, explainWeights } from '../../../../src/webview/run/meanings.ts';

const lesson = lessonSpec(parseOptions({}, (name) => name));
const deep: RunSpec = {
  ...lesson,
  network: {
    inputs: 2,
    layers: [{ units: 3, activation: 'tanh', bias: true }, { units: 2 }, { units: 1, activation: 'sigmoid' }],
    seed: 1,
  },
};

describe('what a symbol means', () => {
  test('is true of the loss that the run has', () => {
    const told: Readonly<Record<Loss, RegExp>> = {
      meanSquaredError: /mean squared error, mean\(\(y − y_\)²\)/,
      meanAbsoluteError: /mean absolute error, mean\(\|y − y_\|\)/,
      huber: /Huber’s.* at most 2,/,
      binaryCrossEntropy: /binary cross-entropy/,
      categoricalCrossEntropy: /categorical cross-entropy/,
    };
    for (const [loss, pattern] of Object.entries(told) as [Loss, RegExp][]) {
      const spec = { ...lesson, loss, ...(loss === 'huber' ? { huberDelta: 2 } : {}) };
      assert.match(explainLoss(spec), pattern);
      assert.doesNotMatch(explainLoss(spec), /penalty/);
    }
    assert.match(explainLoss({ ...lesson, l2: 0.01 }), /penalty on large weights, 0\.01·ΣW²/);
  });

  test('says of a limit how it is found only where it is', () => {
    assert.match(explainLimit(0.38), /least squares/);
    assert.match(explainLimit(undefined), /no formula gives it/);
  });

  test('has the biases and the activation of the layer, and units that count from 0', () => {
    assert.equal(explainUnit(lesson, 1, 1), 'a1: hidden unit 1: the sum of the x, each times its weight in W₁.');
    assert.equal(
      explainUnit(deep, 1, 1),
      'a₁.1: hidden unit 1: the sum of the x, each times its weight in W₁. Its bias in b₁ is added. Of that it gives on tanh.',
    );
    assert.equal(
      explainUnit(deep, 3, 0),
      'y: the output, the prediction: the sum of the a₂, each times its weight in W₃. Of that it gives on sigmoid. Training moves it toward the known answer y_.',
    );
    assert.match(explainUnit(deep, 0, 1), /^x1: input 1,/);
  });

  test('has the formula of the layer', () => {
    assert.match(explainWeights(lesson, 2), /^W₂: the weights from a to y: y = a · W₂\./);
    assert.match(explainWeights(deep, 1), /: a₁ = tanh\(x · W₁ \+ b₁\)\./);
    assert.match(explainWeights(deep, 2), /: a₂ = a₁ · W₂\./);
  });
});
