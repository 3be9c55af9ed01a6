import { afterAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { draws } from './draws.ts';
import { reopened, type State } from './killed.ts';
import { clear, freshFolder, killOften, kills, measured, time } from './killing.ts';
import { command } from './newspaper.ts';

afterAll(clear);

describe(`a fetch that is killed ${kills} times`, () => {
  const parameters = (folder: string) => ['fetch', '--all', '--archive', folder];
  const editions = 3;
  const now = () => Date.UTC(2026, 10, 24, 8);

  /** The demo newspaper followed through its editions, `act` before each is fetched to its end. */
  async function throughEditions(
    demo: Demo,
    folder: string,
    act: () => Promise<unknown>,
  ): Promise<State> {
    for (const { feeds, name } of demo.outlets) {
      const options = ['--allow-private', '--folder', name, '--archive', folder];
      const followed = await command(['follow', ...Object.values(feeds), ...options]);
      expect(followed.err).toBe('');
    }
    for (let edition = 1; edition <= editions; edition += 1) {
      if (edition > 1) demo.publishNextEdition();
      await act();
      // A page that fails twice comes with the third pass.
      for (let pass = 0; pass < (edition === 1 ? 3 : 1); pass += 1) {
        expect((await command(parameters(folder))).err).toBe('');
      }
    }
    return (await reopened(folder)).state;
  }

  it('loses nothing, doubles nothing, and ends as it would have ended', time, async () => {
    const first = await startDemo({ now });
    const port = Number(new URL(first.url).port);
    const times: number[] = [];
    const whole = freshFolder();
    const unkilled = await throughEditions(first, whole, async () => {
      times.push(await measured(parameters(whole), whole));
    });
    await first.close();
    const random = draws(7);
    for (let done = 0; done < kills; ) {
      const demo = await startDemo({ now, port });
      let edition = 0;
      const folder = freshFolder();
      const killed = await throughEditions(demo, folder, async () => {
        const count = Math.min(8, kills - done);
        await killOften({ parameters, takes: times[edition] ?? 1000, random }, folder, count);
        edition += 1;
        done += count;
      });
      await demo.close();
      expect(killed.articles).toEqual(unkilled.articles);
    }
  });
});
