import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startDemo } from '../src/demo/index.ts';
import { draws } from './draws.ts';
import { clear, freshFolder, type Job, killOften, kills, measured, time } from './killing.ts';
import { command } from './newspaper.ts';
import { bytesBelow } from './site-bytes.ts';

afterAll(clear);

describe(`a publishing of a site that is killed ${kills} times`, () => {
  const now = () => Date.UTC(2026, 10, 24, 8);
  /** Kills before what was begun is ended. */
  const parts = 3;

  async function archiveOfDemo(): Promise<string> {
    const demo = await startDemo({ now });
    const folder = freshFolder();
    for (const { feeds, name } of demo.outlets) {
      const options = ['--allow-private', '--folder', name, '--archive', folder];
      await command(['follow', ...Object.values(feeds), ...options]);
    }
    await command(['fetch', '--all', '--archive', folder]);
    await demo.close();
    return folder;
  }

  const publish = (archive: string, site: string, copy: string) => [
    ...['publish', '--archive', archive, '--publish-format', 'site', '--site-captures', 'yes'],
    ...['--publish-dir', site, '--publish-to', `copy=dir:${copy}`],
  ];

  /** Whoever finds a checkpoint finds all that it speaks of. */
  async function isWholeIfSigned(place: string): Promise<void> {
    if (!existsSync(join(place, 'ledger/checkpoint'))) return;
    const { code, out } = await command(['verify', place]);
    expect(`${code}: ${out}`).toMatch(/^0: /);
  }

  it('never shows a checkpoint without its tiles, and the next one mends it', {
    timeout: time.timeout,
  }, async () => {
    const archive = await archiveOfDemo();
    const [fresh, copied] = [freshFolder(), freshFolder()];
    const random = draws(23);
    let [site, copy] = [freshFolder(), freshFolder()];
    const takes = await measured(publish(archive, fresh, copied), archive);
    const job: Job = { parameters: () => publish(archive, site, copy), takes, random };
    let killed = 0;
    await killOften(job, archive, kills, async () => {
      await isWholeIfSigned(site);
      await isWholeIfSigned(copy);
      killed += 1;
      if (killed % parts > 0) return;
      expect(await command(publish(archive, site, copy))).toMatchObject({ code: 0, err: '' });
      expect(bytesBelow(site)).toEqual(bytesBelow(fresh));
      expect(bytesBelow(copy)).toEqual(bytesBelow(fresh));
      [site, copy] = [freshFolder(), freshFolder()];
    });
    expect(killed).toBeGreaterThanOrEqual(parts);
  });
});
