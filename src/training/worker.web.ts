// The training worker of the web: a Web Worker.
import { serveTraining } from './serve.ts';

const worker = self as unknown as DedicatedWorkerGlobalScope;
// A message to itself comes after those that wait, and without the 4 ms by which browsers delay timers.
const { port1, port2 } = new MessageChannel();
let wake = () => {};
port1.onmessage = () => wake();

serveTraining(
  {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
  },
  {
    now: () => performance.now(),
    yieldToMessages: () =>
      new Promise((resolve) => {
        wake = resolve;
        port2.postMessage(null);
      }),
  },
);
