import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Article,
  type Capture,
  type Digest,
  type Entry,
  type Instant,
  instant,
  type PollState,
  type Push,
  type Source,
  type Url,
} from '../model/index.ts';
import type {
  ArticleRecord,
  Change,
  DuePoll,
  EditRecord,
  RevisionRecord,
  Store,
} from './contract.ts';
import type { DueQuery, EditQuery } from './queries.ts';

const at = (day: number): Instant => instant(Date.UTC(2026, 0, day));
const digest = (letter: string): Digest => letter.repeat(64) as Digest;

export const sampleSource: Source = {
  id: 's1',
  kind: 'feed',
  url: 'https://paper.test/feed' as Url,
  title: 'The Paper',
  folder: 'paper',
  body: 'page',
  pollSeconds: 900,
  state: 'followed',
  allowPrivate: false,
  followedAt: at(1),
};

const capture: Capture = {
  id: 'c1',
  askedUrl: 'https://paper.test/a' as Url,
  finalUrl: 'https://paper.test/a' as Url,
  capturedAt: at(2),
  status: 200,
  headers: [['Content-Type', 'text/html']],
  payload: digest('a'),
  record: { file: '2026/01/x.warc.gz', offset: 10, length: 20 },
  sourceId: 's1',
};

const content = (title: string, text: string): Article => ({
  url: 'https://paper.test/a' as Url,
  title,
  authors: ['林一'],
  site: 'The Paper',
  language: 'zh-Hans',
  html: `<p>${text}</p>`,
  text,
  images: [],
});

/** An article with one revision, as a change that can be committed. */
function sampleArticle(
  id: string,
  day: number,
  title: string,
  text: string,
): Required<Pick<Change, 'articles' | 'revisions' | 'keys' | 'captures' | 'words'>> {
  const url = `https://paper.test/${id}` as Url;
  const article: ArticleRecord = {
    id,
    url,
    sourceId: 's1',
    title,
    authors: ['林一'],
    language: 'zh-Hans',
    publishedAt: at(day),
    sortAt: at(day),
    firstSeenAt: at(day),
    lastSeenAt: at(day),
    nextVisitAt: at(day + 1),
    revisionId: `${id}-1`,
    revisions: 1,
    lead: text,
  };
  const revision: RevisionRecord = {
    id: `${id}-1`,
    article: id,
    number: 1,
    previous: null,
    captureId: 'c1',
    basis: 'page',
    extractor: 'x@1',
    seenAt: at(day),
    textDigest: digest('b'),
    content: content(title, text),
  };
  const spaced = (value: string) =>
    value
      .toLowerCase()
      .match(/\p{Script=Han}|[a-z0-9]+/gu)
      ?.join(' ');
  return {
    articles: [article],
    revisions: [revision],
    keys: [{ key: `paper.test/${id}`, url, articleId: id }],
    captures: [capture],
    words: [{ articleId: id, title: spaced(title) ?? '', body: spaced(text) ?? '' }],
  };
}

const entry = (guid: string, published: number): Entry => ({
  sourceId: 's1',
  guid,
  entry: {
    guid,
    url: `https://paper.test/${guid}` as Url,
    title: guid,
    authors: [],
    publishedAt: at(published),
  },
  told: digest('e'),
  captureId: 'c1',
  state: 'pending',
  attempts: 0,
  nextTryAt: at(3),
});

const duePoll = (sourceId: string, day: number): PollState => ({
  sourceId,
  nextPollAt: at(day),
  failures: 0,
  warnings: [],
});

