import { parseStampList, type StampName, stampList } from '../../tlog/index.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** The time stamps that a ledger's list names, in its order; none where it has no list. */
export async function listedStamps(files: LedgerFiles): Promise<readonly StampName[]> {
  return parseStampList(new TextDecoder().decode(await files.read(stampList)));
}
