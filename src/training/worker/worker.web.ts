// The training worker of the web: a Web Worker.
import { serveTraining } from './serve.ts';

const worker = self as unknown as DedicatedWorkerGlobalScope;
// A message to itself comes after those that wait, and without the 4 ms by which browsers delay timers.
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

serveTraining(
  {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
  },
  {
    now: () => performance.now(),
    yieldToMessages: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
  },
);