/** The suite that every store must pass; `open` gives a fresh, empty one. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`the store over ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('gives back a source and its poll state as they were written, and replaces them', async () => {
      await store.commit({ sources: [sampleSource] });
      await store.commit({ sources: [{ ...sampleSource, title: '新报' }] });
      expect(await store.sources()).toEqual([{ ...sampleSource, title: '新报' }]);
      const poll = {
        sourceId: 's1',
        nextPollAt: at(2),
        failures: 2,
        lastError: 'no',
        warnings: ['w'],
      };
      await store.commit({ polls: [poll] });
      expect(await store.pollState('s1')).toEqual(poll);
      expect(await store.pollState('s2')).toBeUndefined();
    });

    it('keeps all that a source and its poll state may tell', async () => {
      const { pollSeconds: _own, ...rhythmic } = sampleSource;
      const told: Source = {
        ...rhythmic,
        home: 'https://paper.test/' as Url,
        headers: [['Accept-Language', 'zh']],
        cookies: 'a=b',
        proxy: 'socks5h://127.0.0.1:9050',
      };
      const url = 'https://paper.test/sitemap.xml' as Url;
      const poll: PollState = {
        ...duePoll('s1', 2),
        findings: [{ kind: 'silent', since: at(1), says: 'No item for a day.' }],
        watch: '{"v":1}',
        shapes: '{}',
        jar: '{}',
        standIn: { kind: 'sitemap', url, since: at(1) },
        soughtAt: at(1),
        asks: { pollSeconds: 3600, skipHours: [1, 2] },
        documents: { 'https://paper.test/news.xml': { etag: '"1"' } },
      };
      await store.commit({ sources: [told], polls: [poll] });
      expect(await store.sources()).toEqual([told]);
      expect(await store.sourceAt(told.url)).toEqual(told);
      expect(await store.sourceAt(url)).toBeUndefined();
      expect(await store.pollStates()).toEqual([poll]);
    });

    it('keeps the push of a source, by its token, and hastens its poll', async () => {
      const push: Push = {
        sourceId: 's1',
        hub: 'https://hub.test/' as Url,
        topic: sampleSource.url,
        token: 't',
        secret: 's',
        state: 'asked',
        until: at(9),
      };
      await store.commit({ sources: [sampleSource], polls: [duePoll('s1', 5)], pushes: [push] });
      const active: Push = { ...push, state: 'active', toldAt: at(3) };
      await store.commit({ pushes: [active] });
      expect(await store.push('s1')).toEqual(active);
      expect(await store.pushes()).toEqual([active]);
      expect(await store.pushByToken('t')).toEqual(active);
      expect(await store.pushByToken('u')).toBeUndefined();
      await store.hastenPoll('s1', at(7));
      expect(await store.nextPollAt()).toBe(at(5));
      await store.hastenPoll('s1', at(3));
      expect(await store.nextPollAt()).toBe(at(3));
    });

    it('leases a due poll to one holder at a time, and to another after its time', async () => {
      const sources = ['s1', 's2', 's3'].map((id) => ({
        ...sampleSource,
        id,
        url: `https://${id}.test/feed` as Url,
      }));
      const url = 'https://s4.test/feed' as Url;
      const unfollowed: Source = { ...sampleSource, id: 's4', url, state: 'unfollowed' };
      await store.commit({
        sources: [...sources, unfollowed],
        polls: [duePoll('s1', 3), duePoll('s2', 2), duePoll('s3', 9), duePoll('s4', 1)],
      });
      expect(await store.nextPollAt()).toBe(at(2));
      const lease = (holder: string, until: number) => ({ holder, until: at(until) });
      const ids = (due: readonly DuePoll[]) => due.map(({ source }) => source.id);
      const first = await store.leasePolls({ at: at(4), lease: lease('a', 5), limit: 1 });
      expect(ids(first)).toEqual(['s2']);
      const both = { at: at(4), lease: lease('b', 6), limit: 9 };
      expect(ids(await store.leasePolls(both))).toEqual(['s1']);
      expect(await store.leasePolls(both)).toEqual([]);
      expect(await store.leasePoll('s2', at(4), lease('b', 6))).toBeUndefined();
      expect((await store.leasePoll('s2', at(4), lease('a', 5)))?.source.id).toBe('s2');
      expect(ids(await store.leasePolls({ ...both, at: at(5) }))).toEqual(['s2']);
      await store.releasePolls('b');
      expect(ids(await store.leasePolls({ ...both, lease: lease('c', 7) }))).toEqual(['s2', 's1']);
    });

    it('leases one poll of a host at a time', async () => {
      const sources = ['s1', 's2', 's3'].map((id) => ({ ...sampleSource, id }));
      await store.commit({ sources, polls: ['s1', 's2', 's3'].map((id) => duePoll(id, 1)) });
      const query = { at: at(2), lease: { holder: 'a', until: at(3) }, limit: 9 };
      const ids = async () => (await store.leasePolls(query)).map(({ source }) => source.id);
      expect(await ids()).toEqual(['s1']);
      expect(await ids()).toEqual([]);
      await store.commit({ polls: [duePoll('s1', 9)] }, 'a');
      expect(await ids()).toEqual(['s2']);
    });

    it('gives what is due so many of a host, and nothing of hosts left out', async () => {
      const on = (host: string, guid: string, day: number): Entry => {
        const told = entry(guid, day);
        const url = `https://${host}/${guid}` as Url;
        return { ...told, entry: { ...told.entry, url } };
      };
      await store.commit({
        sources: [sampleSource],
        entries: [on('a.test', 'a1', 1), on('a.test', 'a2', 2), on('a.test', 'a3', 3)],
      });
      await store.commit({ entries: [on('b.test', 'b9', 9)] });
      const guids = async (query: Partial<DueQuery>) =>
        (await store.dueEntries({ at: at(3), limit: 9, ...query })).map((one) => one.guid);
      expect(await guids({ perHost: 1 })).toEqual(['a1', 'b9']);
      expect(await guids({ perHost: 2 })).toEqual(['a1', 'a2', 'b9']);
      expect(await guids({ withoutHosts: ['a.test'] })).toEqual(['b9']);
      for (const day of [1, 2, 3]) await store.commit(sampleArticle(`v${day}`, day, '一', '一'));
      const visits = async (query: Partial<DueQuery>) =>
        (await store.dueVisits({ at: at(9), limit: 9, ...query })).map((one) => one.id);
      expect(await visits({ perHost: 2 })).toEqual(['v1', 'v2']);
      expect(await visits({ withoutHosts: ['paper.test'] })).toEqual([]);
    });

    it('lets only the holder of a lease write what the poll brought, once', async () => {
      await store.commit({ sources: [sampleSource], polls: [duePoll('s1', 1)] });
      const lease = { holder: 'a', until: at(3) };
      await store.leasePolls({ at: at(2), lease, limit: 9 });
      const polls = [{ ...duePoll('s1', 5), failures: 1 }];
      await expect(store.commit({ polls }, 'b')).rejects.toThrow(/a polls this source/);
      expect((await store.pollState('s1'))?.failures).toBe(0);
      await store.commit({ polls }, 'a');
      expect((await store.pollState('s1'))?.failures).toBe(1);
      await expect(store.commit({ polls }, 'a')).rejects.toThrow(/nobody polls/);
    });

    it('gives due entries oldest publication first, and no longer once they are done', async () => {
      const entries = [entry('new', 2), entry('old', 1)];
      await store.commit({ sources: [sampleSource], entries });
      expect((await store.dueEntries({ at: at(2), limit: 9 })).length).toBe(0);
      const due = await store.dueEntries({ at: at(3), limit: 9 });
      expect(due.map((one) => one.guid)).toEqual(['old', 'new']);
      await store.commit({ entries: [{ ...entry('old', 1), state: 'failed', lastError: 'gone' }] });
      expect((await store.dueEntries({ at: at(3), limit: 9 })).map((one) => one.guid)).toEqual([
        'new',
      ]);
      expect((await store.failedEntries('s1')).map((one) => one.lastError)).toEqual(['gone']);
    });

    it('keeps back the entries of what is not followed any more', async () => {
      const unfollowed: Source = { ...sampleSource, state: 'unfollowed' };
      await store.commit({ sources: [unfollowed], entries: [entry('new', 2)] });
      expect(await store.dueEntries({ at: at(3), limit: 9 })).toEqual([]);
      expect(await store.dueEntries({ perHost: 1, limit: 9 })).toEqual([]);
    });

    it('lists articles newest first and goes on behind a cursor without gap or double', async () => {
      for (const day of [1, 2, 3, 4, 5]) {
        await store.commit(sampleArticle(`a${day}`, day, `第${day}日`, '港口今天开放'));
      }
      const first = await store.articles({ limit: 2 });
      expect(first.map((one) => one.id)).toEqual(['a5', 'a4']);
      const last = first[1] as ArticleRecord;
      const rest = await store.articles({ limit: 9, after: { sortAt: last.sortAt, id: last.id } });
      expect(rest.map((one) => one.id)).toEqual(['a3', 'a2', 'a1']);
      const within = await store.articles({
        since: at(2),
        until: at(4),
        oldestFirst: true,
        limit: 9,
      });
      expect(within.map((one) => one.id)).toEqual(['a2', 'a3']);
      expect(await store.days({ limit: 2 })).toEqual([
        { day: '2026-01-05', articles: 1 },
        { day: '2026-01-04', articles: 1 },
      ]);
    });

    it('keeps every revision with its content', async () => {
      const change = sampleArticle('a1', 1, '旧标题', '旧文');
      await store.commit(change);
      const [article] = change.articles;
      const [old] = change.revisions;
      if (article === undefined || old === undefined) throw new Error('sample');
      const next: RevisionRecord = {
        ...old,
        id: 'a1-2',
        number: 2,
        previous: old.id,
        content: content('新标题', '新文'),
      };
      await store.commit({
        articles: [{ ...article, revisionId: 'a1-2', revisions: 2, title: '新标题' }],
        revisions: [next],
      });
      expect((await store.revisions('a1')).map((one) => one.id)).toEqual(['a1-1', 'a1-2']);
      expect(await store.revision('a1-1')).toEqual(old);
      expect(await store.latestRevisions(['a1', 'none'])).toEqual([next]);
      expect(await store.check()).toEqual([]);
    });

    it('writes all of a change or nothing', async () => {
      const broken = sampleArticle('a1', 1, '标题', '文');
      const bad = { file: 'x', length: Symbol('no number') as unknown as number };
      await expect(store.commit({ ...broken, warc: [bad] })).rejects.toThrow();
      expect(await store.article('a1')).toBeUndefined();
      expect((await store.stats()).captures).toBe(0);
    });

    it('never lets a second article take an identity key', async () => {
      await store.commit(sampleArticle('a1', 1, '一', '一'));
      const [key] = sampleArticle('a1', 1, '一', '一').keys;
      if (key === undefined) throw new Error('sample');
      await store.commit({ keys: [{ ...key, articleId: 'a2' }] });
      expect((await store.knownKeys([key.key])).map((one) => one.articleId)).toEqual(['a1']);
    });

    it('gives a key that was only claimed, once, to the article found at it', async () => {
      const key = { key: 'paper.test/x', url: 'https://paper.test/x' as Url };
      await store.commit({ keys: [{ ...key, articleId: 'a1', claimed: true }] });
      await store.commit({ keys: [{ ...key, articleId: 'a2', claimed: true }] });
      expect(await store.knownKeys([key.key])).toEqual([
        { ...key, articleId: 'a1', claimed: true },
      ]);
      await store.commit({ keys: [{ ...key, articleId: 'a3' }] });
      await store.commit({ keys: [{ ...key, articleId: 'a4' }] });
      expect(await store.knownKeys([key.key])).toEqual([{ ...key, articleId: 'a3' }]);
    });

    describe('two records of one article', () => {
      const merge = async () => {
        await store.commit(sampleArticle('a1', 1, '港口', '渡轮'));
        const other = sampleArticle('b1', 2, '港口', '照常');
        await store.commit(other);
        const articles = other.articles.map((one) => ({ ...one, mergedInto: 'a1' }));
        const absence = { articleId: 'b1', seenAt: at(3), kind: 'gone' as const, status: 410 };
        await store.commit({ articles, absences: [{ ...absence, message: 'gone' }] });
      };

      it('are one in every list and count', async () => {
        await merge();
        expect((await store.articles({ limit: 9 })).map((one) => one.id)).toEqual(['a1']);
        expect(await store.days({ limit: 9 })).toEqual([{ day: '2026-01-01', articles: 1 }]);
        const due = await store.dueVisits({ at: at(9), limit: 9 });
        expect(due.map((one) => one.id)).toEqual(['a1']);
        const found = await store.findWords({ clauses: [{ words: ['港', '口'] }], limit: 9 });
        expect([found.total, found.hits.length]).toEqual([1, 1]);
        expect((await store.stats()).articles).toBe(1);
        expect((await store.sourceStats())[0]?.articles).toBe(1);
      });

      it('lead to the one that stays, and nothing of the other is lost', async () => {
        await merge();
        const [key] = await store.knownKeys(['paper.test/b1']);
        expect(key?.articleId).toBe('a1');
        const keys = (await store.keysOf('a1')).map((one) => [one.key, one.articleId]);
        expect(keys).toEqual([
          ['paper.test/a1', 'a1'],
          ['paper.test/b1', 'a1'],
        ]);
        expect(await store.articleIdsByPrefix('b')).toEqual(['a1']);
        expect((await store.mergedInto(['a1'])).map((one) => one.id)).toEqual(['b1']);
        expect((await store.article('b1'))?.mergedInto).toBe('a1');
        expect((await store.revisions('b1')).map((one) => one.id)).toEqual(['b1-1']);
        expect((await store.absences('a1')).map((one) => one.articleId)).toEqual(['b1']);
        expect(await store.check()).toEqual([]);
      });

      it('are a fault when the one that stays is not there', async () => {
        const { articles } = sampleArticle('b1', 2, '港口', '照常');
        await store.commit({ articles: articles.map((one) => ({ ...one, mergedInto: 'a1' })) });
        const kinds = (await store.check()).map((fault) => fault.kind);
        expect(kinds).toContain('merged-into-nothing');
      });
    });

    it('lists absent articles and those that came back, the latest first', async () => {
      for (const [id, day] of [
        ['a1', 1],
        ['a2', 2],
        ['a3', 3],
      ] as const) {
        const change = sampleArticle(id, day, '港口', '渡轮');
        const absence = { articleId: id, kind: 'not-found' as const, status: 404, message: 'none' };
        const absent = { absent: absence.kind, absentSince: at(day + 1), goneSince: at(day + 1) };
        const isBack = id === 'a3';
        await store.commit({
          ...change,
          articles: change.articles.map((one) => (isBack ? one : { ...one, ...absent })),
          absences: [{ ...absence, seenAt: at(day + 1), ...(isBack ? { endedAt: at(6) } : {}) }],
        });
      }
      const ids = async (query: Partial<Parameters<Store['absentArticles']>[0]>) =>
        (await store.absentArticles({ state: 'absent', limit: 9, ...query })).map(({ id }) => id);
      expect(await ids({})).toEqual(['a2', 'a1']);
      expect(await ids({ since: at(3) })).toEqual(['a2']);
      expect(await ids({ sourceIds: ['nowhere'] })).toEqual([]);
      expect(await ids({ state: 'returned' })).toEqual(['a3']);
      expect(await ids({ state: 'returned', since: at(7) })).toEqual([]);
      expect((await store.article('a1'))?.goneSince).toBe(at(2));
      expect((await store.absences('a3'))[0]?.endedAt).toBe(at(6));
    });

    it('tells whose images are due, until they are done', async () => {
      const change = sampleArticle('a1', 1, '港口', '渡轮');
      const articles = change.articles.map((one) => ({ ...one, imagesDueAt: at(2) }));
      await store.commit({ ...change, articles });
      const due = async (query: object = {}) =>
        (await store.dueImages({ from: at(1), at: at(3), limit: 9, ...query })).map(({ id }) => id);
      expect(await due()).toEqual(['a1']);
      expect(await due({ at: at(1) })).toEqual([]);
      expect(await due({ from: at(3) })).toEqual([]);
      expect(await due({ without: ['a1'] })).toEqual([]);
      await store.commit({ imagesDone: ['a1'] });
      expect(await due()).toEqual([]);
    });

    it('finds articles by words in a row, title first, with exclusions and filters', async () => {
      await store.commit(sampleArticle('a1', 1, '港口开放', '渡轮照常'));
      await store.commit(sampleArticle('a2', 2, '天气', '港口今天有雨 Harbour closed'));
      await store.commit(sampleArticle('a3', 3, '口港', '无'));
      const ids = async (...clauses: { words: string[]; exclude?: boolean; prefix?: boolean }[]) =>
        (await store.findWords({ clauses, limit: 9 })).hits.map((hit) => hit.article.id);
      expect(await ids({ words: ['港', '口'] })).toEqual(['a1', 'a2']);
      expect(await ids({ words: ['港', '口'] }, { words: ['雨'], exclude: true })).toEqual(['a1']);
      expect(await ids({ words: ['harb'], prefix: true })).toEqual(['a2']);
      const late = await store.findWords({ clauses: [{ words: ['港'] }], since: at(3), limit: 9 });
      expect(late.total).toBe(1);
    });

    describe('edits', () => {
      const edit = (articleId: string, to: number, weight: number): EditRecord => ({
        revisionId: `${articleId}-${to}`,
        articleId,
        sourceId: articleId === 'a2' ? 's2' : 's1',
        from: to - 1,
        to,
        seenAt: at(to),
        told: true,
        weight,
        kinds: ['number'],
        changes: [{ kind: 'number', before: '12', after: '15', weight }],
        changed: 1,
      });
      const all = [edit('a1', 2, 10), edit('a1', 3, 60), edit('a2', 2, 60), edit('a2', 4, 0)];
      const ids = async (query: Partial<EditQuery>) =>
        (await store.edits({ order: 'weight', limit: 9, ...query })).map((one) => one.revisionId);

      beforeEach(async () => {
        await store.commit(sampleArticle('a1', 1, '一', '一'));
        await store.commit(sampleArticle('a2', 1, '二', '二'));
        await store.commit({ edits: all });
      });

      it('come the heaviest or the newest first, those without weight when asked for', async () => {
        expect(await ids({})).toEqual(['a1-3', 'a2-2', 'a1-2']);
        expect(await ids({ order: 'time' })).toEqual(['a1-3', 'a2-2', 'a1-2']);
        expect(await ids({ order: 'time', least: 0 })).toEqual(['a2-4', 'a1-3', 'a2-2', 'a1-2']);
        expect(await store.editsOf('a1')).toEqual(all.slice(0, 2));
      });

      it('are narrowed by source, time and weight, and to one an article', async () => {
        expect(await ids({ sourceIds: ['s2'] })).toEqual(['a2-2']);
        expect(await ids({ sourceIds: [] })).toEqual([]);
        expect(await ids({ since: at(3) })).toEqual(['a1-3']);
        expect(await ids({ until: at(3) })).toEqual(['a2-2', 'a1-2']);
        expect(await ids({ least: 11 })).toEqual(['a1-3', 'a2-2']);
        expect(await ids({ onePerArticle: true })).toEqual(['a1-3', 'a2-2']);
        expect(await ids({ onePerArticle: true, until: at(3) })).toEqual(['a2-2', 'a1-2']);
      });

      it('go on behind a cursor without gap or double', async () => {
        const walk = async (order: EditQuery['order'], after?: EditRecord): Promise<string[]> => {
          const place = after === undefined ? {} : { after };
          const [one] = await store.edits({ order, least: 0, limit: 1, ...place });
          return one === undefined ? [] : [one.revisionId, ...(await walk(order, one))];
        };
        expect(await walk('weight')).toEqual(await ids({ order: 'weight', least: 0 }));
        expect(await walk('time')).toEqual(await ids({ order: 'time', least: 0 }));
      });

      it('are not told of merged articles, nor where the words came from elsewhere', async () => {
        const { articles } = sampleArticle('a2', 1, '二', '二');
        await store.commit({
          articles: articles.map((article) => ({ ...article, mergedInto: 'a1' })),
          edits: [{ ...edit('a1', 3, 60), told: false }],
        });
        expect(await ids({})).toEqual(['a1-2']);
        expect(await store.editsOf('a1')).toHaveLength(2);
      });

      it('are missing of revisions that follow another and were not weighed', async () => {
        const { revisions } = sampleArticle('a1', 1, '一', '一');
        const [first] = revisions;
        if (first === undefined) throw new Error('no sample');
        const next = { ...first, id: 'a1-9', number: 9, previous: 'a1-1' };
        await store.commit({ revisions: [next, { ...next, id: 'a1-3', number: 3 }] });
        expect((await store.unweighed(9)).map(({ id }) => id)).toEqual(['a1-9']);
      });
    });

    it('gives slots in order and knows the lowest', async () => {
      const slot = (number: number) => ({ outlet: 'rfi', slot: number, articleId: `a${number}` });
      await store.commit({ slots: [slot(9), slot(7), { ...slot(8), captureId: 'c' }] });
      expect(await store.lowestSlot('rfi')).toBe(7);
      expect(await store.lowestSlot('voa')).toBeUndefined();
      const page = await store.slots({ limit: 2 });
      expect(page.map((one) => one.slot)).toEqual([7, 8]);
      expect((await store.slots({ after: page[1] as (typeof page)[0], limit: 2 })).length).toBe(1);
    });

    it('finds captures by URL and payload, and remembers how long each file is', async () => {
      await store.commit({ captures: [capture], warc: [{ file: 'f', length: 3 }] });
      await store.commit({ captures: [capture], warc: [{ file: 'f', length: 5 }] });
      expect(await store.captureOf(capture.askedUrl)).toEqual(capture);
      expect(await store.captureWithPayload(digest('a'))).toEqual(capture);
      expect(await store.knownCaptures(['c1', 'c2'])).toEqual(new Set(['c1']));
      expect(await store.warcFiles()).toEqual([{ file: 'f', length: 5 }]);
    });

    it('remembers what each site repeats, one memory for each basis', async () => {
      const row = { host: 'paper.test', basis: 'page', learned: 2, memory: '{"a":1}' } as const;
      await store.commit({ sites: [row, { ...row, basis: 'feed' }] });
      await store.commit({ sites: [{ ...row, learned: 3, memory: 'x'.repeat(22_000) }] });
      expect((await store.site('paper.test', 'page'))?.memory).toHaveLength(22_000);
      expect(await store.site('paper.test', 'feed')).toEqual({ ...row, basis: 'feed' });
      expect(await store.site('paper.test', 'import')).toBeUndefined();
    });

    it('keeps marks by their names', async () => {
      expect(await store.mark('seen')).toBeUndefined();
      await store.commit({ marks: [{ name: 'seen', value: '1' }] });
      await store.commit({ marks: [{ name: 'seen', value: '2' }] });
      expect(await store.mark('seen')).toBe('2');
    });

    it('keeps what was cut from a revision beside it', async () => {
      const { revisions, ...rest } = sampleArticle('a1', 1, '一', '一');
      const [plain] = revisions as [RevisionRecord];
      const cut = [{ reason: 'repeated by the site', text: 'Share' }];
      const revision = { ...plain, uncutDigest: digest('c'), cut };
      await store.commit({ ...rest, revisions: [revision] });
      expect(await store.revision(plain.id)).toEqual(revision);
      expect((await store.revisions('a1'))[0]?.uncutDigest).toBe(digest('c'));
    });

    it('names an article whose revision is missing', async () => {
      const { articles } = sampleArticle('a1', 1, '一', '一');
      await store.commit({ articles });
      const kinds = (await store.check()).map((fault) => fault.kind);
      expect(kinds).toContain('article-without-revision');
    });
  });
}
