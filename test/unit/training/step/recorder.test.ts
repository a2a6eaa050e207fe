// The record of a step against the trainer: the same bits, whatever the network.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../../../src/shared/formula/evaluate.ts';
import { quantitiesOf } from '../../../../src/shared/step/quantities.ts';
import { parseSpec } from '../../../../src/shared/spec/parse.ts';
import type { StepRecord } from '../../../../src/shared/step/step.ts';
import { weightShapes } from '../../../../src/shared/spec/spec.ts';
import { loadKernel } from '../../../../src/training/engines/kernel/kernel.ts';
import { loadTfjs } from '../../../../src/training/engines/tfjs/tfjs.ts';
import { makeRecord } from '../../../../src/training/step/recorder.ts';
import { poseProblem } from '../../../../src/training/run/run.ts';
import { anyChoice, narrowChoice, optimizerNames, specOf, type Choice } from '../engines/kernel/specs.ts';

/** The weights before a step, or with `new.` those after it, flat, as an engine has them. */
function flat({ spec, values }: StepRecord, prefix = ''): Float32Array {
  return Float32Array.from(
    weightShapes(spec).flatMap(({ name }) => Array.from(values[`${prefix}${name.replace('w', 'W')}`]!)),
  );
}

/** A trainer and its twin that records: every record has the trainer's weights, and leads to the next. */
async function checkSteps(choice: Choice, load: typeof loadKernel, steps: number): Promise<void> {
  const problem = poseProblem(specOf(choice));
  const [trainer, recorder] = [await load(problem), await load(problem)];
  try {
    for (let step = 0; step < steps; step++) {
      assert.deepEqual(flat(makeRecord(problem, recorder.record())), trainer.weights());
      trainer.steps(1);
      assert.deepEqual(recorder.weights(), trainer.weights());
      assert.equal(recorder.loss(), trainer.loss());
    }
  } finally {
    trainer.dispose();
    recorder.dispose();
  }
}

/** Every quantity whose formula is one of plain arithmetic gives what the engine computed, bit for bit. */
async function checkFormulas(choice: Choice): Promise<void> {
  const problem = poseProblem(specOf(choice));
  const engine = await loadKernel(problem);
  engine.steps(3);
  const record = makeRecord(problem, engine.record());
  const { spec, step, batch, values } = record;
  for (const { id, rule, role } of quantitiesOf(spec, step, batch.end - batch.start)) {
    if (rule.kind !== 'elementwise' || role === 'scalar' || role === 'rowLosses') continue;
    if (/"(exp|ln|tanh)"/.test(JSON.stringify(rule.of))) continue;
    const at = compile(rule.of, (quantity) => values[quantity]!);
    values[id]!.forEach((value, i) => assert.equal(at(i) - value, 0, `${id}[${i}]: ${at(i)} is not ${value}`));
  }
}

describe("the record of a step is the trainer's", () => {
  test('for any network', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, (choice) => checkSteps(choice, loadKernel, 4)),
      { numRuns: 150 },
    );
  });

  test('for any network of one small hidden layer, which trains in a way of its own', async () => {
    await fc.assert(
      fc.asyncProperty(narrowChoice, (choice) => checkSteps(choice, loadKernel, 4)),
      { numRuns: 150 },
    );
  });

  test('on TensorFlow.js too', async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, (choice) => checkSteps(choice, loadTfjs, 3)),
      { numRuns: 40 },
    );
  });

  for (const [name, load] of Object.entries({ loadKernel, loadTfjs })) {
    test(`with a penalty of 0 once it has driven all weights to 0, by ${name}`, async () => {
      // w −= 1·(2·0.5)·w
      const problem = poseProblem(
        parseSpec({
          engine: 'kernel',
          data: { kind: 'inline', inputs: [[0, 0]], labels: [[0]] },
          network: { inputs: 2, layers: [{ units: 1 }], seed: 1 },
          loss: 'meanSquaredError',
          l2: 0.5,
          optimizer: { kind: 'sgd', learningRate: 1 },
          training: { steps: 3, batchSize: 1, reportEvery: 1 },
        }),
      );
      const engine = await load(problem);
      engine.steps(1);
      const { values } = makeRecord(problem, engine.record());
      engine.dispose();
      assert.deepEqual([...values['W1']!, ...values['P']!, ...values['L']!], [0, 0, 0, 0]);
    });
  }

  test('formula by formula, for every optimizer', async () => {
    for (const optimizer of optimizerNames) {
      await fc.assert(
        fc.asyncProperty(anyChoice, (choice) => checkFormulas({ ...choice, optimizer })),
        { numRuns: 30 },
      );
    }
  });
});
