import { sha256 } from '../../digest/index.ts';
import { tileAt, tileWidth } from '../../tlog/index.ts';
import { recordPath } from './check-records.ts';
import { leafIn } from './leaf-rules.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { outcomeIn } from './looks.ts';
import { bundleOf } from './read-bundle.ts';
import { objectOf } from './record-fields.ts';
import { readTile } from './tile-reader.ts';

/** A look at an address, as a round tells it. */
export interface Look {
  /** Of the leaf of the round. */
  readonly index: number;
  /** The pass in which it was looked at (RFC 3339). */
  readonly since: string;
  readonly until: string;
  /** What came of it, as `unchanged`. */
  readonly outcome: string;
}

/**
 * The looks at an address that the rounds of a log of `size` tell, by time. `url`: as the archive asks it. The log is
 * taken as verified; a record that is not what its leaf names tells nothing.
 */
export async function looksAt(
  files: LedgerFiles,
  size: number,
  url: string,
): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (let first = 0; first < size; first += tileWidth) {
    const id = tileAt('entries', first, size);
    const bundle = await readTile(files, id);
    const entries = bundleOf(bundle ?? Buffer.alloc(0), id.width).entries;
    for (const [at, entry] of entries.entries()) {
      const leaf = leafIn(entry);
      const look = leaf?.kind === 'round' && (await lookIn(files, leaf.record, url));
      if (look) looks.push({ index: first + at, ...look });
    }
  }
  return looks;
}

async function lookIn(
  files: LedgerFiles,
  digest: string,
  url: string,
): Promise<Omit<Look, 'index'> | undefined> {
  const record = await files.read(recordPath(digest));
  if (record === undefined || sha256(record) !== digest) return undefined;
  const outcome = outcomeIn(record, url);
  const { since, until } = objectOf(record) ?? {};
  if (outcome === undefined || typeof since !== 'string' || typeof until !== 'string') {
    return undefined;
  }
  return { since, until, outcome };
}
