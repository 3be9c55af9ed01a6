import { describe, expect, it } from 'vitest';
import type { Url } from '../../model/index.ts';
import type { Store } from '../index.ts';
import type { Database, Tables } from '../sql/schema.ts';
import { firstRows } from './first-rows.ts';
import { at, content, sampleArticle, sampleSource, sampleTakedown } from './samples.ts';

/** A catalogue of which the tables are made first, as an earlier version had them. */
interface Earlier {
  /** SQL over the tables that the first so many migrations make. */
  begin(migrations: number): Promise<Database>;
  /** Opens what was begun, as this version does. */
  open(): Promise<Store>;
}

/** Opens catalogues as each version before left them; `fresh` gives one that is not begun. */
export function describeEarlier(
  engine: string,
  names: readonly string[],
  fresh: () => Promise<Earlier>,
): void {
  describe(`a catalogue in ${engine} that an earlier version left`, () => {
    it.each(names.map((name, index) => [name, index + 1] as const))(
      'at %s is read whole, and written',
      async (_name, migrations) => {
        const catalogue = await fresh();
        const db = await catalogue.begin(migrations);
        for (const [table, row] of Object.entries(firstRows)) {
          await db
            .insertInto(table as keyof Tables)
            .values(row as never)
            .execute();
        }
        await db.destroy();
        const store = await catalogue.open();
        try {
          await expectWhole(store);
          await store.commit(sampleArticle('b', 5, '新的', 'news'));
          const { articles } = await store.recordedAfter(undefined, 10);
          expect(articles.map(({ id }) => id)).toEqual(['a', 'b']);
          expect(await store.check()).toEqual([]);
        } finally {
          await store.close();
        }
      },
    );

    it('with keys and guids longer than an index takes finds by them what it found', async () => {
      const catalogue = await fresh();
      const db = await catalogue.begin(names.indexOf('027-uploaded') + 1);
      const long = `paper.test/${'a'.repeat(8000)}`;
      const { articles, entries, keys } = firstRows;
      await db
        .insertInto('articles')
        .values(articles as never)
        .execute();
      const entry = { guid: long, url: `https://${long}`, title: 'g', authors: [] };
      const told = { ...entries, guid: long, entry: JSON.stringify(entry), host: 'paper.test' };
      await db
        .insertInto('entries')
        .values(told as never)
        .execute();
      await db
        .insertInto('keys')
        .values({ ...keys, key: long } as never)
        .execute();
      await db.insertInto('takedown_keys').values({ key: long, takedown_id: 't1' }).execute();
      await db.destroy();
      const store = await catalogue.open();
      try {
        await store.commit({ takedowns: [{ ...sampleTakedown('a2'), keys: [] }] });
        expect(await store.entries('s1', [long])).toMatchObject([{ guid: long, attempts: 1 }]);
        expect(await store.knownKeys([long])).toMatchObject([{ key: long, articleId: 'a' }]);
        expect(await store.keysOf('a')).toMatchObject([{ key: long }]);
        expect(await store.refusedKeys([long])).toEqual(new Set([long]));
      } finally {
        await store.close();
      }
    });

    longHostsAreGivenUp(names, fresh);
  });
}

function longHostsAreGivenUp(names: readonly string[], fresh: () => Promise<Earlier>): void {
  it('with what waits at hosts longer than names are gives that up, in a sentence, and nothing else', async () => {
    const catalogue = await fresh();
    const db = await catalogue.begin(names.indexOf('028-long-texts') + 1);
    const { articles, entries, sources } = firstRows;
    const long = `${'a'.repeat(8000)}.test`;
    const rows = [
      ['sources', { ...sources, state: 'followed' }],
      ['articles', { ...articles, host: 'paper.test' }],
      ['articles', { ...articles, id: 'b', url: `https://${long}/b`, host: long }],
      ['entries', { ...entries, host: 'paper.test' }],
      ['entries', { ...entries, guid: 'long', host: long }],
    ] as const;
    for (const [table, row] of rows) {
      await db
        .insertInto(table)
        .values(row as never)
        .execute();
    }
    await db.destroy();
    const store = await catalogue.open();
    try {
      const due = await store.dueEntries({ at: at(4), limit: 5 });
      expect(due.map(({ guid }) => guid)).toEqual(['g']);
      const visits = await store.dueVisits({ at: at(9), limit: 5 });
      expect(visits.map(({ id }) => id)).toEqual(['a']);
      expect(await store.failedEntries()).toMatchObject([
        { guid: 'long', lastError: expect.stringContaining('longer than names are') },
      ]);
    } finally {
      await store.close();
    }
  });
}

async function expectWhole(store: Store): Promise<void> {
  expect(await store.sources()).toEqual([sampleSource]);
  expect(await store.pollState('s1')).toMatchObject({
    failures: 2,
    etag: '"e"',
    nextPollAt: at(3),
  });
  expect(await store.dueEntries({ at: at(4), limit: 5 })).toMatchObject([
    { guid: 'g', attempts: 1 },
  ]);
  expect(await store.article('a')).toMatchObject({ title: '港口停航', nextVisitAt: at(4) });
  expect(await store.revision('a-1')).toMatchObject({
    textDigest: 'b'.repeat(64),
    content: content('港口停航', 'The harbour is closed.'),
  });
  expect(await store.keysOf('a')).toEqual([
    { key: 'paper.test/a', url: 'https://paper.test/a', articleId: 'a' },
  ]);
  expect(await store.absences('a')).toMatchObject([{ kind: 'not-found', seenAt: at(3) }]);
  expect(await store.capturesOf(['https://paper.test/a' as Url], 5)).toMatchObject([{ id: 'c1' }]);
  expect(await store.slotsOf(['a'])).toMatchObject([{ outlet: 'paper', slot: 7 }]);
  expect(await store.warcFiles()).toEqual([{ file: '2026/01/x.warc.gz', length: 30 }]);
}
