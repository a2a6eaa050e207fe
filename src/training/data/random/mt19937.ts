// numpy's legacy random stream: MT19937 seeded by `init_genrand`, read as 53-bit doubles.
// Knows nothing of what the numbers are for.
import MersenneTwister from 'mersenne-twister';

/**
 * The values of `numpy.random.RandomState(seed).rand(count)`, each `((a>>>5)·2²⁶ + (b>>>6)) / 2⁵³` of two words a, b.
 * @param seed an unsigned 32-bit integer
 */
export function randomState(seed: number, count: number): Float64Array {
  const generator = new MersenneTwister(seed);
  return Float64Array.from({ length: count }, () => generator.random_long());
}
