// The output channel holds the print-out of the lesson's program.
import { equal, ok } from './expect.ts';
import { printOut, train } from './extension.ts';

/** From the lesson: everything after X and Y but the first weights' own lines, which stand above. */
const published = `

After 0 training step(s), loss on all data is 5.13118
After 500 training step(s), loss on all data is 0.429111
After 1000 training step(s), loss on all data is 0.409789
After 1500 training step(s), loss on all data is 0.399923
After 2000 training step(s), loss on all data is 0.394146
After 2500 training step(s), loss on all data is 0.390597


w1:
 [[-0.7000663   0.9136318   0.08953571]
 [-2.3402493  -0.14641267  0.58823055]]
w2:
 [[-0.06024267]
 [ 0.91956186]
 [-0.0682071 ]]
`;

suite('the output channel', () => {
  test('says what the lesson’s program printed', async () => {
    await train();
    const text = await printOut(published);
    ok(text.startsWith('X:\n [[0.83494319 0.11482951]\n'), text.slice(0, 200));
    equal(text.slice(-published.length), published);
  });
});
