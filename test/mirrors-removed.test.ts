import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mirrorArchives } from './mirror-archives.ts';

const scene = mirrorArchives();
const { at, archive, host, publish, fetched, findings, holdings } = scene;

beforeEach(scene.begin);
afterEach(scene.end);

const follows = async (name: string, url: string) => {
  expect((await archive(name).run('follow', url, '--allow-private')).code).toBe(0);
  expect((await fetched(name)).failed).toEqual([]);
};
const faults = async (name: string) =>
  (await archive(name).told('verify', '--seen', at(`seen-${name}`))).document.faults;
/** An article that archives have in two states. */
const edited = async (name: string) => {
  const found = (await holdings(name)).find(({ texts }) => texts.length > 1);
  if (found === undefined) throw new Error('no edit');
  return found.url;
};
const has = async (name: string, url: string) => (await archive(name).run('show', url)).code === 0;

describe('what the keeper of a mirror takes down', () => {
  it('goes from whoever has it from him alone, and from nobody who has it of others', async () => {
    await scene.captureSome();
    await publish('a');
    const [a, b] = [await host('a-site'), await host('b-site')];
    await follows('b', a.url());
    await publish('b');
    await follows('c', b.url());
    for (const url of [a.url(), b.url()]) await follows('d', url);
    const url = await edited('a');
    await archive('b').run('takedown', url, '--reason', 'court');
    await publish('b');
    for (const name of ['c', 'd']) expect((await fetched(name)).failed).toEqual([]);
    expect([await has('c', url), await has('d', url)]).toEqual([false, true]);
    const { document } = await archive('c').told('takedown');
    expect(document.takedowns).toMatchObject([{ url, reason: 'court' }]);
    // Whoever comes later misses nothing, has the rest, and what was removed as soon as another has it.
    await follows('e', b.url());
    expect([await has('e', url), await findings('e')]).toEqual([false, []]);
    expect((await holdings('e')).length).toBe((await holdings('a')).length - 1);
    for (const name of ['c', 'd', 'e']) expect(await faults(name)).toEqual([]);
    await follows('e', a.url());
    expect(await holdings('e')).toEqual(await holdings('a'));
    expect(await faults('e')).toEqual([]);
    // Left alone with who removed it, what was had of others stays.
    const { document: told } = await archive('d').told('sources');
    const [first] = told.sources.filter((one: { url: string }) => one.url === a.url());
    await archive('d').run('unfollow', first.id);
    await archive('b').run('takedown', (await holdings('b'))[0]?.url ?? '', '--reason', 'court');
    await publish('b');
    expect((await fetched('d')).failed).toEqual([]);
    expect(await holdings('d')).toEqual(await holdings('a'));
  }, 240_000);

  it('goes from all who follow an archive when that takes it down, from each through the next', async () => {
    await scene.captureSome();
    await publish('a');
    const [a, b] = [await host('a-site'), await host('b-site')];
    await follows('b', a.url());
    await publish('b');
    await follows('c', b.url());
    const url = await edited('a');
    await archive('a').run('takedown', url, '--reason', 'court');
    await publish('a');
    for (const name of ['b', 'c']) {
      expect((await fetched(name)).failed).toEqual([]);
      expect([await has(name, url), await findings(name)]).toEqual([false, []]);
      await publish(name);
      expect(await faults(name)).toEqual([]);
    }
  }, 180_000);
});
