// The training worker of the desktop: a worker thread.
import { parentPort } from 'node:worker_threads';
import { serveTraining } from './serve.ts';

if (parentPort === null) throw new Error('worker.node.js is started as a worker thread');
const port = parentPort;
serveTraining(
  { post: (message) => port.postMessage(message), onMessage: (listener) => port.on('message', listener) },
  { now: () => performance.now(), yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)) },
);
