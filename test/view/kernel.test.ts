// The training worker of the web, in a real browser: started from a blob, it gives the golden bits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.mts';
import { golden, hashOf } from '../unit/training/engines/kernel/golden.ts';

let browser: Browser;
before(async () => (browser = await launchBrowser()));
after(() => browser.close());

describe('a web worker in Chromium', () => {
  for (const { name, spec, hash } of golden) {
    test(`gives the golden bits of ${name}`, async () => {
      const script = readFileSync('dist/worker.web.js', 'utf8');
      const page = await browser.newPage();
      const weights = await page.evaluate(trainInWorker, { script, spec: JSON.stringify(spec) });
      assert.equal(hashOf(weights), hash);
    });
  }
});

/** Runs in the page: the last weights of a run trained in a worker. */
function trainInWorker({ script, spec }: { script: string; spec: string }): Promise<number[]> {
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  return new Promise((resolve, reject) => {
    let weights: Float32Array = new Float32Array(0);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<{ kind: string; name: string; payload: never; value: never }>) => {
      const payload: { points: { steps: Float64Array; weights: Float32Array }; kind: string } = data.payload;
      if (data.kind === 'event' && data.name === 'progress' && payload.points.steps.length > 0) {
        weights = payload.points.weights.slice(-(payload.points.weights.length / payload.points.steps.length));
      }
      if (data.kind === 'event' && data.name === 'finished') resolve([...weights]);
      if (data.kind === 'error' || data.name === 'failed') reject(new Error(JSON.stringify(data)));
    };
    worker.postMessage({
      kind: 'call',
      id: 1,
      name: 'start',
      argument: { spec: JSON.parse(spec) as unknown, paused: false },
    });
  });
}
