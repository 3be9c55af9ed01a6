import { sha256 } from '../../src/digest/index.ts';
import { type Article, type Digest, type Entry, instant, type Url } from '../../src/model/index.ts';
import { wordsOf } from '../../src/search/index.ts';
import type { ArticleRecord, Change, LeafRow, RevisionRecord } from '../../src/store/index.ts';
import { formatLeaf } from '../../src/tlog/index.ts';
import type { Text } from '../search/corpus.ts';

const day = 24 * 3600_000;

/** An article with all that is on record of it, by its number: of ten one was edited, of twenty one missed
 * for a while. `leaf`: the index of its first leaf of the ledger. */
export function articleChange(text: Text, number: number, leaf: number) {
  const id = articleId(number);
  const url = `https://${text.source}.test/articles/${number}` as Url;
  const { text: now } = text;
  const states = number % 10 === 0 ? [`${now}\nCorrected since. 更正。`, now] : [now];
  const revisions = states.map((state, at) =>
    revisionOf(id, contentOf(text, url, state), { number: at + 1, at: text.at }),
  );
  const captures = revisions.map(({ captureId, seenAt }, at) => ({
    ...{ id: captureId, askedUrl: url, finalUrl: url, capturedAt: seenAt, status: 200 },
    headers: [['content-type', 'text/html; charset=utf-8']] as [string, string][],
    ...{ payload: sha256(`${id} payload ${at}`), sourceId: text.source },
    record: {
      file: fileOf(number),
      offset: number * 40_000,
      length: 39_000,
    },
  }));
  const article = recordOf(text, { id, url, revisions });
  return {
    articles: [article],
    ...{ revisions, captures },
    keys: [{ key: url.slice('https://'.length), url, articleId: id }],
    words: [{ articleId: id, ...wordsOf(contentOf(text, url, now)) }],
    ...editOf(article, revisions),
    slots: [{ outlet: text.source, slot: 1_048_575 - number, articleId: id }],
    entries: [entryOf(text, url, number)],
    absences: absencesOf(id, number, text.at),
    leaves: revisions.map((revision, at) => leafOf(revision, url, leaf + at)),
  } satisfies Change;
}

export type ArticleChange = ReturnType<typeof articleChange>;

/** What is on record of several articles, as one change. */
export function joined(changes: readonly ArticleChange[]): Change {
  const list = <Name extends keyof ArticleChange>(name: Name) =>
    changes.flatMap((one) => one[name] as never[]);
  return {
    ...{ articles: list('articles'), revisions: list('revisions'), keys: list('keys') },
    ...{ captures: list('captures'), words: list('words'), edits: list('edits') },
    ...{ removedWords: list('removedWords'), absences: list('absences'), leaves: list('leaves') },
    ...{ slots: list('slots'), entries: list('entries') },
  };
}

/** The capture file of an article's captures, one of 97. */
export const fileOf = (number: number): string => `2026/01/part-${number % 97}.warc.gz`;

export const articleId = (number: number): string => sha256(`article ${number}`).slice(0, 20);

function contentOf({ title, language }: Text, url: Url, text: string): Article {
  const html = text
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('\n');
  return { url, title, authors: ['林一'], site: 'The Paper', language, html, text, images: [] };
}

function revisionOf(
  article: string,
  content: Article,
  { number, at }: { readonly number: number; readonly at: number },
): RevisionRecord {
  const id = sha256(`${article} revision ${number}`).slice(0, 32);
  return {
    ...{ id, article, number, content, basis: 'page', extractor: 'bench@1' },
    previous: number === 1 ? null : sha256(`${article} revision ${number - 1}`).slice(0, 32),
    captureId: sha256(`${article} capture ${number}`).slice(0, 32),
    seenAt: instant(at + number * day),
    textDigest: sha256(content.text),
  };
}

function recordOf(
  { source, title, language, at, text }: Text,
  { id, url, revisions }: { id: string; url: Url; revisions: readonly RevisionRecord[] },
): ArticleRecord {
  const last = revisions.at(-1);
  return {
    ...{ id, url, sourceId: source, title, authors: ['林一'], language, lead: text.slice(0, 200) },
    ...{ publishedAt: instant(at), sortAt: instant(at), firstSeenAt: instant(at + day) },
    ...{ lastSeenAt: instant(at + 3 * day), nextVisitAt: instant(at + 30 * day) },
    ...{ revisionId: last?.id ?? '', revisions: revisions.length },
  };
}

/** What an edit changed and took away; nothing where there was none. */
function editOf({ id, sourceId }: ArticleRecord, revisions: readonly RevisionRecord[]) {
  const last = revisions[1];
  if (last === undefined) return { edits: [], removedWords: [] };
  const change = { kind: 'words', before: 'one', after: '', weight: 30 } as const;
  const edit = {
    ...{ revisionId: last.id, articleId: id, sourceId, from: 1, to: 2, seenAt: last.seenAt },
    ...{ told: true, weight: 30, kinds: ['words' as const], changes: [change], changed: 1 },
  };
  const words = ['corrected', 'since', '更', '正'];
  return {
    edits: [edit],
    removedWords: [
      { articleId: id, revision: 2, passages: [{ words, removed: [[2, 4] as const] }] },
    ],
  };
}

const entryOf = ({ title, source, at }: Text, url: Url, number: number): Entry => ({
  ...{ sourceId: source, guid: `${number}`, told: sha256(title), state: 'done', attempts: 1 },
  entry: { guid: `${number}`, url, title, authors: [], publishedAt: instant(at) },
  ...{ captureId: sha256(`feed of ${source}`).slice(0, 32), nextTryAt: instant(at) },
});

const absencesOf = (articleId: string, number: number, at: number) =>
  number % 20 === 0
    ? [5, 6].map((after) => ({
        ...{ articleId, seenAt: instant(at + after * day), kind: 'not-found' as const },
        ...{ status: 404, message: 'not found', endedAt: instant(at + 7 * day) },
      }))
    : [];

function leafOf(revision: RevisionRecord, url: Url, index: number): LeafRow {
  const { article, captureId, seenAt, number, textDigest } = revision;
  const bytes = Buffer.from(JSON.stringify({ article, captureId, url, rev: number, textDigest }));
  const record = sha256(bytes) as Digest;
  return {
    ...{ index, line: formatLeaf({ kind: 'revision', time: seenAt, record }), record, bytes },
    ...{ articleId: article, url, rev: number, captureId },
  };
}
