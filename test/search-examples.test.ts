import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareRevisions, removedPassages } from '../src/edits/index.ts';
import { instant, type Source } from '../src/model/index.ts';
import { removedWords, searchArticles, wordsOf } from '../src/search/index.ts';
import { content, sampleArticle, sampleSource } from '../src/store/testing/samples.ts';
import { openTestStore } from './house-store.ts';

const page = readFileSync(fileURLToPath(new URL('../docs/search.md', import.meta.url)), 'utf8');
const now = Date.UTC(2026, 10, 24, 12);

/** The rows of the table below a heading row, as cells. */
function table(heading: string): string[][] {
  const [, after = ''] = page.split(`\n${heading}\n`);
  const [rows = ''] = after.split('\n\n');
  return rows
    .split('\n')
    .slice(1)
    .map((row) => row.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

const folder = mkdtempSync(join(tmpdir(), 'backissue-examples-'));
const store = await openTestStore({ file: join(folder, 'a.sqlite') });
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const languages: Readonly<Record<string, string>> = { 港湾晚报: 'zh-Hans', 港灣日報: 'zh-Hant' };

async function take([id = '', source = '', day = '', title = '', text = '', fact = '']: string[]) {
  const change = sampleArticle(id, 1, title, text);
  const language = languages[source] ?? 'en';
  const own = {
    ...{ sourceId: source, language, sortAt: instant(Date.parse(day)) },
    ...(fact === 'edited' ? { revisions: 2 } : {}),
    ...(fact === 'gone' ? { goneSince: instant(now) } : {}),
  };
  const followed: Source = { ...sampleSource, id: source, title: source };
  await store.commit({
    ...change,
    sources: [followed],
    articles: change.articles.map((one) => ({ ...one, ...own })),
    words: change.revisions.map(({ content }) => ({
      articleId: id,
      ...wordsOf({ ...content, language }),
    })),
  });
}

/** Revisions of an article, each with what it took away of the one before. */
async function takeHistory([id = '', ...texts]: string[]) {
  for (const [at, text] of texts.entries()) {
    const { captures: _captures, revisions: _revisions, ...change } = sampleArticle(id, 1, '', '');
    const body = wordsOf({ ...content('', text), language: 'und' });
    const before = content('', texts[at - 1] ?? text);
    const passages = removedWords(removedPassages(compareRevisions(before, content('', text))));
    await store.commit({
      ...change,
      words: [{ articleId: id, ...body }],
      removedWords: [{ articleId: id, revision: at + 1, passages }],
    });
  }
}

describe('the examples of docs/search.md', () => {
  beforeAll(async () => {
    for (const row of table('| article | source | published | title | text | |')) await take(row);
    for (const row of table('| article | first | then | at last |')) await takeHistory(row);
  });

  const examples = table('| query | finds |');

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each([...examples, ...table('| removed | finds |')])('%s finds %s', async (query, finds) => {
    const text = query?.replace(/^`|`$/g, '') ?? '';
    const { hits } = await searchArticles(store, { text, sort: 'date' }, now);
    expect(hits.map(({ article }) => article.id).join(' ')).toBe(finds);
  });
});
