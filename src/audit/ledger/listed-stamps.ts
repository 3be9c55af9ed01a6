import { errorFrom } from '../../model/index.ts';
import { parseStampList, type StampName, stampList } from '../../tlog/index.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** The time stamps that a ledger's list names, in its order; none where it has no list. */
export async function listedStamps(files: LedgerFiles): Promise<readonly StampName[]> {
  return parseStampList(new TextDecoder().decode(await files.read(stampList)));
}

/** The same of a copy elsewhere. One that will not say whether it has a list has none: stamps are an addition. */
export async function shownStamps(files: LedgerFiles): Promise<readonly StampName[]> {
  try {
    return await listedStamps(files);
  } catch (thrown) {
    if (errorFrom(thrown, stampList).code === 'unreachable') return [];
    throw thrown;
  }
}
