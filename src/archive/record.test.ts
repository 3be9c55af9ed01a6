import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isOnPostgres, openTestStore } from '../../test/house-store.ts';
import {
  type Absence,
  type Article,
  type Capture,
  type Digest,
  type Entry,
  instant,
  type Url,
} from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { absenceSpans } from './absence-spans.ts';
import type { Find } from './find.ts';
import { guidOf, textDigest } from './identity.ts';
import { recordFinds } from './record.ts';
import { recordAbsence } from './record-absence.ts';

const folder = mkdtempSync(join(tmpdir(), 'backissue-record-'));
afterAll(() => rmSync(folder, { recursive: true }));
let serial = 0;
const open = () => openTestStore({ file: join(folder, `${serial++}.sqlite`) });

/** How one look at a story may go. */
interface Look {
  readonly story: number;
  readonly version: number;
  readonly address: number;
  readonly canonical?: { readonly story: number; readonly address: number } | 'shared';
  readonly guid?: string;
  readonly feed: string;
}

/** Words that no other story has, most of them the same in every version. */
function words(story: number, version: number): Pick<Article, 'title' | 'text'> {
  const all = Array.from({ length: 60 }, (_, at) => `w${story}x${at}`);
  all[version % 60] = `edited${version}`;
  return {
    title: `${['Ferry', 'Tunnel', 'Market'][story]} news of day ${story}`,
    text: all.join(' '),
  };
}

const addressOf = (story: number, address: number): Url =>
  `https://paper.test/2026/${['a', 'b', 'c'][address]}/story-of-day-${story}` as Url;
const shared = 'https://paper.test/2026/template-of-the-day' as Url;

function find(look: Look, at: number): Find {
  const url = addressOf(look.story, look.address);
  const { canonical } = look;
  const claimed =
    canonical === undefined || canonical === 'shared'
      ? canonical && shared
      : addressOf(canonical.story, canonical.address);
  const capturedAt = instant(Date.UTC(2026, 0, 1) + at * 60_000);
  const capture: Capture = {
    id: `c${at}`,
    askedUrl: url,
    finalUrl: url,
    capturedAt,
    status: 200,
    headers: [],
    payload: 'a'.repeat(64) as Digest,
    record: { file: 'x', offset: at, length: 1 },
  };
  const { title, text } = words(look.story, look.version);
  const entry: Entry | undefined =
    look.guid === undefined
      ? undefined
      : {
          sourceId: look.feed,
          guid: look.guid,
          entry: { guid: look.guid, url, title, authors: [] },
          told: 'e'.repeat(64) as Digest,
          captureId: capture.id,
          state: 'pending',
          attempts: 0,
          nextTryAt: capturedAt,
        };
  return {
    capture,
    article: { url, title, text, authors: [], site: '', language: 'en', html: '', images: [] },
    basis: 'page',
    extractor: 'x@1',
    sourceId: look.feed,
    urls: claimed === undefined ? [url] : [claimed, url],
    asked: { url, moved: false },
    ...(entry === undefined ? {} : { entry }),
    revisit: true,
  };
}

async function take(store: Store, one: Find, at: number) {
  const done = await recordFinds(store, [one], { now: at, revisitDays: 30 });
  await store.commit({ ...done.change, captures: [one.capture] });
  return done;
}

/** Everything the articles of a store hold, to compare and to look over. */
async function stateOf(store: Store) {
  const { articles } = await store.recordedAfter(undefined, 1000);
  const revisions = await Promise.all(
    articles.map(async (one) =>
      Promise.all((await store.revisions(one.id)).map(({ id }) => store.revision(id))),
    ),
  );
  const keys = await Promise.all(articles.map((one) => store.keysOf(one.id)));
  return { articles, revisions: revisions.flat().flatMap((one) => one ?? []), keys };
}

const storyOf = (text: string): string => /w(\d+)x/.exec(text)?.[1] ?? '';

const look: fc.Arbitrary<Look> = fc.record(
  {
    story: fc.nat(2),
    version: fc.nat(3),
    address: fc.nat(2),
    canonical: fc.oneof(
      fc.record({ story: fc.nat(2), address: fc.nat(2) }),
      fc.constant('shared' as const),
    ),
    guid: fc.constantFrom('1', '2', 'tag:paper.test,2026:1', 'tag:paper.test,2026:2'),
    feed: fc.constantFrom('top', 'world'),
  },
  { requiredKeys: ['story', 'version', 'address', 'feed'] },
);

