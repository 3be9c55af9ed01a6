import type { LedgerFiles } from '../../audit/index.ts';
import { copyStamps, type KeptLedger } from '../../replica/index.ts';

/** What is wrong with so many is told. */
const mostTold = 3;

/** Copies the time stamps beside a followed ledger; gives in a sentence each what was not taken. They are an
 * addition: a bad one is no fault of the log. */
export async function takeStamps(
  kept: KeptLedger,
  files: LedgerFiles,
  now: number,
): Promise<readonly string[]> {
  const { checkReply } = await import('../../tsp/index.ts');
  const token = (reply: Uint8Array, stamped: Uint8Array) => checkReply(reply, { stamped });
  const { faults } = await copyStamps(kept, files, { now, means: { token } });
  const more = faults.length - mostTold;
  return [
    ...faults
      .slice(0, mostTold)
      .map(({ message }) => `A time stamp of the mirror’s was not taken: ${message}`),
    ...(more > 0 ? [`${more} more of its time stamps were not taken.`] : []),
  ];
}
