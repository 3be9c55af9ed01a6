import {
  type Article,
  type Capture,
  type Digest,
  type Entry,
  type Instant,
  instant,
  type PollState,
  type Source,
  type Takedown,
  type Url,
} from '../../model/index.ts';
import type { ArticleRecord, Change, RevisionRecord } from '../index.ts';

export const at = (day: number): Instant => instant(Date.UTC(2026, 0, day));
export const digest = (letter: string): Digest => letter.repeat(64) as Digest;

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

export const capture: Capture = {
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

export const content = (title: string, text: string): Article => ({
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
export function sampleArticle(
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
    words: [
      {
        articleId: id,
        title: spaced(title) ?? '',
        authors: '林 一',
        body: spaced(text) ?? '',
      },
    ],
  };
}

export const entry = (guid: string, published: number): Entry => ({
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

export const duePoll = (sourceId: string, day: number): PollState => ({
  sourceId,
  nextPollAt: at(day),
  failures: 0,
  warnings: [],
});

/** The takedown of an article, of its record alone. */
export const sampleTakedown = (articleId: string): Takedown => ({
  id: 't1',
  articles: [articleId],
  url: 'https://paper.test/x' as Url,
  reason: 'court',
  at: at(9),
  state: 'erased',
  keys: [],
  removal: { captures: [], cut: [], revisions: [], left: [], moved: [] },
});
