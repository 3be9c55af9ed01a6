import { sha256 } from '../../digest/index.ts';
import { instant } from '../../model/index.ts';
import { formatLeaf } from '../../tlog/index.ts';
import type { LeafSource } from '../leaf-source.ts';

const start = Date.UTC(2026, 0, 1);

/** The record of a made leaf; `branch` makes another history. */
export function madeRecord(index: number, branch = ''): Uint8Array {
  return Buffer.from(`{"index":${index},"of":"${branch}","v":1}`);
}

/** The line of a made leaf, a second after the one before it. */
export function madeLine(index: number, branch = ''): string {
  const record = sha256(madeRecord(index, branch));
  return formatLeaf({ kind: 'revision', time: instant(start + index * 1000), record });
}

/** So many made leaves, as a catalogue would give them. */
export function madeLeaves(count: () => number, branch = '', records = true): LeafSource {
  const numbers = (from: number, limit: number) =>
    Array.from({ length: Math.max(0, Math.min(limit, count() - from)) }, (_, at) => from + at);
  return {
    countLeaves: async () => count(),
    readLeaves: async (from, limit) => numbers(from, limit).map((at) => madeLine(at, branch)),
    readRecords: async (from, limit) =>
      numbers(from, limit).map((at) => (records ? madeRecord(at, branch) : undefined)),
  };
}
