import type { EditedArticle } from '../archive/index.ts';
import type { EditItem } from '../pages/index.ts';
import { lineOf } from './lines.ts';
import type { Outlets } from './outlets.ts';

/** An edit as pages and feeds show it. */
export function editItem({ article, edit }: EditedArticle, outlets: Outlets): EditItem {
  const { revisionId, from, to, seenAt, told, weight, kinds, changes, changed } = edit;
  const line = lineOf(article, outlets);
  return { line, revisionId, from, to, seenAt, told, weight, kinds, changes, changed };
}
