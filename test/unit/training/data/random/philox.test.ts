import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { philox, randomNormal, type Words4 } from '../../../../../src/training/data/random/philox.ts';

describe('Philox4x32-10', () => {
  // The known answers of Random123's kat_vectors.
  const known: [counter: Words4, key: readonly [number, number], words: string][] = [
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ];
  for (const [counter, key, words] of known) {
    test(`gives ${words}`, () => {
      assert.equal(
        philox(counter, key)
          .map((word) => word.toString(16).padStart(8, '0'))
          .join(' '),
        words,
      );
    });
  }
});

describe("TensorFlow's random_normal", () => {
  test('is what TensorFlow 1 prints for seed 1, over three blocks', () => {
    // The print-out of `tf.random_normal([2, 5], stddev=1, seed=1)` that many notes of the course show.
    const printed = [
      -0.8113182, 1.4845988, 0.06532937, -2.4427042, 0.0992484, 0.5912243, 0.59282297, -2.1229296, -0.72289723,
      -0.05627038,
    ];
    assert.deepEqual(randomNormal(1, 10), Float32Array.from(printed));
  });

  test("is what TensorFlow's documentation of tf.random.normal prints for graph seed 5 and op seed 1", () => {
    const printed = [-1.3768897, -0.01258316, -0.169515, 1.0824056];
    // TensorFlow 2 has another sine than TensorFlow 1: its last digit may differ.
    const values = randomNormal(1, 4, 5);
    printed.forEach((value, i) =>
      assert.ok(Math.abs(values[i]! - Math.fround(value)) < 5e-9, `${values[i]} for ${value}`),
    );
  });

  test('has the mean and the variance of a standard normal distribution, at both ends of the seeds', () => {
    for (const seed of [0, 4294967295]) {
      const values = randomNormal(seed, 100_000);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      // Five standard errors: √(1/n), and √(2/n).
      assert.ok(Math.abs(mean) < 0.016, `mean ${mean}`);
      assert.ok(Math.abs(variance - 1) < 0.023, `variance ${variance}`);
    }
  });

  test('starts the same however many values are asked for', () => {
    assert.deepEqual(randomNormal(7, 3), randomNormal(7, 9).slice(0, 3));
  });
});
