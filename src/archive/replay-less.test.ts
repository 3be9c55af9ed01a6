import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { scratch } from '../../test/newspaper.ts';
import { type Capture, type Digest, instant, type Url } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { lessMeaning } from './replay-less.ts';
import { ferryRecord, ferryUrl } from './testing/ferry-record.ts';

const moved = 'https://paper.test/news/ferry-sails' as Url;
const seenAt = instant(Date.UTC(2026, 5, 2));
const capture = (askedUrl: Url): Capture => ({
  ...{ id: askedUrl, askedUrl, finalUrl: moved, capturedAt: seenAt, status: 200, headers: [] },
  ...{ payload: '' as Digest, record: { file: 'a.warc.gz', offset: 0, length: 1 } },
});

/** The ids of the articles that a page which lacked a part shows to have been served. */
async function servedBy(articles: readonly ArticleRecord[], hops: readonly Capture[], asked: Url) {
  const place = scratch();
  onTestFinished(place.clear);
  const store = await openTestStore({ file: join(place.folder, 'backissue.sqlite') });
  await store.commit({
    articles,
    keys: [{ key: articleKey(ferryUrl), url: ferryUrl, articleId: 'stays' }],
  });
  const means = { store, captures: place.folder, revisitDays: 30, sourcesStand: true };
  const about = { kind: 'evidence', article: 'named' };
  const change = await lessMeaning(means, about, { capture: capture(asked), hops });
  await store.close();
  return change.articles?.map(({ id, lastSeenAt }) => [id, lastSeenAt]);
}

it.each<[string, readonly ArticleRecord[], readonly Capture[], Url]>([
  ['by its id', [ferryRecord('named')], [], moved],
  [
    'by its address, where a better extractor gave it another id',
    [ferryRecord('stays')],
    [],
    ferryUrl,
  ],
  ['by the address that led to the page', [ferryRecord('stays')], [capture(ferryUrl)], moved],
  [
    'as the one it was merged into',
    [ferryRecord('stays'), ferryRecord('named', { mergedInto: 'stays' })],
    [],
    moved,
  ],
])(
  'a page that lacked a part shows an article known %s as served',
  async (_, articles, hops, asked) => {
    const id = articles[0]?.id;
    expect(await servedBy(articles, hops, asked)).toEqual([[id, seenAt]]);
  },
);

it('a page that lacked a part of an article that is not there any more means nothing', async () => {
  expect(await servedBy([ferryRecord('another')], [], moved)).toBeUndefined();
});
