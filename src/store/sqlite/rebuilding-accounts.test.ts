import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest, Store } from '../index.ts';
import { at, digest, sampleArticle, sampleSource } from '../testing/samples.ts';
import { beginRebuilding, openSqliteStore, putInForce } from './index.ts';

describe('a catalogue made again', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backissue-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function commitArticles(store: Store, ids: readonly string[]): Promise<void> {
    for (const id of ids) await store.commit(sampleArticle(id, 3, id, `text of ${id}`));
  }

  it('keeps users, logins, tokens, marks and the key of images, whatever the order of its articles', async () => {
    const file = join(folder, 'backissue.sqlite');
    const before = await openSqliteStore({ file });
    await commitArticles(before, ['a1', 'a2', 'a3', 'gone']);
    const mei = await before.addUser({ name: 'mei', role: 'owner', madeAt: at(1) });
    const own = { digest: digest('a'), userId: mei.id, madeAt: at(1) };
    await before.addSession({ ...own, until: at(9) });
    await before.addToken({ ...own, id: 't1', label: '' });
    await before.markArticles(mei.id, ['a1', 'gone'], { starred: true }, at(4));
    await before.markArticles(mei.id, ['a2'], { read: true }, at(5));
    await before.markAllRead(mei.id, { before: at(2) });
    await before.commit({ marks: [{ name: 'image-key', value: 'k' }] });
    await before.close();

    const making = await beginRebuilding(file, file);
    await commitArticles(making.store, ['a3', 'a2', 'a1']);
    const [a2] = sampleArticle('a2', 3, 'a2', '').articles;
    if (a2 !== undefined) await making.store.commit({ articles: [{ ...a2, mergedInto: 'a1' }] });
    await making.carryOver();
    await making.seal();
    putInForce(file, false);

    const after = await openSqliteStore({ file, readOnly: true });
    expect(await after.users()).toEqual([mei]);
    expect(await after.mark('image-key')).toBe('k');
    expect(await after.session(own.digest)).toMatchObject({ userId: mei.id });
    expect(await after.tokens(mei.id)).toHaveLength(1);
    expect(await after.marksOf(mei.id, ['a1', 'a3'])).toEqual(
      expect.arrayContaining([
        { articleId: 'a1', read: true, readAt: at(5), starredAt: at(4) },
        { articleId: 'a3', read: false },
      ]),
    );
    await after.close();
  });

  it('has digests of articles go on at the first that they have not told, whatever the order', async () => {
    const file = join(folder, 'backissue.sqlite');
    const before = await openSqliteStore({ file });
    await before.commit({
      sources: [sampleSource, { ...sampleSource, id: 'own', kind: 'import' }],
    });
    await commitArticles(before, ['a1', 'a2']);
    const cursor = await before.lastSerial();
    await commitArticles(before, ['a3', 'a4']);
    const [imported] = sampleArticle('old', 1, 'old', 'old').articles;
    if (imported !== undefined) {
      await before.commit({ articles: [{ ...imported, sourceId: 'own' }] });
    }
    const digest: Digest = {
      ...{
        id: 'd1',
        to: 'desk@paper.test',
        of: 'articles',
        least: 1,
        every: 'week',
        atMinute: 420,
      },
      ...{ timeZone: 'UTC', locale: 'en', addedAt: at(2) },
      progress: { until: at(2), cursor, failures: 1, lastError: 'it is full' },
    };
    const all = { ...digest, id: 'd2', progress: { ...digest.progress, cursor: cursor + 3 } };
    const hits: Digest = { ...digest, id: 'd3', of: 'saved', searchId: 'f1' };
    await before.commit({ digests: [digest, all, hits] });
    await before.close();

    const making = await beginRebuilding(file, file);
    if (imported !== undefined) {
      await making.store.commit({ articles: [{ ...imported, sourceId: 'own' }] });
    }
    await commitArticles(making.store, ['a1', 'a3', 'a2', 'a4']);
    await making.carryOver();
    await making.seal();
    putInForce(file, false);

    const after = await openSqliteStore({ file, readOnly: true });
    const told = await after.digests();
    expect(told.map(({ id }) => id)).toEqual(['d1', 'd2', 'd3']);
    const cursors = told.map(({ progress }) => progress.cursor);
    const behind = async (serial = 0) =>
      (await after.recordedAfter(serial, 9)).articles.map(({ id }) => id);
    expect(await behind(cursors[0])).toEqual(['a3', 'a2', 'a4']);
    expect(await behind(cursors[1])).toEqual([]);
    expect(cursors[2]).toBe(cursor);
    expect(told[0]?.progress).toMatchObject({ until: at(2), failures: 1, lastError: 'it is full' });
    await after.close();
  });
});
