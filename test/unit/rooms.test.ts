// The walls between the rooms, held over what is really in each bundle.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Bundle → the source files in it. */
const inputs = JSON.parse(readFileSync('dist-test/inputs.json', 'utf8')) as Record<string, string[]>;
const holds = (bundle: string, part: string) => inputs[bundle]!.some((file) => file.includes(part));

test('the extension holds no TensorFlow.js, no training and no view', () => {
  for (const bundle of ['extension.js', 'extension.web.js']) {
    for (const part of ['@tensorflow', 'src/training/', 'src/webview/'])
      assert.ok(!holds(bundle, part), `${bundle}: ${part}`);
    assert.ok(holds(bundle, 'src/host/app.ts'));
  }
});

test('the workers and the command line hold TensorFlow.js and nothing of VS Code’s side', () => {
  for (const bundle of ['worker.node.js', 'worker.web.js', 'cli.js']) {
    assert.ok(holds(bundle, '@tensorflow/tfjs-core'));
    for (const part of ['src/host/', 'src/webview/']) assert.ok(!holds(bundle, part), `${bundle}: ${part}`);
  }
});

test('each bundle holds one TensorFlow.js: two copies know nothing of each other’s backends', () => {
  for (const bundle of ['worker.node.js', 'worker.web.js', 'cli.js']) {
    const copies = inputs[bundle]!.filter((file) => /tfjs-core\/dist\/(index|tf-core[^/]*)\.js$/.test(file));
    assert.equal(copies.length, 1, copies.join(', '));
  }
});

test('the view holds no training and nothing of the host', () => {
  for (const part of ['src/training/', 'src/host/', '@tensorflow', 'zod']) assert.ok(!holds('webview.js', part), part);
  assert.ok(holds('webview.js', 'src/webview/main.tsx'));
});
