// TensorFlow 1's `random_normal` on the CPU: Philox4x32-10 and Box–Muller, float32 at every step.
// Source: tensorflow/core/lib/random/philox_random.h and random_distributions.h; the generator is Salmon et al.,
// "Parallel random numbers: as easy as 1, 2, 3" (2011).

/** The seed that TensorFlow gives a graph whose author gave it none. */
const defaultGraphSeed = 87654321;

const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
/** The Weyl sequence by which the key moves from round to round: the golden ratio, and √3 − 1. */
const weyl = [0x9e3779b9, 0xbb67ae85] as const;
const rounds = 10;

export type Words4 = readonly [number, number, number, number];

/**
 * `tf.random_normal([count], stddev=1, seed=seed)`.
 * @param seed the op's seed, an unsigned 32-bit integer: the lower word of the counter's upper half. It is taken as it is;
 *   TensorFlow's Python reduces seeds modulo 2³¹ − 1 before its kernel sees them
 * @param graphSeed the key
 */
export function randomNormal(seed: number, count: number, graphSeed = defaultGraphSeed): Float32Array {
  const values = new Float32Array(count);
  // The lower half of the counter counts the blocks; it stays below 2³² for any array that fits in memory.
  for (let block = 0; block * 4 < count; block++) {
    const [x0, x1, x2, x3] = philox([block, 0, seed, 0], [graphSeed, 0]);
    values.set([...boxMuller(x0, x1), ...boxMuller(x2, x3)].slice(0, count - block * 4), block * 4);
  }
  return values;
}

/** One block of Philox4x32-10: four unsigned 32-bit words from a counter and a key, lowest word first. */
export function philox(counter: Words4, [k0, k1]: readonly [number, number]): Words4 {
  let words = counter;
  for (let round = 0; round < rounds; round++) {
    const [c0, c1, c2, c3] = words;
    const [high0, low0] = multiply(multipliers[0], c0);
    const [high1, low1] = multiply(multipliers[1], c2);
    words = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + weyl[0]) >>> 0;
    k1 = (k1 + weyl[1]) >>> 0;
  }
  return words;
}

/** The 64-bit product of two unsigned 32-bit numbers, as its upper and lower word. */
function multiply(a: number, b: number): [high: number, low: number] {
  const [a1, a0] = [a >>> 16, a & 0xffff];
  const [b1, b0] = [b >>> 16, b & 0xffff];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const carry = (middle & 0xffff) + a0 * b1;
  return [(a1 * b1 + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0, Math.imul(a, b) >>> 0];
}

/** Two independent standard normal values, float32, of two uniform words. */
function boxMuller(x0: number, x1: number): [number, number] {
  const u1 = Math.max(uniform(x0), Math.fround(1e-7));
  const angle = Math.fround(2 * Math.PI * uniform(x1));
  const radius = Math.fround(Math.sqrt(-2 * Math.fround(Math.log(u1))));
  return [Math.fround(Math.sin(angle)) * radius, Math.fround(Math.cos(angle)) * radius].map(Math.fround) as [
    number,
    number,
  ];
}

/** A float32 in [0, 1): the word's lower 23 bits as the fraction of a number in [1, 2), minus 1. */
function uniform(x: number): number {
  return (x & 0x7fffff) / 2 ** 23;
}
