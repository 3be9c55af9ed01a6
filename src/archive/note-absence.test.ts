import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { scratch } from '../../test/newspaper.ts';
import { createHttpClient } from '../http/index.ts';
import { ArchiveError, instant, type Url } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { articleKey } from '../url/index.ts';
import { openWarcWriter } from '../warc/index.ts';
import { servicesOf } from './make-services.ts';
import { noteAbsence } from './note-absence.ts';
import { replayCaptures } from './rebuild.ts';

const now = () => Date.UTC(2026, 5, 1);
const url = 'https://paper.test/2026/06/01/ferry-sails' as Url;
const record = (id: string, more: Partial<ArticleRecord> = {}): ArticleRecord => ({
  ...{ id, url, sourceId: 'feed', title: 'Ferry sails', authors: [], language: 'en' },
  ...{ sortAt: instant(0), firstSeenAt: instant(0), lastSeenAt: instant(0) },
  ...{ revisionId: '', revisions: 0, lead: '' },
  ...more,
});

let clear = () => {};
afterEach(() => clear());

/** A catalogue where the address leads to the first of the articles. */
async function catalogue(folder: string, name: string, ...articles: readonly ArticleRecord[]) {
  const store = await openSqliteStore({ file: join(folder, name) });
  const keys = [{ key: articleKey(url), url, articleId: articles[0]?.id ?? '' }];
  await store.commit({ articles, keys });
  return store;
}

it('an absence is of the article that stays, now and when rebuilt, by whatever id it was known', async () => {
  const place = scratch();
  clear = place.clear;
  const captures = join(place.folder, 'captures');
  const merged = record('merged', { mergedInto: 'stays' });
  const store = await catalogue(place.folder, 'c.sqlite', record('stays'), merged);
  const warc = await openWarcWriter({ folder: captures, now, software: 'test' });
  const http = createHttpClient({ now, userAgent: 'test/1.0' });
  const services = servicesOf({ store, http, captures, now, openWarc: async () => warc }, warc);
  const error = new ArchiveError('unreachable', `${url}: no answer came.`);
  const page = { served: false, kind: 'timeout', status: 0, error } as const;
  // It was looked for when it was not merged yet.
  await noteAbsence(services, record('merged'), page);
  expect(await store.article('stays')).toMatchObject({ absent: 'timeout' });
  expect(await store.article('merged')).toEqual(merged);
  await warc.close();
  await store.close();
  const gone = record('stays', { mergedInto: 'other' });
  for (const [at, also] of [[], [gone]].entries()) {
    const again = await catalogue(place.folder, `${at}.sqlite`, record('other'), ...also);
    await replayCaptures({ store: again, captures, revisitDays: 30, sourcesStand: true });
    expect(await again.absences('other')).toMatchObject([{ articleId: 'other', kind: 'timeout' }]);
    await again.close();
  }
});
