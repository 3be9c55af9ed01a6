import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger, checkSplitView, ledgerFolder, readKey } from '../src/audit/index.ts';
import { copyArchive } from './copied-archive.ts';
import { mirrorArchives } from './mirror-archives.ts';
import { hour } from './scripted-outlet.ts';

const scene = mirrorArchives();
const { time, at, archive, host, publish, fetched, findings, keptIn, holdings } = scene;

beforeEach(scene.begin);
afterEach(scene.end);

const vkeyOf = (name: string) => readFileSync(at(`${name}/ledger/vkey`), 'utf8').trim();
/** Has an archive change its key, capture on, and publish. */
const rotated = async (name: string, ...options: string[]) => {
  expect((await archive(name).run('ledger', '--rotate-key')).code).toBe(0);
  await publish(name, ...options);
};
const captured = async (name: string, ...options: string[]) => {
  time.pass(hour);
  await fetched(name);
  await publish(name, ...options);
};

describe('an archive that changes its key', () => {
  it('is followed on, and by whom its followers are followed, and verified to its first key', async () => {
    await scene.captureSome();
    await publish('a');
    const first = vkeyOf('a');
    const [a, b] = [await host('a-site'), await host('b-site')];
    await archive('b').run('follow', a.url(), '--allow-private');
    await fetched('b');
    await publish('b');
    await archive('c').run('follow', b.url(), '--allow-private');
    await fetched('c');
    for (let times = 0; times < 2; times += 1) {
      await rotated('a');
      for (const name of ['b', 'c']) {
        expect((await fetched(name)).failed).toEqual([]);
        expect(await findings(name)).toEqual([]);
        await publish(name);
      }
      await captured('a');
      for (const name of ['b', 'c']) {
        expect((await fetched(name)).failed).toEqual([]);
        await publish(name);
      }
    }
    const whole = await holdings('a');
    expect(await holdings('b')).toEqual(whole);
    expect(await holdings('c')).toEqual(whole);
    const [log = ''] = keptIn('b');
    expect(keptIn('b')).toEqual([log]);
    const key = await readKey(first);
    const own = await auditLedger(ledgerFolder(at('a/ledger')), { key, now: time.now() });
    expect(vkeyOf('a')).not.toBe(first);
    for (const name of ['b', 'c', 'c-site']) {
      const files = ledgerFolder(at(`${name}/ledgers/${log}`));
      const audit = await auditLedger(files, { key, now: time.now() });
      expect(audit).toMatchObject({ ok: true, root: own.root, vkey: vkeyOf('a') });
    }
    for (const place of [at('c'), at('c-site')]) {
      const { code, document } = await archive('c').told('verify', place, '--seen', at('seen'));
      expect([code, document.faults]).toEqual([0, []]);
    }
    // Following it again, with its first key or with none, stays with what is kept.
    expect((await archive('b').run('follow', a.url(), '--allow-private')).code).toBe(0);
    for (const vkey of [first, vkeyOf('a')]) {
      const { code } = await archive('b').run('follow', a.url(), '--key', vkey, '--allow-private');
      expect(code).toBe(0);
      expect((await fetched('b')).failed).toEqual([]);
    }
    expect(keptIn('b')).toEqual([log]);
  }, 180_000);

  it('is one log to who follows it by a later key, and has it from a mirror by the first', async () => {
    await scene.captureSome();
    await publish('a');
    const [a, b] = [await host('a-site'), await host('b-site')];
    await archive('b').run('follow', a.url(), '--allow-private');
    await fetched('b');
    await rotated('a');
    await captured('a');
    await fetched('b');
    await publish('b');
    for (const url of [a.url(), b.url()]) {
      await archive('c').run('follow', url, '--allow-private');
      expect((await fetched('c')).failed).toEqual([]);
    }
    expect(keptIn('c').filter((log) => existsSync(at(`c/ledgers/${log}/about`))).length).toBe(2);
    expect(await holdings('c')).toEqual(await holdings('a'));
    // What others hand on of its own ledger is not taken for another's.
    await archive('a').run('follow', b.url(), '--allow-private');
    expect((await fetched('a')).failed).toEqual([]);
    expect(keptIn('a').length).toBe(1);
  }, 180_000);

  it('goes on to be had from its copies', async () => {
    const b = await host('b-site');
    const named = ['--site-mirrors', b.url()];
    await scene.captureSome();
    await publish('a', ...named);
    const a = await host('a-site');
    for (const name of ['b', 'c']) {
      await archive(name).run('follow', a.url(), '--allow-private');
      await fetched(name);
    }
    await rotated('a', ...named);
    await captured('a', ...named);
    await fetched('b');
    await publish('b');
    const whole = await holdings('a');
    await a.close();
    scene.hosts.splice(scene.hosts.indexOf(a), 1);
    expect((await fetched('c')).failed).toEqual([]);
    expect(await findings('c')).toEqual([]);
    expect(await holdings('c')).toEqual(whole);
  }, 180_000);

  it('is not taken over by who stole the key before, and that is proved', async () => {
    const [b, c] = [await host('b-site'), await host('c-site')];
    const named = ['--site-mirrors', `${b.url()},${c.url()}`];
    await scene.captureSome();
    await copyArchive(at('a'), at('thief'));
    for (const name of ['a', 'thief']) await publish(name, ...named);
    const first = await readKey(vkeyOf('a'));
    for (const [name, of] of [
      ['b', 'a'],
      ['c', 'thief'],
    ] as const) {
      await archive(name).run('follow', (await host(`${of}-site`)).url(), '--allow-private');
      expect((await fetched(name)).failed).toEqual([]);
      await publish(name);
    }
    for (const name of ['a', 'thief']) {
      await rotated(name, ...named);
      await captured(name, ...named);
    }
    expect((await fetched('b')).failed).toEqual([]);
    await publish('b');
    expect((await fetched('c')).failed).toMatchObject([{ code: 'refused' }]);
    await publish('c');
    expect((await fetched('b')).failed).toMatchObject([{ code: 'refused' }]);
    expect([await findings('b'), await findings('c')]).toEqual([['fork'], ['fork']]);
    for (const name of ['b', 'c', 'c-site']) {
      const [log = ''] = keptIn(name).filter((id) =>
        existsSync(at(`${name}/ledgers/${id}/split-view.json`)),
      );
      const view = JSON.parse(readFileSync(at(`${name}/ledgers/${log}/split-view.json`), 'utf8'));
      expect(await checkSplitView(view, first)).toBe(true);
    }
  }, 180_000);
});
