import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Names a process among all that work on a catalogue: no other has this name, on no host, and none that comes
 * after it under the same number. */
export function workerName(pid: number = process.pid): string {
  const host = hostname().replaceAll(/[^\w.-]/g, '') || 'host';
  return `${host}-${pid}-${randomBytes(3).toString('hex')}`;
}
