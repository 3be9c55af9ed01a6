import type { Change } from '../../store/index.ts';
import { recordFinds, recording } from '../record.ts';
import type { Evidence, ReplayMeans } from '../replay-means.ts';
import { readMirrored } from './mirrored.ts';
import { absenceOfMirrored } from './mirrored-absence.ts';
import { findOfMirrored } from './mirrored-find.ts';

/** What stands beside the capture of what was taken of a mirror. */
export interface MirroredAbout {
  readonly kind: 'mirrored';
  /** The outlet's. */
  readonly source: string;
  /** The mirror's, by the id of its source. */
  readonly mirror: string;
}

/** What was taken of a mirror meant: a state of an article's words, or a look that missed it. */
export async function mirroredMeaning(
  means: ReplayMeans,
  { source }: MirroredAbout,
  { capture, content }: Evidence,
): Promise<Change> {
  const facts = readMirrored(await content(capture));
  if (facts.leaf.kind === 'absence') {
    return await absenceOfMirrored(means.store, facts, capture, means.revisitDays);
  }
  if (facts.text === undefined) return {};
  const find = findOfMirrored(facts, capture, source);
  const now = Date.parse(capture.capturedAt);
  return (await recordFinds(means.store, [find], recording(means, now))).change;
}
