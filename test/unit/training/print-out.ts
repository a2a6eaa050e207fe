// The whole print-out of the lesson's program with its own settings. The loss lines and the weights are published; X is
// numpy's own text of the published points; Python prints the list Y on one line.
import { readFixture } from './fixtures/read.ts';
import { gradientDescent, labels } from './published.ts';

const x = readFixture<{ text: string }>('formats')[0]!.text;

export const printOut = `X:
 ${x}
Y:
 [${labels.map((label) => `[${label}]`).join(', ')}]
w1:
 [[-0.8113182   1.4845988   0.06532937]
 [-2.4427042   0.0992484   0.5912243 ]]
w2:
 [[-0.8113182 ]
 [ 1.4845988 ]
 [ 0.06532937]]


${gradientDescent.losses.map(([step, loss]) => `After ${step} training step(s), loss on all data is ${loss}\n`).join('')}

w1:
 ${gradientDescent.w1}
w2:
 ${gradientDescent.w2}
`;
