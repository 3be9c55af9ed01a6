import { z } from 'zod';
import type { Archive, ArticleState, RevisionProof } from '../archive/index.ts';

/** How a revision stands in the archive's ledger, as every answer tells it. */
export const leafShape = z
  .object({
    state: z
      .enum(['proved', 'unpublished', 'removed', 'unlogged'])
      .describe('unlogged: not in the ledger; unpublished: proved from its next publishing on'),
    index: z.number().optional().describe('Of its leaf'),
    time: z.string().optional().describe('When it was logged'),
    record: z.string().optional().describe('SHA-256 of its record'),
    size: z.number().optional().describe('Leaves of the published ledger that holds it'),
  })
  .describe('Its place in the ledger; the tool prove gives what proves it');

/** A revision's place in the ledger. */
export async function proofOf(archive: Archive, revision: ArticleState['revision']) {
  const [proof] = await archive.proofs([revision]);
  return proof === undefined ? ({ state: 'unlogged' } as const) : placeOf(proof);
}

/** The same of one that was looked up. */
export const placeOf = ({ revision: _number, ...place }: RevisionProof) => place;

/** In a line. */
export function leafLine({ state, index, record, size }: ReturnType<typeof placeOf>): string {
  if (index === undefined) return 'not in the ledger';
  const where = state === 'proved' ? `proved in ${size} leaves` : state;
  return `leaf ${index} of the ledger · ${where} · record sha256 ${record}`;
}
