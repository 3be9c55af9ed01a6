import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  emptyEdge,
  growTree,
  openCheckpoint,
  parseTreeHead,
  parseVerifierKey,
  rootOf,
  toBase64,
  type VerifierKey,
} from '../../src/tlog/index.ts';

/** Checkpoints as workers published them, looked at again and again. */
export interface Checkpoints {
  /** Looks at what each of these folders publishes now. */
  look(folders: readonly string[]): void;
  /** How many different ones were seen. */
  readonly seen: number;
  /** What is wrong with them: none may be smaller than the one before in its folder, each must be signed, and each must
   * be of a tree that the leaves on record begin with. */
  faults(database: string): Promise<readonly string[]>;
}

export function watchCheckpoints(): Checkpoints {
  const notes = new Set<string>();
  const last = new Map<string, number>();
  const faults: string[] = [];
  return {
    look: (folders) => {
      for (const folder of folders) {
        const file = join(folder, 'ledger/checkpoint');
        if (!existsSync(file)) continue;
        const note = readFileSync(file, 'utf8');
        notes.add(note);
        const { size } = parseTreeHead(textOf(note));
        const before = last.get(folder) ?? 0;
        if (size < before) faults.push(`${file} went from ${before} leaves back to ${size}`);
        last.set(folder, size);
      }
    },
    get seen() {
      return notes.size;
    },
    faults: async (database) => [...faults, ...(await heldAgainst([...notes], database))],
  };
}

const textOf = (note: string): string => note.slice(0, note.indexOf('\n\n') + 1);

async function heldAgainst(notes: readonly string[], database: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: database });
  await client.connect();
  const leaves = await client.query<{ line: string }>('select line from leaves order by idx');
  const signed = await client.query<{ vkey: string }>('select vkey from signed');
  await client.end();
  const keys = await Promise.all(signed.rows.map(({ vkey }) => parseVerifierKey(vkey)));
  const heads = await Promise.all(notes.map((note) => headOf(note, keys)));
  heads.sort((one, other) => one.size - other.size);
  const faults: string[] = [];
  let edge = emptyEdge;
  let size = 0;
  for (const head of heads) {
    const more = leaves.rows.slice(size, head.size).map(({ line }) => line);
    edge = growTree(edge, more).edge;
    size += more.length;
    const isOf = size === head.size && toBase64(rootOf(edge)) === toBase64(head.root);
    if (!isOf) faults.push(`the checkpoint of ${head.size} leaves is of no tree that is on record`);
    if (head.fault !== undefined) faults.push(head.fault);
  }
  return faults;
}

async function headOf(note: string, keys: readonly VerifierKey[]) {
  const { size, root } = parseTreeHead(textOf(note));
  const fault = await openCheckpoint(note, keys).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  return { size, root, fault };
}
