import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Text } from './corpus.ts';

export interface Filter {
  readonly source?: string;
  readonly since?: number;
  readonly until?: number;
}

export interface Found {
  readonly total: number;
  /** The numbers of the best articles, the best first. */
  readonly docs: readonly number[];
  /** How well each of them fits, where the engine tells. */
  readonly scores?: readonly number[];
}

/** A way of searching that is measured. */
export interface Engine {
  readonly name: string;
  /** Takes texts under the numbers from `first`, in one commit. */
  add(texts: readonly Text[], first: number): Promise<void> | void;
  /** Ends the building. */
  finish(): Promise<void>;
  /** The numbers of the best articles, and how many there are. */
  find(query: string, filter?: Filter): Promise<Found>;
  /** Makes sources of these names known, so that a query may name them; unset: nobody can. */
  follow?(names: readonly string[]): Promise<void>;
  bytes(): Promise<number> | number;
  /** What works for the engine outside this process; none: nothing does. */
  readonly server?: Server;
  close(): Promise<void>;
}

export interface Server {
  /** The folder of its socket, where others may ask it too. */
  readonly socket?: string;
  /** ms of CPU since it started, those of its processes that have ended included. */
  cpu(): number;
  /** The most memory (MB) of the process that answers. */
  peakMemory(): number;
}

/** Where the engines' files lie: what another process built, or a folder that goes with this one. */
const given = process.env['BACKISSUE_BENCH_FOLDER'];
export const folder: string = given ?? mkdtempSync(join(tmpdir(), 'backissue-bench-search-'));
if (given === undefined) {
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
