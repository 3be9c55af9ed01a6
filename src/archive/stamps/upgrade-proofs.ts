import { join } from 'node:path';
import type { HttpClient } from '../../http/index.ts';
import { readIfThere, writeDurably } from '../../ledger/index.ts';
import { ArchiveError } from '../../model/index.ts';
import { followOts, formatOts, growOts, type OtsNode, parseOts } from '../../tlog/index.ts';
import { askAttested } from './ask-calendar.ts';
import type { StampServer } from './stamp-server.ts';
import type { ProofState } from './stamp-state.ts';

const hour = 3_600_000;
const longestWait = 24 * hour;
/** More promises of one proof are not asked after. */
const mostPromises = 16;

/** When a proof that has been asked after so often in vain is asked after again, in ms: blocks take hours. */
export const attestedAt = (now: number, tries: number): number =>
  now + Math.min(longestWait, hour * 2 ** Math.min(tries, 20));

/** Whether it is time to ask after it. A clock that was set back puts nothing off. */
export const isProofDue = ({ next }: ProofState, now: number): boolean =>
  next <= now || next > now + longestWait;

interface UpgradeMeans {
  /** Of the published ledger. */
  readonly folder: string;
  readonly http: Pick<HttpClient, 'fetch'>;
  readonly servers: readonly StampServer[];
}

/**
 * Asks the calendars that made promises in a proof what came of them, and puts that into its file. Gives whether promises
 * are left. A proof that is not there any more, or cannot be read, is asked after no longer.
 */
export async function upgradeProof(path: string, means: UpgradeMeans): Promise<boolean> {
  const file = join(means.folder, path);
  const bytes = await readIfThere(file);
  if (bytes === undefined) return false;
  try {
    const proof = parseOts(bytes);
    let asked = 0;
    const node = await growOts(proof.node, proof.digest, async (message, url) => {
      asked += 1;
      return asked > mostPromises ? undefined : await attested(url, message, means);
    });
    const grown = formatOts({ ...proof, node });
    if (!bytes.equals(grown)) await writeDurably(file, grown);
    const ends = await followOts(node, proof.digest);
    return ends.some(({ word }) => word.kind === 'pending');
  } catch (thrown) {
    if (thrown instanceof ArchiveError && thrown.code === 'corrupt') return false;
    throw thrown;
  }
}

async function attested(
  url: string,
  message: Uint8Array,
  { http, servers }: UpgradeMeans,
): Promise<OtsNode | undefined> {
  const isNamed = servers.some((one) => URL.parse(one.url)?.host === URL.parse(url)?.host);
  try {
    return await askAttested(http, url, message, isNamed);
  } catch (thrown) {
    // Whoever does not answer, or gives nothing that can be read, is asked another time.
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
