import { join } from 'node:path';
import { readIfThere, writeDurably } from '../../ledger/index.ts';
import type { Finding } from '../../model/index.ts';
import type { Growth, KeptLedger } from '../../replica/index.ts';

/** The file that proves two histories to anybody who has the key, in a kept ledger's folder. */
const evidence = 'split-view.json';

/** Keeps the proof that a log's key signed two histories; the first one stays. */
export async function keepSplit(
  { folder }: KeptLedger,
  split: NonNullable<Growth['split']>,
): Promise<void> {
  const path = join(folder, evidence);
  if ((await readIfThere(path)) !== undefined) return;
  await writeDurably(path, `${JSON.stringify(split, undefined, 2)}\n`);
}

/** While that file lies there, its key is not believed. */
export async function splitFinding({
  folder,
  key,
}: KeptLedger): Promise<Omit<Finding, 'since'> | undefined> {
  const path = join(folder, evidence);
  if ((await readIfThere(path)) === undefined) return undefined;
  return {
    ...{ kind: 'fork', of: 'listing' },
    says: `The key of ${key.name} signed two histories; ${path} proves it. Nothing more of it is taken until that file is moved away.`,
  };
}
