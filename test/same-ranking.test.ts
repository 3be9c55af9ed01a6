import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleChange, joined } from '../bench/migrate/made-articles.ts';
import { sourceNamed } from '../bench/search/ours.ts';
import { instant } from '../src/model/index.ts';
import { searchArticles } from '../src/search/index.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { openSqliteStore } from '../src/store/sqlite/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { scratch } from './newspaper.ts';
import { fiftyQuestions } from './ranking/fifty-questions.ts';
import { writtenTexts } from './ranking/written-texts.ts';

const { folder, clear } = scratch();
const now = Date.UTC(2026, 10, 27);
/** As many as make segments of the index and leave some behind them. */
const count = 440;

/** All but a few in commits of several, as polls bring them. */
async function filled(store: Store): Promise<Store> {
  await store.commit({ sources: ['evening', 'daily', 'minato', 'courier'].map(sourceNamed) });
  let leaf = 0;
  const changes = writtenTexts(count).map((text, number) => {
    const change = articleChange(text, number, leaf);
    leaf += change.leaves.length;
    const goneSince = number % 31 === 0 ? { goneSince: instant(now) } : {};
    return { ...change, articles: change.articles.map((one) => ({ ...one, ...goneSince })) };
  });
  for (let from = 0; from < count; from += 20) {
    await store.commit(joined(changes.slice(from, from + 20)));
  }
  return store;
}

describe('fifty questions', () => {
  let here: Store;
  let away: Store | undefined;
  beforeAll(async () => {
    here = await filled(await openSqliteStore({ file: join(folder, 'ranking.sqlite') }));
    if (postgres() === '') return;
    away = await filled(await openPostgresStore({ url: await databaseFor('same ranking') }));
  });
  afterAll(async () => {
    await here.close();
    await away?.close();
    clear();
  });

  it('are fifty, and none is asked twice', () => {
    expect(new Set(fiftyQuestions.map((one) => JSON.stringify(one))).size).toBe(50);
  });

  it.each(fiftyQuestions)('find something: $text', async (question) => {
    const { hits, suggestions } = await searchArticles(here, question, now);
    expect(hits.length + suggestions.length).toBeGreaterThan(0);
  });

  it.skipIf(postgres() === '').each(fiftyQuestions)(
    'have the same hits, order and scores from SQLite and PostgreSQL: $text',
    async (question) => {
      if (away === undefined) throw new Error('There is no PostgreSQL.');
      const found = await searchArticles(here, question, now);
      expect(await searchArticles(away, question, now)).toEqual(found);
      expect(found.hits.map(({ score }) => score).every(Number.isFinite)).toBe(true);
    },
  );
});
