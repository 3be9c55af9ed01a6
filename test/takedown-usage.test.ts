import { afterAll, describe, expect, it } from 'vitest';
import { clock, command, openForTest, scratch } from './newspaper.ts';

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
