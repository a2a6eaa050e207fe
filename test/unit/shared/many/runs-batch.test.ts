// Batches on their way between threads: packed, cloned as messages are, unpacked.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { packSpecs, place, resultsFor, unpackSpecs, weightsOf } from '../../../../src/shared/many/runs-batch.ts';
import { weightCount, weightShapes, type RunSpec } from '../../../../src/shared/spec/spec.ts';
import { anyChoice, specOf } from '../../training/engines/kernel/specs.ts';
import { specWith } from '../../training/trained.ts';

const sent = (specs: readonly RunSpec[]) => unpackSpecs(structuredClone(packSpecs(specs)));

/** Runs of a spec that differ in numbers at several places, one of them in a list. */
function variants(spec: RunSpec, count: number): RunSpec[] {
  return Array.from({ length: count }, (_, k) => ({
    ...spec,
    l2: k / 10,
    network: {
      ...spec.network,
      seed: k % 2,
      layers: spec.network.layers.map((layer, i) => (i === 0 ? { ...layer, slope: 0.01 * k } : layer)),
    },
    optimizer: { ...spec.optimizer, learningRate: k === 1 ? -0 : 0.1 / (k + 1) },
  }));
}

describe('specs on their way', () => {
  test('arrive as they left, whatever stands beside what', () => {
    const choices = fc.array(fc.tuple(anyChoice, fc.integer({ min: 1, max: 6 })), { maxLength: 4 });
    fc.assert(
      fc.property(choices, (chosen) => {
        const specs = chosen.flatMap(([choice, count]) => variants(specOf(choice), count));
        assert.deepEqual(sent(specs), specs);
      }),
    );
  });

  test('are one pack where they differ in numbers only, and share there what is the same', () => {
    const specs = Array.from({ length: 1000 }, (_, k) => specWith({ learningRate: 0.0001 * (k + 1) }));
    const packs = packSpecs(specs);
    assert.equal(packs.length, 1);
    assert.deepEqual(
      packs[0]!.columns.map(({ path }) => path),
      [['optimizer', 'learningRate']],
    );
    const [first, ...others] = sent(specs);
    for (const { data, network } of others) {
      assert.equal(data, first!.data);
      assert.equal(network, first!.network);
    }
  });

  test('are packed apart where their data, their optimizers or their fields differ', () => {
    const spec = specWith();
    const others = [
      { ...spec, data: { kind: 'lesson', samples: 33, seed: 23455 } },
      specWith({ optimizer: 'adam' }),
      { ...spec, l2: 0.1 },
    ] as RunSpec[];
    for (const other of others) {
      assert.equal(packSpecs([spec, other]).length, 2);
      assert.deepEqual(sent([spec, other, spec]), [spec, other, spec]);
    }
    assert.equal(packSpecs([spec, structuredClone(spec)]).length, 1);
  });
});

test('what came of some runs takes its place among the others, each with as many weights as its network has', () => {
  fc.assert(
    fc.property(fc.array(anyChoice, { minLength: 1, maxLength: 6 }), fc.nat(), (choices, at) => {
      const specs = choices.map(specOf);
      const start = at % specs.length;
      const results = resultsFor(specs);
      const part = resultsFor(specs.slice(start));
      part.made.fill(7);
      part.finite.fill(1);
      part.losses.fill(0.5);
      part.weights.forEach((_, i) => (part.weights[i] = i + 1));
      place(results, part, start);
      let next = 0;
      specs.forEach((spec, run) => {
        const isPlaced = run >= start;
        const count = weightCount(weightShapes(spec));
        const weights = Array.from({ length: count }, () => (isPlaced ? ++next : 0));
        assert.deepEqual([...weightsOf(results, run)], weights);
        const { made, finite, losses } = results;
        assert.deepEqual([made[run], finite[run], losses[run]], isPlaced ? [7, 1, 0.5] : [0, 0, 0]);
      });
    }),
  );
});
