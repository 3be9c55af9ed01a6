import { afterAll, describe, expect, it } from 'vitest';
import { draws } from './draws.ts';
import { reopened } from './killed.ts';
import { clear, freshFolder, killOften, kills, measured, time } from './killing.ts';
import { followedDemo, openForTest } from './newspaper.ts';

afterAll(clear);

describe(`a rebuild that is killed ${kills} times`, () => {
  it('leaves the catalogue before in force, or the new one', time, async () => {
    const now = () => Date.UTC(2026, 10, 24, 8);
    const folder = freshFolder();
    const archive = await openForTest(folder, now);
    const demo = await followedDemo(archive, now);
    for (let pass = 0; pass < 3; pass += 1) await archive.fetch({ all: true });
    await archive.close();
    await demo.close();
    const before = (await reopened(folder)).state;
    const parameters = () => ['rebuild', '--archive', folder];
    const takes = await measured(parameters(), folder);
    await killOften({ parameters, takes, random: draws(19) }, folder, kills);
    expect((await reopened(folder)).state).toEqual(before);
  });
});
