import type { TreeHead } from '../../tlog/index.ts';
import type { LedgerFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { rootFromTiles } from './tile-reader.ts';

/**
 * Whether a log has grown from what was seen of it before: `rollback` where it is smaller now,
 * `fork` where what it held then is not what it says today that it held.
 */
export async function checkSeen(
  files: LedgerFiles,
  head: TreeHead,
  seen: TreeHead,
): Promise<LedgerFault | undefined> {
  if (seen.origin !== head.origin) {
    return { kind: 'fork', message: `It was ${seen.origin} before and is ${head.origin} now.` };
  }
  if (seen.size > head.size) {
    const message = `The ledger had ${seen.size} leaves when it was last seen, and has ${head.size} now.`;
    return { kind: 'rollback', message };
  }
  const root =
    seen.size === head.size
      ? Buffer.from(head.root)
      : await rootFromTiles(files, seen.size, head.size);
  if (root === undefined || root.equals(Buffer.from(seen.root))) return undefined;
  const message = `The first ${seen.size} leaves are not those that were seen before: there are two histories.`;
  return { kind: 'fork', message };
}
