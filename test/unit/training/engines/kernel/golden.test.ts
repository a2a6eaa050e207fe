// The same spec gives the same bits in Node and from the command line; test/view/kernel.test.ts says so of a browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { loadKernel } from '../../../../../src/training/engines/kernel/kernel.ts';
import { poseProblem } from '../../../../../src/training/run/run.ts';
import { readFixture } from '../../fixtures/read.ts';
import { golden, hashOf } from './golden.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'backprop-'));
after(() => rmSync(folder, { recursive: true }));

function fromCommandLine(spec: object): number[] {
  const file = path.join(folder, 'spec.json');
  writeFileSync(file, JSON.stringify(spec));
  const lines = execFileSync(process.execPath, ['dist/cli.js', 'train', '--spec', file, '--json'], {
    encoding: 'utf8',
  });
  const last = JSON.parse(lines.trimEnd().split('\n').at(-1)!) as { weights: Record<string, number[][]> };
  return Object.values(last.weights).flat(2);
}

describe('the weights after 3000 steps have the golden bits', () => {
  for (const { name, spec, hash } of golden) {
    test(`${name}, in Node`, async () => {
      const engine = await loadKernel(poseProblem(spec));
      engine.steps(spec.training.steps);
      assert.equal(hashOf(engine.weights()), hash);
    });
    test(`${name}, from the command line`, () => assert.equal(hashOf(fromCommandLine(spec)), hash));
  }

  for (const { optimizer, weights } of readFixture<{ optimizer: string; weights: number[][] }>('lesson-runs')) {
    if (optimizer === 'adam') continue;
    test(`which for ${optimizer} are those of numpy's float32 arithmetic`, () => {
      const { hash } = golden.find(({ spec }) => spec.data.kind === 'lesson' && spec.optimizer.kind === optimizer)!;
      assert.equal(hashOf(weights.flat(2)), hash);
    });
  }
});
