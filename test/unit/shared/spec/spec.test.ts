import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { optimizerKinds } from '../../../../src/shared/spec/optimizers.ts';
import { parseOptions } from '../../../../src/shared/spec/options.ts';
import { runSpec } from '../../../../src/shared/spec/schema.ts';
import { lessonSpec, maxPoints, recordEvery, weightCount, weightShapes } from '../../../../src/shared/spec/spec.ts';

const specOf = (options: Parameters<typeof parseOptions>[0]) => lessonSpec(parseOptions(options, (name) => name));

describe("a run's spec", () => {
  test('from any options is what the schema describes, and says no more', () => {
    for (const optimizer of optimizerKinds) {
      const spec = specOf({ optimizer });
      assert.deepEqual(runSpec.parse(JSON.parse(JSON.stringify(spec))), spec);
    }
  });

  test('is refused by the schema where its numbers are not', () => {
    const spec = specOf({});
    const wrong = [
      { ...spec, optimizer: { ...spec.optimizer, learningRate: 0 } },
      { ...spec, optimizer: { kind: 'adam', learningRate: 0.1, beta1: 1 } },
      { ...spec, training: { ...spec.training, batchSize: 0 } },
      { ...spec, network: { ...spec.network, layers: [] } },
      { ...spec, network: { ...spec.network, layers: [{ units: 0 }] } },
      { ...spec, engine: 'abacus' },
    ];
    for (const each of wrong) assert.equal(runSpec.safeParse(each).success, false, JSON.stringify(each));
  });

  test('names the weight matrices with their shapes', () => {
    const shapes = weightShapes(specOf({}));
    assert.deepEqual(shapes, [
      { name: 'w1', kind: 'weight', layer: 1, quantity: 'W1', rows: 2, columns: 3 },
      { name: 'w2', kind: 'weight', layer: 2, quantity: 'W2', rows: 3, columns: 1 },
    ]);
    assert.equal(weightCount(shapes), 9);
  });

  test('asks for each step of a short run, and for no more points than a curve needs of a long one', () => {
    assert.equal(recordEvery(specOf({ steps: 3000 })), 1);
    for (const steps of [4001, 200_000, 100_000_000]) {
      const points = Math.ceil(steps / recordEvery(specOf({ steps })));
      assert.ok(points <= maxPoints && points > maxPoints / 2, `${points} points of ${steps} steps`);
    }
  });

  test('asks for fewer points of a large network on much data, whose losses take longer than its steps', () => {
    const spec = specOf({ steps: 3000 });
    const network = { ...spec.network, inputs: 784, layers: [{ units: 128 }, { units: 10 }] };
    const pointsOn = (samples: number) => {
      const data = { kind: 'random', samples, inputs: 784, outputs: 10, labels: 'oneHot', seed: 1 } as const;
      return Math.ceil(3000 / recordEvery({ ...spec, network, data }));
    };
    assert.deepEqual([pointsOn(32), pointsOn(60_000)], [158, 20]);
    assert.ok(pointsOn(3000) > 20 && pointsOn(3000) < 158);
    assert.equal(recordEvery(specOf({ steps: 3000, samples: 100_000, batchSize: 8 })), 1);
  });
});
