import { expect, it } from 'vitest';
import type { FetchReport } from '../src/archive/index.ts';
import { startDemo } from '../src/demo/index.ts';
import { clock, followedDemo, openForTest, scratch } from './newspaper.ts';

/** Articles and captures of the demo newspaper on record, archived in one pass. */
async function inOnePass(): Promise<{ articles: number; captures: number }> {
  const place = scratch();
  const { now } = clock();
  const archive = await openForTest(place.folder, now);
  const demo = await followedDemo(archive, now);
  await archive.fetch({ all: true });
  const { articles, captures } = await archive.stats();
  await archive.close();
  await demo.close();
  place.clear();
  return { articles, captures };
}

it('archives what a pass would, in lanes, and ends when it is told to, leaving nothing behind', async () => {
  const whole = await inOnePass();
  const place = scratch();
  const { now } = clock();
  const archive = await openForTest(place.folder, now);
  const demo = await followedDemo(archive, now);
  const stop = new AbortController();
  const seen = { articles: 0, sources: 0 };
  let quiet = 0;
  await archive.keepUp({
    signal: stop.signal,
    roundMs: 100,
    onRound: async (report: FetchReport) => {
      seen.articles += report.articles;
      seen.sources += report.sources;
      quiet = report.captured + report.sources === 0 ? quiet + 1 : 0;
      // A busy machine may be quiet for long while it is not done.
      const { captures } = await archive.stats();
      const isDone = seen.articles >= whole.articles && captures >= whole.captures;
      if (quiet > (isDone ? 20 : 300)) stop.abort();
    },
  });
  const followed = (await archive.sources()).length;
  expect(seen.articles).toBe(whole.articles);
  expect((await archive.stats()).captures).toBe(whole.captures);
  // The clock stands still, so each source was due once.
  expect(seen.sources).toBe(followed);
  await archive.close();
  await demo.close();
  place.clear();
});

it('takes in a source that is followed while it runs', async () => {
  const place = scratch();
  const { now } = clock();
  const archive = await openForTest(place.folder, now);
  const demo = await startDemo({ now });
  const stop = new AbortController();
  let rounds = 0;
  let articles = 0;
  await archive.keepUp({
    signal: stop.signal,
    roundMs: 50,
    onRound: async (report) => {
      rounds += 1;
      articles += report.articles;
      const [feed = ''] = Object.values(demo.outlets[0]?.feeds ?? {});
      if (rounds === 2) await archive.follow(feed, { allowPrivate: true });
      if (articles > 0) stop.abort();
    },
  });
  expect(articles).toBeGreaterThan(0);
  await archive.close();
  await demo.close();
  place.clear();
});

it('ends with a fault of its own disk, and says it', async () => {
  const place = scratch();
  const { now } = clock();
  const archive = await openForTest(place.folder, now);
  const demo = await followedDemo(archive, now);
  const work = archive.keepUp({
    signal: new AbortController().signal,
    roundMs: 20,
    onRound: async () => {
      throw new Error('the disk is full');
    },
  });
  await expect(work).rejects.toThrow('the disk is full');
  await archive.close();
  await demo.close();
  place.clear();
});
