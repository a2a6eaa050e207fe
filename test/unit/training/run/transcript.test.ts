import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { printOut } from '../print-out.ts';
import { specWith, trained } from '../trained.ts';

describe('the print-out', () => {
  test("of the lesson's own settings is the program's, character for character", async () => {
    const { printed } = await trained(specWith());
    assert.equal(printed, printOut);
  });

  test('has a line for each report, the first step among them', async () => {
    const { printed } = await trained(specWith({ steps: 10, reportEvery: 4 }));
    const steps = [...printed.matchAll(/^After (\d+) training step\(s\), loss on all data is \S+$/gm)];
    assert.deepEqual(
      steps.map((match) => match[1]),
      ['0', '4', '8'],
    );
  });

  test('of a run that diverged ends with weights as numpy prints them', async () => {
    const { printed, outcome } = await trained(specWith({ learningRate: 1000, reportEvery: 1 }));
    assert.equal(outcome.kind, 'diverged');
    assert.match(printed, /loss on all data is (inf|nan)\n\n\nw1:\n \[\[[^]*\]\]\nw2:\n \[\[[^]*\]\]\n$/);
  });
});
