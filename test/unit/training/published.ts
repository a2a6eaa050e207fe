// What the lesson's author published: section 3.3, 反向传播, of the TensorFlow 1 course, its program's output and the
// numbers in its text. Nothing here was computed by our code.

export const firstInput = [0.8349431851679617, 0.11482951405951503];

export const labels = [1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1];

export const initialWeights = {
  w1: [
    [-0.8113182, 1.4845988, 0.06532937],
    [-2.4427042, 0.0992484, 0.5912243],
  ],
  w2: [[-0.8113182], [1.4845988], [0.06532937]],
};

/** Gradient descent, 3000 steps: the loss lines, and the weights after. */
export const gradientDescent = {
  losses: [
    [0, '5.13118'],
    [500, '0.429111'],
    [1000, '0.409789'],
    [1500, '0.399923'],
    [2000, '0.394146'],
    [2500, '0.390597'],
  ],
  w1: '[[-0.7000663   0.9136318   0.08953571]\n [-2.3402493  -0.14641267  0.58823055]]',
  w2: '[[-0.06024267]\n [ 0.91956186]\n [-0.0682071 ]]',
} as const;

/** The loss after two step numbers, by optimizer. */
export const lossTable = {
  sgd: { 2500: '0.390597', 20000: '0.383561' },
  momentum: { 2500: '0.383561', 20000: '0.383561' },
  adam: { 2500: '0.383676', 20000: '0.383561' },
} as const;

/** The least loss on the lesson's data. */
export const limit = '0.383561';
export const limitInFull = 0.3835605;
