import { expect, it } from 'vitest';
import { isOnPostgres } from './house-store.ts';
import { watchMany } from './many-sources.ts';
import { scratch } from './newspaper.ts';

it('follows hundreds of sources for an hour: each when due, no host twice at once or in haste', async () => {
  const { folder, clear } = scratch();
  /** Fewer where each look at what is due is a way to a server. */
  const sources = isOnPostgres ? 40 : 200;
  const seen = await watchMany({
    folder,
    sources,
    hosts: sources / 5,
    items: 3,
    lengthMs: 3_600_000,
    gapMs: 1000,
    spreadMs: 1_800_000,
  });
  expect(seen).toMatchObject({ polled: sources, together: 0, hasty: 0 });
  expect(seen.lateness.p95).toBeLessThan(60_000);
  clear();
}, 120_000);
