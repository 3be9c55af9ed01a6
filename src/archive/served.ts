import type { Absence, Instant } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import type { Find } from './find.ts';

/** When a find's page was served; undefined where it shows no page: that a feed still tells of an
 * article says nothing of its page. */
export const servedAt = ({ basis, capture, pageAt }: Find): Instant | undefined =>
  pageAt ?? (basis === 'page' ? capture.capturedAt : undefined);

/** Whether an article is absent still after a find: its page was not served since the last look that
 * missed it. A find may be old evidence, as an import is. */
export function staysAbsent(
  { absent }: Pick<ArticleRecord, 'absent'>,
  find: Find,
  last: Pick<Absence, 'seenAt'> | undefined,
): boolean {
  if (absent === undefined) return false;
  const at = servedAt(find);
  return at === undefined || (last !== undefined && at <= last.seenAt);
}
