import { Worker } from 'node:worker_threads';
import type { FragmentInput } from '../extract/index.ts';
import { type Prepared, prepare } from './prepare.ts';

/** Prepares bodies beside the thread that writes. */
export interface Preparer {
  prepare(inputs: readonly FragmentInput[]): Promise<readonly Prepared[]>;
  close(): Promise<void>;
}

/** The thread's heap, in MB: collected early, so that a long import stays flat. */
const limits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };

/** Lists shorter than this are not worth a thread. */
const fewest = 20;

/** One worker thread, started with the first long list; lists are answered in order. */
export function createPreparer(): Preparer {
  let worker: Worker | undefined;
  const waiting: {
    readonly inputs: readonly FragmentInput[];
    readonly resolve: (answer: readonly Prepared[]) => void;
  }[] = [];
  const start = (): Worker => {
    const file = import.meta.url.endsWith('.ts') ? './prepare-worker.ts' : './prepare-worker.js';
    const thread = new Worker(new URL(file, import.meta.url), { resourceLimits: limits });
    thread.on('message', (answer: readonly Prepared[]) => waiting.shift()?.resolve(answer));
    // A list too large for the thread's heap ends it; this thread, which has room, does the rest.
    thread.on('error', () => {
      worker = undefined;
      for (const { inputs, resolve } of waiting.splice(0)) resolve(inputs.map(prepare));
    });
    return thread;
  };
  return {
    prepare(inputs) {
      if (worker === undefined && inputs.length < fewest)
        return Promise.resolve(inputs.map(prepare));
      worker ??= start();
      const thread = worker;
      return new Promise((resolve) => {
        waiting.push({ inputs, resolve });
        thread.postMessage(inputs);
      });
    },
    async close() {
      await worker?.terminate();
    },
  };
}
