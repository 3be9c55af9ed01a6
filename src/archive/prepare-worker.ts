import { parentPort } from 'node:worker_threads';
import type { FragmentInput } from '../extract/index.ts';
import { prepare } from './prepare.ts';

// Runs in a worker thread: answers each list of bodies with what they come to, in order.
parentPort?.on('message', (inputs: readonly FragmentInput[]) => {
  parentPort?.postMessage(inputs.map(prepare));
});
