import { parentPort } from 'node:worker_threads';
import { type AskedPage, takePage } from './asked-page.ts';

// Runs in a worker thread: answers each page with what became of it, in order.
parentPort?.on('message', (asked: AskedPage) => {
  parentPort?.postMessage(takePage(asked));
});
