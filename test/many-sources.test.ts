import { expect, it } from 'vitest';
import { watchMany } from './many-sources.ts';
import { scratch } from './newspaper.ts';

it('follows hundreds of sources for an hour: each when due, no host twice at once or in haste', async () => {
  const { folder, clear } = scratch();
  const seen = await watchMany({
    folder,
    sources: 200,
    hosts: 40,
    items: 3,
    lengthMs: 3_600_000,
    gapMs: 1000,
    spreadMs: 1_800_000,
  });
  expect(seen).toMatchObject({ polled: 200, together: 0, hasty: 0 });
  expect(seen.lateness.p95).toBeLessThan(60_000);
  clear();
}, 60_000);
