import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { openArchive } from '../src/open/index.ts';
import { formatNewsFile } from '../src/transfer/news-repository/news-file.ts';
import { draws, reopened, type State, startCommand, stateOf } from './killed.ts';
import { command, openForTest, scratch } from './newspaper.ts';

/** How often each command is killed. */
const kills = Number(process.env['BACKISSUE_CRASHES'] ?? (process.env['CI'] ? 25 : 3));
const time = { timeout: 60_000 + kills * 10_000 };

const { folder: place, clear } = scratch();
afterAll(clear);
const cache = join(place, 'compiled');
let serial = 0;
const freshFolder = () => join(place, `archive-${serial++}`);

/** A command that is killed while it works on a folder. */
interface Job {
  readonly parameters: (folder: string) => readonly string[];
  /** Milliseconds from when it holds the archive to its end; learnt from runs that got so far. */
  takes: number;
  readonly random: () => number;
}

/** What a reader sees while a command is at it, and may rely on from then on. */
async function acknowledged(folder: string): Promise<State> {
  const archive = await openArchive({ folder, mode: 'read', now: Date.now, userAgent: 'test/1' });
  try {
    return await stateOf(archive);
  } finally {
    await archive.close();
  }
}

/**
 * Starts the command and kills it at `part` of its usual time. Then everything that a reader saw a
 * moment before must still be there, once, and the archive whole. Gives whether the kill hit it.
 */
async function killOnce(job: Job, folder: string, part: number): Promise<boolean> {
  const child = startCommand(job.parameters(folder), cache);
  await child.holds(folder);
  const start = performance.now();
  const ended = child.ended.then(({ code }) => {
    if (code !== undefined) job.takes = performance.now() - start;
  });
  await Promise.race([pause(part * job.takes), ended]);
  const before = await acknowledged(folder);
  child.kill();
  const { code, said } = await child.ended;
  if (code !== undefined) expect(`${code}: ${said}`).toMatch(/^[01]: /);
  // Whole before anyone mends it, and after.
  expect((await command(['doctor', '--archive', folder])).out).toContain('all well');
  const { state, faults } = await reopened(folder);
  expect(faults).toEqual([]);
  expect([...before.ids].filter((id) => !state.ids.has(id))).toEqual([]);
  expect(state.revisions).toBeGreaterThanOrEqual(before.revisions);
  expect(state.captures).toBeGreaterThanOrEqual(before.captures);
  expect(new Set(state.keys).size).toBe(state.keys.length);
  return code === undefined;
}

/** Kills the command `count` times, later and later in its run. */
async function killOften(job: Job, folder: string, count: number): Promise<void> {
  let hits = 0;
  for (let tries = 0; hits < count && tries < count * 3; tries += 1) {
    if (await killOnce(job, folder, (hits + job.random()) / count)) hits += 1;
  }
  expect(hits).toBe(count);
}

/** Runs the command as a process nobody kills; gives the milliseconds it had the archive. */
async function measured(parameters: readonly string[], folder: string): Promise<number> {
  const child = startCommand(parameters, cache);
  await child.holds(folder);
  const start = performance.now();
  const { code, said } = await child.ended;
  expect(`${code}: ${said}`).toMatch(/^[01]: /);
  return performance.now() - start;
}

describe.concurrent(`a fetch that is killed ${kills} times`, () => {
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

describe.concurrent(`an import that is killed ${kills} times`, () => {
  const files = 600;
  const repository = join(place, 'repository');
  const parameters = (folder: string) => ['import', repository, '--archive', folder];

  /** Two outlets; every tenth article stands twice, the later file with other words. */
  function writeRepository(): void {
    for (const [index, outlet] of ['江湾时报', 'Harbour Courier'].entries()) {
      const folder = join(repository, 'articles', outlet);
      mkdirSync(folder, { recursive: true });
      for (let number = 0; number < files / 2; number += 1) {
        const story = number % 10 === 9 ? number - 1 : number;
        const text = formatNewsFile({
          publishedAt: instant(Date.UTC(2024, 0, 1 + number, index)),
          title: `Quay report ${story} 码头第${story}号消息`,
          url: `https://example.com/${index}/${story}` as Url,
          bodyHtml: `<p>Note ${number}. ${'The ferry left the quay at dawn, 渡轮清晨离开码头。'.repeat(20)}</p>`,
        });
        const slot = String(1_048_575 - number).padStart(7, '0');
        writeFileSync(join(folder, `${slot}.md`), text);
      }
    }
  }

  it('loses nothing, doubles nothing, and ends as it would have ended', time, async () => {
    writeRepository();
    const whole = freshFolder();
    const takes = await measured(parameters(whole), whole);
    const unkilled = (await reopened(whole)).state;
    expect([unkilled.articles.length, unkilled.revisions]).toEqual([540, 600]);
    const random = draws(11);
    for (let done = 0; done < kills; ) {
      const folder = freshFolder();
      await (await openForTest(folder, Date.now)).close();
      const count = Math.min(10, kills - done);
      await killOften({ parameters, takes, random }, folder, count);
      done += count;
      expect(await command(parameters(folder))).toMatchObject({ code: 0, err: '' });
      const { state, faults } = await reopened(folder);
      expect(faults).toEqual([]);
      expect(state.articles).toEqual(unkilled.articles);
      expect([state.revisions, state.captures]).toEqual([unkilled.revisions, unkilled.captures]);
    }
    const again = await command([...parameters(whole), '--json']);
    expect(again.json()).toMatchObject({ read: files, imported: 0, revisions: 0, failed: [] });
  });
});
