import { ledgerFolder, openView } from '../audit/index.ts';
import { ArchiveError, type Digest, type Instant, type Revision } from '../model/index.ts';
import type { LeafRow } from '../store/index.ts';
import { parseLeaf } from '../tlog/index.ts';
import { leafOf } from './leaf-of.ts';
import type { Services } from './services.ts';

/**
 * How a revision stands in the ledger. `proved`: the published log holds its leaf. `unpublished`: its leaf
 * waits for the next publishing. `removed`: a takedown removed its record. `unlogged`: it has no leaf.
 */
export type ProofState = 'proved' | 'unpublished' | 'removed' | 'unlogged';

/** A revision as the ledger has it. */
export interface RevisionProof {
  /** The revision's number, 1 for the first. */
  readonly revision: number;
  readonly state: ProofState;
  /** Of its leaf, as `time` and `record`; unset where there is none. */
  readonly index?: number;
  /** When it was logged. */
  readonly time?: Instant;
  /** SHA-256 of its record. */
  readonly record?: Digest;
  /** How many leaves the published log has, that holds it. */
  readonly size?: number;
}

type Named = Pick<Revision, 'article' | 'captureId' | 'number'>;

/** How revisions stand in the ledger, in the order given. */
export async function articleProofs(
  services: Pick<Services, 'store' | 'ledgerFolder'>,
  revisions: readonly Named[],
): Promise<RevisionProof[]> {
  const size = (await publishedView(services.ledgerFolder))?.checkpoint.size ?? 0;
  const proofs: RevisionProof[] = [];
  for (const revision of revisions) {
    proofs.push(proofOf(revision, await leafOf(services.store, revision), size));
  }
  return proofs;
}

function proofOf({ number }: Named, leaf: LeafRow | undefined, size: number): RevisionProof {
  if (leaf === undefined) return { revision: number, state: 'unlogged' };
  const { index, line, record, bytes } = leaf;
  const told = { revision: number, index, time: parseLeaf(line).time, record };
  if (bytes === undefined) return { ...told, state: 'removed' };
  return index < size ? { ...told, state: 'proved', size } : { ...told, state: 'unpublished' };
}

/** The published log, opened; undefined where there is none, and where what lies there is damaged: `verify` names that. */
export async function publishedView(folder: string | undefined) {
  if (folder === undefined) return undefined;
  try {
    return await openView({ ledger: ledgerFolder(folder) }, undefined);
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
