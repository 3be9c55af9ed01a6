import { Worker } from 'node:worker_threads';
import type { FragmentInput } from '../extract/index.ts';
import { ArchiveError } from '../model/index.ts';
import { type Prepared, prepare } from './prepare.ts';

/** Prepares bodies beside the thread that writes. */
export interface Preparer {
  prepare(inputs: readonly FragmentInput[]): Promise<readonly Prepared[]>;
  close(): Promise<void>;
}

/** Lists shorter than this are not worth a thread. */
const fewest = 100;

/** One worker thread, started with the first long list; lists are answered in order. */
export function createPreparer(): Preparer {
  let worker: Worker | undefined;
  const waiting: {
    resolve: (answer: readonly Prepared[]) => void;
    reject: (error: Error) => void;
  }[] = [];
  const start = (): Worker => {
    const file = import.meta.url.endsWith('.ts') ? './prepare-worker.ts' : './prepare-worker.js';
    const thread = new Worker(new URL(file, import.meta.url));
    thread.on('message', (answer: readonly Prepared[]) => waiting.shift()?.resolve(answer));
    thread.on('error', (error) => {
      for (const one of waiting.splice(0)) {
        one.reject(
          new ArchiveError('internal', `The extraction thread ended: ${String(error)}`, {
            cause: error,
          }),
        );
      }
    });
    return thread;
  };
  return {
    prepare(inputs) {
      if (worker === undefined && inputs.length < fewest)
        return Promise.resolve(inputs.map(prepare));
      worker ??= start();
      const thread = worker;
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        thread.postMessage(inputs);
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
