import { expect, it } from 'vitest';
import type { Url } from '../../model/index.ts';
import { type Expectable, type Expectation, expectable, type Store } from '../index.ts';
import {
  at,
  capture,
  digest,
  duePoll,
  sampleArticle,
  sampleSource,
  sampleTakedown,
} from './samples.ts';

const ids = ['a3', 'a1', 'none', 'a2'];
const keys = ['paper.test/a2', 'paper.test/gone', 'paper.test/a1', 'k'];

/** What each question is asked of. */
const questions: { readonly [Asked in Expectable]: Parameters<Store[Asked]> } = {
  ...{ article: ['a1'], articlesById: [ids], mergedInto: [ids], absences: ['a1'] },
  ...{ knownKeys: [keys], keysOf: ['a1'], refusedKeys: [keys], takedownOf: [keys] },
  ...{ takedowns: [], takedownsByPrefix: ['gone'], rewrites: [], source: ['s1'] },
  ...{ sourceAt: [sampleSource.url], pollState: ['s1'], push: ['s1'], mark: ['m'] },
  ...{ site: ['paper.test', 'page'], capture: ['c1'], lowestSlot: ['paper'] },
  ...{ capturesAt: [[capture.askedUrl]], capturesWith: [digest('a')] },
  ...{ slots: [{ outlet: 'paper', limit: 10 }], slotsOf: [ids] },
};

/** Puts something on record that answers every question otherwise than an empty catalogue does. */
export async function fillForQuestions(store: Store): Promise<void> {
  await store.commit({
    sources: [sampleSource],
    polls: [duePoll('s1', 1)],
    pushes: [
      {
        ...{ sourceId: 's1', hub: 'https://hub.test/' as Url, topic: sampleSource.url, token: 't' },
        ...{ secret: 's', state: 'active', until: at(9) },
      },
    ],
    marks: [{ name: 'm', value: '1' }],
    sites: [{ host: 'paper.test', basis: 'page', learned: 1, memory: '{}' }],
    slots: [
      { outlet: 'paper', slot: 1048575, articleId: 'a1' },
      { outlet: 'paper', slot: 1048574, articleId: 'a2', captureId: 'c1' },
    ],
    absences: [{ articleId: 'a1', seenAt: at(3), kind: 'gone', status: 410, message: 'gone' }],
    rewrites: [{ file: 'a.warc.gz', replacement: 'b.warc.gz', state: 'begun' }],
  });
  for (const id of ['a1', 'a2']) await store.commit(sampleArticle(id, 1, id, id));
  const merged = sampleArticle('a3', 2, 'a3', 'a3');
  await store.commit({
    ...merged,
    articles: merged.articles.map((article) => ({ ...article, mergedInto: 'a1' })),
  });
  const url = 'https://paper.test/gone' as Url;
  const takedown = { ...sampleTakedown('gone'), url, keys: ['k', 'paper.test/gone'] };
  await store.commit({ takedowns: [takedown] });
}

/** Asks every question. */
export async function askedAll(store: Store): Promise<Expectation[]> {
  const expected: Expectation[] = [];
  for (const asked of expectable) {
    const of: readonly unknown[] = questions[asked];
    const ask = store[asked] as (...of: readonly unknown[]) => Promise<unknown>;
    expected.push({ asked, of, answer: await ask(...of) });
  }
  return expected;
}

/** What a change was decided by. */
export function describeExpected(opened: () => Store): void {
  it('writes a change where all that was expected is so still, in an empty catalogue and a full one', async () => {
    const store = opened();
    await store.commit({ expected: await askedAll(store), marks: [{ name: 'first', value: '1' }] });
    await fillForQuestions(store);
    await store.commit({ expected: await askedAll(store), marks: [{ name: 'then', value: '2' }] });
    expect(await store.mark('first')).toBe('1');
    expect(await store.mark('then')).toBe('2');
  });
}
