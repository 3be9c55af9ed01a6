import type { ArticleState } from '../read.ts';
import { mirroredPlace } from './removed-here.ts';

/** The ledger that vouches for a revision taken of a mirror: the id of its folder, and the leaf. */
export interface TakenFrom {
  readonly ledger: string;
  readonly leaf: number;
}

/** Where the shown revision was taken from; undefined where this archive captured or imported it itself. */
export function takenFrom({
  revision,
  captures,
}: Pick<ArticleState, 'revision' | 'captures'>): TakenFrom | undefined {
  const capture = captures.find(({ id }) => id === revision.captureId);
  const place = capture && mirroredPlace(capture);
  return place && { ledger: place.log, leaf: place.index };
}
