/**
 * The seed of random tests that compare float32 with double precision: near a kink of a ReLU or a loss the two can stand
 * on its two sides, where they rightly differ. The same networks each time, so that a failure tells of a change.
 */
export const pinned = 23455;
