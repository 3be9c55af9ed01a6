import { afterAll, describe, expect, it } from 'vitest';
import { openArchive } from '../src/open/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { command, scratch } from './newspaper.ts';

const place = scratch();
afterAll(() => place.clear());

describe.skipIf(postgres() === '')('a machine with a wrong clock', () => {
  const by = (ms: number) => () => Date.now() + ms;

  it.each([
    [45_000, /^This machine's clock is 4[45]\.\d s ahead of that of \S+/],
    [-3_600_000, /^This machine's clock is (?:3599|3600)\.\d s behind that of \S+/],
  ])('that is %i ms off the database’s captures nothing there, and says so', async (ms, says) => {
    const folder = place.freshFolder();
    const database = await databaseFor(folder);
    const options = {
      ...{ folder, database, checksClock: true, userAgent: 'Backissue-test/1.0' },
      ...{ waitMs: 0, hostGapMs: 0 },
    };
    await expect(openArchive({ ...options, mode: 'capture', now: by(ms) })).rejects.toMatchObject({
      ...{ code: 'internal', message: expect.stringMatching(says) },
    });
    // Nothing is left held; what is captured nothing by may be opened, to see what is wrong.
    const reader = await openArchive({ ...options, mode: 'read', now: by(ms) });
    expect((await reader.doctor()).database?.says.join()).toContain('by NTP');
    await reader.close();
    const right = await openArchive({ ...options, mode: 'capture', now: Date.now });
    await right.close();
  });

  it('ends its work with the next look at the clock, once that has leapt', async () => {
    const folder = place.freshFolder();
    let aheadMs = 0;
    const archive = await openArchive({
      ...{ folder, database: await databaseFor(folder), checksClock: true, mode: 'capture' },
      ...{ now: () => Date.now() + aheadMs, userAgent: 'Backissue-test/1.0' },
      delay: async (ms, signal) => {
        if (ms === 60_000) aheadMs = 90_000;
        else if (!signal.aborted) await new Promise((end) => signal.addEventListener('abort', end));
      },
    });
    const { signal } = new AbortController();
    await expect(archive.keepUp({ signal })).rejects.toThrow(/(?:89|90)\.\d s ahead of/);
    await archive.close();
  });

  it('is told by the command, which ends with 1', async () => {
    const folder = place.freshFolder();
    const options = {
      ...{ now: by(20_000), checksClock: true },
      env: { BACKISSUE_DATABASE_URL: await databaseFor(folder) },
    };
    const { code, err } = await command(['fetch', '--archive', folder], options);
    expect(err).toMatch(/^backissue: This machine's clock is (?:19|20)\.\d s ahead of/);
    expect(err).toContain('NTP');
    expect(code).toBe(1);
  });
});
