import type { Revision } from '../model/index.ts';
import type { LeafRow, Store } from '../store/index.ts';

/** The leaf that logged a revision, be it of the article it belongs to or of one merged into that. */
export async function leafOf(
  store: Pick<Store, 'leavesOf'>,
  { article, captureId }: Pick<Revision, 'article' | 'captureId'>,
): Promise<LeafRow | undefined> {
  const leaves = await store.leavesOf([article]);
  return leaves.find((leaf) => leaf.rev !== undefined && leaf.captureId === captureId);
}
