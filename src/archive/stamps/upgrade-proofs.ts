import { join } from 'node:path';
import type { HttpClient } from '../../http/index.ts';
import { readIfThere, writeDurably } from '../../ledger/index.ts';
import { ArchiveError } from '../../model/index.ts';
import {
  followOts,
  formatOts,
  growOts,
  type OtsNode,
  parseOts,
  type StampServer,
} from '../../tlog/index.ts';
import { askAttested, type OtsPromise } from './ask-calendar.ts';
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
  /** Ends all asking. */
  readonly round: AbortSignal;
}

type Proof = ReturnType<typeof parseOts>;

/**
 * Asks the calendars that made promises in a proof what came of them, and puts that into its file. Gives whether promises
 * are left. A proof that is not there any more, or cannot be read, is asked after no longer.
 */
export async function upgradeProof(path: string, means: UpgradeMeans): Promise<boolean> {
  const file = join(means.folder, path);
  const bytes = await readIfThere(file);
  const proof = bytes && (await readable(bytes));
  if (bytes === undefined || proof === undefined) return false;
  const promises = await promisesIn(proof);
  let grown = proof;
  for (const promise of promises.slice(0, mostPromises)) {
    const found = await attested(promise, means);
    grown = (found && (await grownBy(grown, promise, found))) ?? grown;
  }
  const after = formatOts(grown);
  if (!bytes.equals(after)) await writeDurably(file, after);
  return (await promisesIn(grown)).length > 0;
}

/** A proof that can be read, and followed to its ends; undefined for any other. */
async function readable(bytes: Uint8Array): Promise<Proof | undefined> {
  try {
    const proof = parseOts(bytes);
    await followOts(proof.node, proof.digest);
    return proof;
  } catch (thrown) {
    if (thrown instanceof ArchiveError && thrown.code === 'corrupt') return undefined;
    throw thrown;
  }
}

async function promisesIn({ digest, node }: Proof): Promise<readonly OtsPromise[]> {
  const ends = await followOts(node, digest);
  return ends.flatMap(({ message, word }) =>
    word.kind === 'pending' ? { message, url: word.url } : [],
  );
}

/** The proof with what a calendar found; undefined where it would become one that nobody reads, too long or too deep. */
async function grownBy(
  proof: Proof,
  promise: OtsPromise,
  found: OtsNode,
): Promise<Proof | undefined> {
  const node = await growOts(proof.node, proof.digest, async (message, url) =>
    url === promise.url && Buffer.from(message).equals(promise.message) ? found : undefined,
  );
  return await readable(formatOts({ ...proof, node }));
}

async function attested(
  promise: OtsPromise,
  { http, round, servers }: UpgradeMeans,
): Promise<OtsNode | undefined> {
  const isNamed = servers.some((one) => URL.parse(one.url)?.host === URL.parse(promise.url)?.host);
  try {
    return round.aborted ? undefined : await askAttested(http, promise, { isNamed, round });
  } catch (thrown) {
    // Whoever does not answer, or gives nothing that can be read, is asked another time.
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