describe('whatever guids, addresses and canonical links say', () => {
  it('no words are lost, no two stories melt, no URL leads to two, and twice is once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(look, { minLength: 2, maxLength: 8 }), async (looks) => {
        const store = await open();
        const said = new Set<string>();
        for (const [at, one] of looks.entries()) {
          const found = find(one, at);
          const { recorded } = await take(store, found, at);
          const [record] = recorded;
          expect(record).toBeDefined();
          said.add(textDigest(found.article));
          const before = await stateOf(store);
          await take(store, found, at);
          expect(await stateOf(store)).toEqual(before);
          const [key] = await store.knownKeys([articleKey(found.urls.at(-1) as Url)]);
          expect(key?.articleId).toBe(record?.articleId);
          const [shown] = await store.latestRevisions([record?.articleId ?? '']);
          expect(shown?.content.text).toBe(found.article.text);
        }
        const { articles, revisions } = await stateOf(store);
        expect([...said].filter((one) => !revisions.some((it) => it.textDigest === one))).toEqual(
          [],
        );
        const into = new Map(articles.map((one) => [one.id, one.mergedInto ?? one.id]));
        const stories = Map.groupBy(revisions, (one) => into.get(one.article));
        for (const states of stories.values()) {
          expect(new Set(states.map((one) => storyOf(one.content.text))).size).toBe(1);
        }
        expect(
          (await store.check()).filter(({ kind }) => kind !== 'article-without-words'),
        ).toEqual([]);
        await store.close();
      }),
      { numRuns: isOnPostgres ? 5 : 25 },
    );
  });

  it('true witnesses that meet make one article of each story', async () => {
    const truthful = look.map((one): Look => {
      const { canonical: _canonical, guid: _guid, ...rest } = one;
      return {
        ...rest,
        canonical: { story: one.story, address: 0 },
        guid: `tag:paper.test,2026:story-${one.story}`,
      };
    });
    await fc.assert(
      fc.asyncProperty(fc.array(truthful, { minLength: 2, maxLength: 12 }), async (looks) => {
        const store = await open();
        for (const [at, one] of looks.entries()) await take(store, find(one, at), at);
        const stays = await store.articles({ limit: 100 });
        expect(stays.length).toBe(new Set(looks.map((one) => one.story)).size);
        await store.close();
      }),
      { numRuns: isOnPostgres ? 5 : 10 },
    );
  });
});

describe('two records of one article', () => {
  const first = { story: 1, version: 0, address: 0, feed: 'top' };
  const second = { story: 1, version: 1, address: 1, feed: 'world' };

  it('become one when a guid names one and the address the other', async () => {
    const store = await open();
    const [a] = (await take(store, find({ ...first, guid: '7' }, 1), 1)).recorded;
    const [b] = (await take(store, find(second, 2), 2)).recorded;
    expect(a?.articleId).not.toBe(b?.articleId);
    const [both] = (await take(store, find({ ...second, feed: 'top', guid: '7' }, 3), 3)).recorded;
    expect(both?.articleId).toBe(a?.articleId);
    expect((await store.article(b?.articleId ?? ''))?.mergedInto).toBe(a?.articleId);
    const own = await store.revisions(a?.articleId ?? '');
    expect(own.map(({ number, seenAt }) => [number, seenAt.slice(11, 16)])).toEqual([
      [1, '00:01'],
      [2, '00:02'],
    ]);
    expect(await store.revisions(b?.articleId ?? '')).toHaveLength(1);
    await store.close();
  });

  it('keep no look of the one merged open, for a later one to be counted with', async () => {
    const store = await open();
    const [a] = (await take(store, find({ ...first, guid: '7' }, 1), 1)).recorded;
    const [b] = (await take(store, find(second, 2), 2)).recorded;
    const miss = async (id: string, day: number) => {
      const article = await store.article(id);
      if (article === undefined) throw new TypeError('no article');
      const seenAt = instant(Date.UTC(2026, 0, 1 + day));
      const absence: Absence = {
        articleId: id,
        seenAt,
        kind: 'not-found',
        status: 404,
        message: '',
      };
      const before = await store.absences(id);
      const means = { now: Date.parse(seenAt), revisitDays: 30 };
      await store.commit(recordAbsence(article, before, absence, means));
    };
    await miss(b?.articleId ?? '', 1);
    await miss(b?.articleId ?? '', 2);
    await take(store, find({ ...second, feed: 'top', guid: '7' }, 5 * 1440), 5);
    expect((await store.article(b?.articleId ?? ''))?.absent).toBeUndefined();
    await miss(a?.articleId ?? '', 40);
    const article = await store.article(a?.articleId ?? '');
    expect([article?.absent, article?.goneSince]).toEqual(['not-found', undefined]);
    expect(article?.absentSince).toBe(instant(Date.UTC(2026, 0, 41)));
    const spans = absenceSpans(await store.absences(a?.articleId ?? ''));
    expect(spans.map(({ looks, endedAt }) => [looks.length, endedAt])).toEqual([
      [2, instant(Date.UTC(2026, 0, 6))],
      [1, undefined],
    ]);
    await store.close();
  });

  it('do not when their words are two', async () => {
    const store = await open();
    const [a] = (await take(store, find({ ...first, guid: '7' }, 1), 1)).recorded;
    const other = { ...second, story: 2 };
    const [b] = (await take(store, find({ ...other, feed: 'top', guid: '7' }, 2), 2)).recorded;
    expect(b?.articleId).not.toBe(a?.articleId);
    const keys = (await store.keysOf(b?.articleId ?? '')).filter(({ key }) => guidOf(key));
    expect(keys).toEqual([]);
    await store.close();
  });

  it('go on as one when the one that stayed is merged again', async () => {
    const store = await open();
    const canonical = { story: 1, address: 2 };
    await take(store, find({ ...first, address: 2 }, 1), 1);
    await take(store, find(first, 2), 2);
    await take(store, find(second, 3), 3);
    await take(store, find({ ...second, canonical: { story: 1, address: 0 } }, 4), 4);
    await take(store, find({ ...second, canonical }, 5), 5);
    const { articles } = await stateOf(store);
    const stays = articles.filter((one) => one.mergedInto === undefined);
    expect(stays).toHaveLength(1);
    expect(articles.filter((one) => one.mergedInto === stays[0]?.id)).toHaveLength(2);
    await store.close();
  });
});

