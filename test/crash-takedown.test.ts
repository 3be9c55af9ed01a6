import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyArchive } from './copied-archive.ts';
import { draws } from './draws.ts';
import { everything } from './everything.ts';
import { clear, freshFolder, type Job, killOnce, kills, measured, time } from './killing.ts';
import { command, followedDemo, openForTest } from './newspaper.ts';

afterAll(clear);

const base = freshFolder();
/** Articles by id, each with words that stand in the capture files for it alone. */
const words = new Map<string, string>();

/** What all capture files hold, unpacked, a byte a character. */
const captured = (folder: string): string => everything(join(folder, 'captures'));
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

beforeAll(async () => {
  const now = () => Date.UTC(2026, 10, 24, 8);
  const archive = await openForTest(base, now);
  const demo = await followedDemo(archive, now);
  for (let pass = 0; pass < 3; pass += 1) await archive.fetch({ all: true });
  const all = captured(base);
  const texts = new Map<string, string>();
  for (const { id } of await archive.articles({ limit: 1000 })) {
    texts.set(id, (await archive.article(id)).revision.content.text);
  }
  for (const [id, text] of texts) {
    const others = [...texts].flatMap(([other, its]) => (other === id ? [] : its));
    const runs = text.match(/[\p{L}\p{N}，。 ]{24,}/gu) ?? [];
    const own = runs.find(
      (run) => all.includes(bytesOf(run)) && !others.some((other) => other.includes(run)),
    );
    if (own !== undefined) words.set(id, bytesOf(own));
  }
  await archive.close();
  await demo.close();
  expect(words.size).toBeGreaterThan(5);
});

describe(`a takedown that is killed ${kills} times`, () => {
  const parametersFor = (id: string) => (folder: string) =>
    ['takedown', id, '--reason', 'privacy', '--archive', folder] as const;
  const copied = async () => {
    const folder = freshFolder();
    await copyArchive(base, folder);
    return folder;
  };

  it(
    'is finished by the next opening or has not begun, and takes nothing else with it',
    time,
    async () => {
      const articles = [...words];
      const first = await copied();
      let takes = await measured(parametersFor(articles[0]?.[0] ?? '')(first), first);
      const random = draws(13);
      let hits = 0;
      for (let tries = 0; hits < kills && tries < kills * 3; tries += 1) {
        const [id, own] = articles[tries % articles.length] ?? ['', ''];
        const folder = await copied();
        const parameters = parametersFor(id);
        const job: Job = { parameters, takes, random, mayLose: new Set([id]) };
        if (await killOnce(job, folder, (hits + random()) / kills)) hits += 1;
        takes = job.takes;
        const list = await command(['takedown', '--archive', folder, '--json']);
        const { takedowns } = list.json() as unknown as { takedowns: { state: string }[] };
        const shown = await command(['show', id, '--archive', folder]);
        expect(takedowns.every(({ state }) => state === 'done')).toBe(true);
        expect(shown.code).toBe(takedowns.length === 0 ? 0 : 1);
        expect(captured(folder).includes(own)).toBe(takedowns.length === 0);
        const again = await command(parameters(folder));
        expect(again.code, again.err).toBeLessThan(2);
        expect(captured(folder)).not.toContain(own);
        expect((await command(['doctor', '--archive', folder])).out).toContain('all well');
      }
      expect(hits).toBe(kills);
    },
  );
});
