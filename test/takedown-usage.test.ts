import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { startSite } from './small-site.ts';

describe('takedown with options that do not go together', () => {
  const time = clock();
  const { folder, clear } = scratch();
  afterAll(clear);

  it.each([
    [['--reason', 'privacy'], '--reason is given without an article'],
    [['--note', 'asked by letter'], '--note is given without an article'],
    [['--lift'], '--lift is given without an article'],
    [['--dry-run'], '--dry-run is given without an article'],
    [['https://paper.test/a', '--lift', '--dry-run'], '--lift is given with --dry-run'],
    [['https://paper.test/a', '--lift', '--reason', 'court'], '--lift is given with --reason'],
  ] as const)('is refused, and nothing is done: %j', async (given, says) => {
    await (await openForTest(folder, time.now)).close();
    const { code, out, err } = await command(['takedown', ...given, '--archive', folder]);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(says)]);
  });
});

describe('a takedown that is only tried', { timeout: 60_000 }, () => {
  const time = clock();
  const { folder, clear } = scratch();
  afterAll(clear);

  it('tells the reason that was given, and none where none was', async () => {
    const path = '/2026/06/01/quay-of-the-day-1234';
    const site = await startSite({
      '/feed.xml': `<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title><item><title>The quay</title><link>{base}${path}</link></item></channel></rss>`,
      [path]: `<!doctype html><html lang="en"><head><title>The quay</title></head><body><article><h1>The quay</h1><p>The clerk wrote down what the harbour office said on Monday, and two witnesses agreed with it.</p></article></body></html>`,
    });
    onTestFinished(() => site.close());
    const archive = await openForTest(folder, time.now);
    await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
    await archive.fetch({ all: true });
    await archive.close();
    const tried = async (...given: readonly string[]): Promise<unknown> => {
      const options = [...given, '--dry-run', '--json', '--archive', folder];
      return JSON.parse((await command(['takedown', site.url(path), ...options])).out);
    };
    expect(await tried('--reason', 'court')).toMatchObject({ reason: 'court', dryRun: true });
    const untold = await tried();
    expect(untold).toMatchObject({ url: site.url(path), dryRun: true });
    expect(untold).not.toHaveProperty('reason');
  });
});
