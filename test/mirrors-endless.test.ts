import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mirrorArchives } from './mirror-archives.ts';

const scene = mirrorArchives();
const { time, at, archive, host, publish, fetched, findings, keptIn, holdings } = scene;

beforeEach(scene.begin);
afterEach(scene.end);

it('names a mirror whose files are larger than any can be, and takes the rest', async () => {
  await scene.captureSome();
  await publish('a');
  const a = await host('a-site');
  const [text = ''] = readdirSync(at('a-site/text'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at('a-site').length + 1));
  await archive('b').run('follow', a.url(), '--allow-private');
  a.instead.set('ledger/checkpoint', Buffer.alloc(2_000_000, '\n'));
  expect((await fetched('b')).failed).toMatchObject([{ code: 'refused' }]);
  expect(await findings('b')).toEqual(['forged']);
  a.instead.clear();
  a.instead.set(text, Buffer.alloc(21 * 2 ** 20));
  await fetched('b');
  expect(await findings('b')).toEqual(['forged']);
  expect((await archive('b').told('stats')).document.articles).toBeGreaterThan(0);
  a.instead.clear();
  expect((await fetched('b')).failed).toEqual([]);
  expect([await findings('b'), await holdings('b')]).toEqual([[], await holdings('a')]);
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