it('an address that another page claimed goes to the article found there', async () => {
  const store = await open();
  const claim = { story: 2, address: 0 };
  const [a] = (
    await take(
      store,
      find({ story: 1, version: 0, address: 0, feed: 'top', canonical: claim }, 1),
      1,
    )
  ).recorded;
  expect((await store.article(a?.articleId ?? ''))?.url).toBe(addressOf(2, 0));
  const [b] = (await take(store, find({ story: 2, version: 0, address: 0, feed: 'top' }, 2), 2))
    .recorded;
  expect(b?.articleId).not.toBe(a?.articleId);
  expect((await store.article(a?.articleId ?? ''))?.url).toBe(addressOf(1, 0));
  expect((await store.articles({ limit: 9 })).length).toBe(2);
  await store.close();
});

it('other words by another extractor are no edit, other words by the same are one', async () => {
  const store = await open();
  const look = (version: number, at: number, extractor: string) =>
    take(
      store,
      { ...find({ story: 1, version, address: 0, feed: 'top' }, at), extractor },
      at,
    ).then(({ recorded }) => recorded[0]?.outcome);
  expect(await look(0, 0, 'one@1')).toBe('new');
  expect(await look(1, 1, 'one@1')).toBe('revised');
  expect(await look(2, 2, 'two@1')).toBe('restated');
  expect(await look(3, 3, 'two@1')).toBe('revised');
  await store.close();
});

describe('an article that was missed', () => {
  const story = { story: 1, version: 0, address: 0, feed: 'top' };

  /** An article seen at minute 1 and missed at minute 9. */
  async function missed() {
    const store = await open();
    const [one] = (await take(store, find(story, 1), 1)).recorded;
    const article = await store.article(one?.articleId ?? '');
    if (article === undefined) throw new Error('nothing is on record');
    const { capture } = find(story, 9);
    const look = {
      kind: 'gone',
      status: 410,
      message: 'gone',
      seenAt: capture.capturedAt,
    } as const;
    const change = recordAbsence(article, [], { ...look, articleId: article.id }, whenMissed);
    await store.commit(change);
    const state = async () => {
      const now = await store.article(article.id);
      const [last] = await store.absences(article.id);
      return { absent: now?.absent, lastSeenAt: now?.lastSeenAt, endedAt: last?.endedAt };
    };
    return { store, state };
  }
  const whenMissed = { now: Date.UTC(2026, 0, 1, 0, 9), revisitDays: 30 };
  const at = (minute: number) => instant(Date.UTC(2026, 0, 1) + minute * 60_000);

  it('is absent still when older evidence of its page comes in', async () => {
    const { store, state } = await missed();
    await take(store, { ...find(story, 5), revisit: false }, 5);
    expect(await state()).toEqual({ absent: 'gone', lastSeenAt: at(5), endedAt: undefined });
    const before = await store.absentArticles({ state: 'missed', limit: 9 });
    expect(before).toHaveLength(1);
    await take(store, find(story, 10), 10);
    expect(await state()).toEqual({ absent: undefined, lastSeenAt: at(10), endedAt: at(10) });
    await store.close();
  });

  it('is served again when its page was, though its words are those of an older feed', async () => {
    const { store, state } = await missed();
    const fuller = { ...find({ ...story, guid: '1' }, 8), basis: 'feed', pageAt: at(10) } as const;
    await take(store, fuller, 10);
    expect(await state()).toEqual({ absent: undefined, lastSeenAt: at(10), endedAt: at(10) });
    await store.close();
  });

  it('is not served again when its page was before it was missed', async () => {
    const { store, state } = await missed();
    const fuller = { ...find({ ...story, guid: '1' }, 10), basis: 'feed', pageAt: at(8) } as const;
    await take(store, fuller, 10);
    expect(await state()).toEqual({ absent: 'gone', lastSeenAt: at(8), endedAt: undefined });
    await store.close();
  });
});
