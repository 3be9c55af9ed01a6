import { describe, expect, it } from 'vitest';
import type { Takedown } from '../../model/index.ts';
import type { Store, UnreadCount } from '../index.ts';
import { at, sampleArticle, sampleTakedown } from './samples.ts';

const sources = ['s1', 's2', 's3'];

/** Counts of what is unread, against counting one article after the other. */
export function describeUnread(opened: () => Store): void {
  describe('counts of what is unread', () => {
    it.each([1, 2, 3, 4, 5, 6])(
      'are those of the articles, whatever was marked (draw %i)',
      async (seed) => {
        const store = opened();
        const draw = drawing(seed);
        const ids = Array.from({ length: 24 }, (_, at) => `a${at}`);
        for (const id of ids) {
          const sourceId = sources[draw(3)] ?? 's1';
          const change = sampleArticle(id, 1 + draw(9), id, `text of ${id}`);
          const articles = change.articles.map((one) => ({ ...one, sourceId }));
          await store.commit({ ...change, articles });
        }
        const { id: user } = await store.addUser({ name: 'mei', role: 'reader', madeAt: at(1) });
        const { id: other } = await store.addUser({ name: 'ana', role: 'reader', madeAt: at(1) });
        for (let step = 0; step < 30; step += 1) {
          await act(store, draw(2) === 0 ? user : other, { draw, ids });
          for (const one of [user, other]) {
            expect([step, await store.unreadCounts(one)]).toEqual([
              step,
              await naive(store, one, ids),
            ]);
          }
        }
      },
    );
  });
}

type Draw = (below: number) => number;

async function act(
  store: Store,
  user: number,
  { draw, ids }: { readonly draw: Draw; readonly ids: readonly string[] },
): Promise<void> {
  const some = ids.filter(() => draw(5) === 0);
  const kind = draw(7);
  if (kind < 3) return await store.markArticles(user, some, { read: kind > 0 }, at(20));
  if (kind === 3) return await store.markArticles(user, some, { starred: draw(2) === 0 }, at(20));
  if (kind === 4) {
    const sourceIds = draw(3) === 0 ? {} : { sourceIds: sources.filter(() => draw(2) === 0) };
    return await store.markAllRead(user, { before: at(1 + draw(7)), ...sourceIds });
  }
  if (kind === 6) return await takeDown(store, ids[draw(ids.length)] ?? '');
  const [gone, stays] = [ids[draw(ids.length)] ?? '', ids[draw(ids.length)] ?? ''];
  const [one, into] = [await store.article(gone), await store.article(stays)];
  if (one === undefined || into === undefined || one.id === into.id) return;
  if (one.mergedInto !== undefined || into.mergedInto !== undefined) return;
  await store.commit({ articles: [{ ...one, mergedInto: into.id }] });
}

async function takeDown(store: Store, id: string): Promise<void> {
  if ((await store.article(id)) === undefined) return;
  const takedown = sampleTakedown(id);
  const erased: Takedown = { ...takedown, id: `t-${id}`, state: 'erased' };
  await store.commit({ takedowns: [erased], erased: [erased] });
}

/** One article after the other. */
async function naive(store: Store, user: number, ids: readonly string[]): Promise<UnreadCount[]> {
  const counts = new Map<string, UnreadCount>();
  const marks = await store.marksOf(user, ids);
  const read = new Set(marks.flatMap((one) => (one.read ? [one.articleId] : [])));
  for (const article of await store.articlesById(ids)) {
    if (article.mergedInto !== undefined || read.has(article.id)) continue;
    const { sourceId, firstSeenAt } = article;
    const { articles, newestAt } = counts.get(sourceId) ?? { articles: 0, newestAt: firstSeenAt };
    const newest = newestAt > firstSeenAt ? newestAt : firstSeenAt;
    counts.set(sourceId, { sourceId, articles: articles + 1, newestAt: newest });
  }
  return [...counts.values()].sort((one, two) => (one.sourceId < two.sourceId ? -1 : 1));
}

/** Whole numbers below another, the same for the same seed. */
function drawing(seed: number): Draw {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
