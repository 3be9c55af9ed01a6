import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mirrorArchives } from './mirror-archives.ts';

const scene = mirrorArchives();
const { time, at, archive, host, publish, fetched, findings, keptIn, holdings, textsOf } = scene;

beforeEach(scene.begin);
afterEach(scene.end);

it('names a mirror whose files are larger than any can be, and takes the rest', async () => {
  await scene.captureSome();
  await publish('a');
  const a = await host('a-site');
  await archive('b').run('follow', a.url(), '--allow-private');
  a.instead.set('ledger/checkpoint', Buffer.alloc(2_000_000, '\n'));
  expect((await fetched('b')).failed).toMatchObject([{ code: 'refused' }]);
  expect(await findings('b')).toEqual(['forged']);
  a.instead.clear();
  // One is of an article that a later look missed. (Of one that has newer words, older ones come too late.)
  const lone = (await holdings('a')).filter(({ texts }) => texts.length === 1);
  expect(lone.some(({ looks }) => looks.length > 0)).toBe(true);
  const texts = textsOf('a-site', new Set(lone.map(({ texts: [one] }) => one?.[1])));
  expect(texts).toHaveLength(lone.length);
  for (const [number, text] of texts.entries()) {
    const follower = `b-${number}`;
    await archive(follower).run('follow', a.url(), '--allow-private');
    a.instead.set(text, Buffer.alloc(21 * 2 ** 20));
    await fetched(follower);
    expect(await findings(follower)).toEqual(['forged']);
    expect((await archive(follower).told('stats')).document.articles).toBeGreaterThan(0);
    a.instead.clear();
    expect((await fetched(follower)).failed).toEqual([]);
    expect(await findings(follower)).toEqual([]);
    expect(await holdings(follower)).toEqual(await holdings('a'));
  }
}, 120_000);

it('stops asking often where looks to the bound bring nothing, and goes on when they do', async () => {
  await scene.captureSome();
  await publish('a');
  const a = await host('a-site');
  await archive('b').run('follow', a.url(), '--allow-private');
  // Each answer takes as long as a look may.
  a.heard = () => time.pass(20 * 60_000);
  for (let look = 1; look < 8; look += 1) {
    expect((await fetched('b')).failed).toEqual([]);
    expect(await findings('b')).toEqual([]);
  }
  expect((await fetched('b')).failed).toMatchObject([
    { code: 'refused', message: expect.stringContaining('8 times') },
  ]);
  expect(await findings('b')).toEqual(['failing']);
  const [log] = existsSync(at('b/ledgers')) ? keptIn('b') : [];
  expect(log !== undefined && existsSync(at(`b/ledgers/${log}/copying`))).toBe(false);
  delete a.heard;
  expect((await fetched('b')).failed).toEqual([]);
  expect([await findings('b'), await holdings('b')]).toEqual([[], await holdings('a')]);
}, 180_000);
