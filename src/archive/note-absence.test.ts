import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { scratch } from '../../test/newspaper.ts';
import { createHttpClient } from '../http/index.ts';
import { ArchiveError } from '../model/index.ts';
import type { ArticleRecord } from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { openWarcWriter } from '../warc/index.ts';
import { servicesOf } from './make-services.ts';
import { noteAbsence } from './note-absence.ts';
import { replayCaptures } from './rebuild.ts';
import { ferryRecord, ferryUrl } from './testing/ferry-record.ts';

const now = () => Date.UTC(2026, 5, 1);

/** A catalogue where the address leads to the first of the articles. */
async function catalogue(folder: string, name: string, ...articles: readonly ArticleRecord[]) {
  const store = await openTestStore({ file: join(folder, name) });
  const keys = [{ key: articleKey(ferryUrl), url: ferryUrl, articleId: articles[0]?.id ?? '' }];
  await store.commit({ articles, keys });
  return store;
}

it('an absence is of the article that stays, now and when rebuilt, by whatever id it was known', async () => {
  const place = scratch();
  onTestFinished(place.clear);
  const captures = join(place.folder, 'captures');
  const merged = ferryRecord('merged', { mergedInto: 'stays' });
  const store = await catalogue(place.folder, 'c.sqlite', ferryRecord('stays'), merged);
  const warc = await openWarcWriter({ folder: captures, now, software: 'test' });
  const http = createHttpClient({ now, userAgent: 'test/1.0' });
  const services = servicesOf({ store, http, captures, now, openWarc: async () => warc }, warc);
  const error = new ArchiveError('unreachable', `${ferryUrl}: no answer came.`);
  const page = { served: false, kind: 'timeout', status: 0, error } as const;
  // It was looked for when it was not merged yet.
  await noteAbsence(services, ferryRecord('merged'), page);
  expect(await store.article('stays')).toMatchObject({ absent: 'timeout' });
  expect(await store.article('merged')).toEqual(merged);
  await warc.close();
  await store.close();
  const gone = ferryRecord('stays', { mergedInto: 'other' });
  for (const [at, also] of [[], [gone]].entries()) {
    const again = await catalogue(place.folder, `${at}.sqlite`, ferryRecord('other'), ...also);
    await replayCaptures({ store: again, captures, revisitDays: 30, sourcesStand: true });
    expect(await again.absences('other')).toMatchObject([{ articleId: 'other', kind: 'timeout' }]);
    await again.close();
  }
});
