import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { contents } from './contents.ts';
import { draws } from './draws.ts';
import { clear, freshFolder, killOften, kills, measured, time } from './killing.ts';
import { clock, command, followedDemo, openForTest } from './newspaper.ts';

afterAll(clear);

/** An archive of the demo newspaper over two editions, so that there are edits. */
async function archived(): Promise<string> {
  const turned = clock();
  const folder = freshFolder();
  const archive = await openForTest(folder, turned.now);
  const demo = await followedDemo(archive, turned.now);
  for (let edition = 1; edition <= 2; edition += 1) {
    if (edition > 1) demo.publishNextEdition();
    await archive.fetch({ all: true });
    turned.pass(3_600_000);
  }
  await archive.close();
  await demo.close();
  return folder;
}

describe(`a rebuild that is killed ${kills} times`, () => {
  it('changes nothing in the catalogue in force, and the next one ends as ever', time, async () => {
    const folder = await archived();
    const before = await contents(folder);
    expect(before.all.flatMap(({ edits }) => edits).length).toBeGreaterThan(0);
    const parameters = () => ['rebuild', '--archive', folder];
    const takes = await measured(parameters(), folder);
    const same = async () => expect(await contents(folder)).toEqual(before);
    await killOften({ parameters, takes, random: draws(19) }, folder, kills, same);
    expect(await command(parameters())).toMatchObject({ code: 0, err: '' });
    await same();
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
  });
});
