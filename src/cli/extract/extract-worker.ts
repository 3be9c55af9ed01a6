import { parentPort, workerData } from 'node:worker_threads';
import { readSiteRules } from '../site-rules.ts';
import { type AskedPage, takePage } from './asked-page.ts';

// Runs in a worker thread: answers each page with what became of it, in order.
const { siteRules } = (workerData ?? {}) as { readonly siteRules?: string };
const rules = siteRules === undefined ? undefined : readSiteRules(siteRules);
parentPort?.on('message', (asked: AskedPage) => {
  parentPort?.postMessage(takePage(asked, rules));
});
