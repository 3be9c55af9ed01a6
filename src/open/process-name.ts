import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { hostLabel } from './worker-of.ts';

/** Names a process among all that work on a catalogue, by its worker, or by its host where its folder has none
 * (`news-1-3f9a2c-4711-0b7d1e`): no other has this name, and none that comes after it under the same number. */
export function processName(worker: string | undefined, pid: number = process.pid): string {
  return `${worker ?? hostLabel(hostname())}-${pid}-${randomBytes(3).toString('hex')}`;
}
