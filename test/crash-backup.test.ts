import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startDemo } from '../src/demo/index.ts';
import { verifyBackup } from '../src/open/index.ts';
import { draws } from './draws.ts';
import { reopened, type State } from './killed.ts';
import { clear, freshFolder, type Job, killOnce, kills, measured, time } from './killing.ts';
import { command } from './newspaper.ts';

afterAll(clear);

describe(`a backup that is killed ${kills} times`, () => {
  const now = () => Date.UTC(2026, 10, 24, 8);
  /** Kills an edition. */
  const parts = 4;

  /** Kills backups of one archive while it grows through its editions, `most` times at most. */
  async function throughEditions(random: () => number, most: number): Promise<number> {
    const demo = await startDemo({ now });
    const [folder, to] = [freshFolder(), freshFolder()];
    for (const { feeds, name } of demo.outlets) {
      const options = ['--allow-private', '--folder', name, '--archive', folder];
      await command(['follow', ...Object.values(feeds), ...options]);
    }
    const job = { parameters: () => ['backup', to, '--archive', folder], lock: to };
    const complete: State[] = [];
    let takes = 200;
    let hits = 0;
    for (let edition = 0; edition < 3; edition += 1) {
      if (edition > 0) demo.publishNextEdition();
      await command(['fetch', '--all', '--archive', folder]);
      const current = (await reopened(folder)).state;
      const wanted = Math.min(hits + parts, most);
      for (let tries = 0; hits < wanted && tries < parts * 3; tries += 1) {
        const one: Job = { ...job, takes, random };
        hits += (await killOnce(one, folder, ((hits % parts) + random()) / parts)) ? 1 : 0;
        takes = one.takes;
        await restorable(to, [...complete, current]);
      }
      takes = await measured(job.parameters(), to);
      complete.push(current);
      await restorable(to, [current]);
    }
    await demo.close();
    return hits;
  }

  it('leaves the backup before it in force, whole, or none', {
    timeout: time.timeout * 3,
  }, async () => {
    const random = draws(17);
    let done = 0;
    for (let round = 0; done < kills && round < kills; round += 1) {
      done += await throughEditions(random, kills - done);
    }
    expect(done).toBe(kills);
  });

  /** Whatever lies there is either no backup, and said to be none, or comes back as one of these states. */
  async function restorable(to: string, states: readonly State[]): Promise<void> {
    const target = freshFolder();
    const restored = await command(['restore', to, '--archive', target]);
    if (!existsSync(join(to, 'backup.json'))) {
      expect(restored.err).toContain('no whole backup');
      return;
    }
    expect(await verifyBackup(to)).toEqual([]);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain('all well');
    const { state, faults } = await reopened(target);
    expect(faults).toEqual([]);
    expect(states.map(({ articles }) => articles)).toContainEqual(state.articles);
  }
});
