import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Digest, instant, type Source, type Url } from '../../src/model/index.ts';
import { openArchive } from '../../src/open/index.ts';
import { wordsOf } from '../../src/search/index.ts';
import type { Change } from '../../src/store/index.ts';
import { openSqliteStore } from '../../src/store/sqlite/index.ts';
import { generated, isThere, readArticles, type Text, timeOf } from '../search/corpus.ts';

const digest = 'a'.repeat(64) as Digest;
/** Articles a commit. */
const together = 500;

/**
 * Makes an archive in `folder` with so many articles of a hundred outlets, or of those given; one that is there
 * is left as it is. The catalogue is written straight to the store, as the archive would: article, revision, capture
 * and search words. There are no capture files; no page that is measured reads any.
 */
export async function buildArchive(
  folder: string,
  size: number,
  given: Iterable<Text> = texts(size),
): Promise<void> {
  const file = join(folder, 'backissue.sqlite');
  if (existsSync(file)) return;
  const archive = await openArchive({
    ...{ folder, mode: 'edit', now: () => Date.now() },
    userAgent: 'Backissue-bench/1.0 (loopback)',
  });
  await archive.close();
  const start = performance.now();
  const store = await openSqliteStore({ file });
  const sources = new Set<string>();
  let number = 0;
  let batch: One[] = [];
  const write = async () => {
    await store.commit(joined(batch));
    batch = [];
  };
  for (const text of given) {
    if (!sources.has(text.source)) await store.commit({ sources: [sourceOf(text.source)] });
    sources.add(text.source);
    batch.push(articleOf(text, number));
    number += 1;
    if (batch.length === together) await write();
  }
  await write();
  await store.close();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${size} articles written in ${Math.round(seconds)} s`);
}

type One = Required<Pick<Change, 'articles' | 'revisions' | 'keys' | 'captures' | 'words'>>;

const joined = (all: readonly One[]): One => ({
  articles: all.flatMap(({ articles }) => articles),
  revisions: all.flatMap(({ revisions }) => revisions),
  keys: all.flatMap(({ keys }) => keys),
  captures: all.flatMap(({ captures }) => captures),
  words: all.flatMap(({ words }) => words),
});

const sourceOf = (name: string): Source => ({
  ...{
    id: idOf(name),
    kind: 'feed',
    url: `https://${idOf(name)}.example/feed` as Url,
    title: name,
  },
  folder: name,
  ...{ body: 'page', pollSeconds: 900, state: 'followed', allowPrivate: false },
  followedAt: instant(0),
});

/** Names of real outlets are in any script. */
const idOf = (name: string): string =>
  /^[\w-]+$/.test(name) ? name : createHash('sha256').update(name).digest('hex').slice(0, 12);

function articleOf({ title, text, source: outlet, language, at }: Text, number: number): One {
  const source = idOf(outlet);
  const id = createHash('sha256').update(String(number)).digest('hex').slice(0, 20);
  const time = instant(at);
  const url = `https://${source}.example/${number}` as Url;
  const paragraphs = text.split(/(?<=[。！？\n])|(?<=[.!?] )/);
  const html = paragraphs.map((one) => `<p>${one.replace(/[&<>]/g, '')}</p>`).join('');
  const content = { url, title, authors: ['林一'], site: source, language, html, text, images: [] };
  return {
    articles: [
      {
        ...{ id, url, sourceId: source, title, authors: content.authors, language },
        ...{ publishedAt: time, sortAt: time, firstSeenAt: time, lastSeenAt: time },
        ...{ revisionId: `${id}-1`, revisions: 1, lead: text.slice(0, 200) },
      },
    ],
    revisions: [
      {
        ...{
          id: `${id}-1`,
          article: id,
          number: 1,
          previous: null,
          captureId: `c${number}`,
          content,
        },
        ...{ basis: 'page', extractor: 'bench@1', seenAt: time, textDigest: digest },
      },
    ],
    keys: [{ key: `${source}.example/${number}`, url, articleId: id }],
    captures: [
      {
        ...{ id: `c${number}`, askedUrl: url, finalUrl: url, capturedAt: time, status: 200 },
        ...{ headers: [['Content-Type', 'text/html']], payload: digest, sourceId: source },
        record: { file: '2026/01/bench.warc.gz', offset: number, length: 1 },
      },
    ],
    words: [{ articleId: id, ...wordsOf(content) }],
  };
}

/** The texts of the search bench; where their words are not there, made-up ones. */
function texts(size: number): Iterable<Text> {
  if (!isThere) return madeUp(size);
  const real = ['zh', 'en', 'ja'].flatMap((language) => readArticles(language).slice(0, 12_000));
  return generated(size, real);
}

function* madeUp(size: number): Generator<Text> {
  for (let number = 0; number < size; number += 1) {
    yield {
      title: `第${number}号新闻`,
      text: `第${number}号新闻。港口今天照常开放，渡轮每小时一班。The ferry runs. `.repeat(30),
      language: 'zh',
      source: `source-${number % 100}`,
      at: timeOf(number, size),
    };
  }
}
