import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger, checkSplitView, ledgerFolder, readKey } from '../src/audit/index.ts';
import { copyArchive } from './copied-archive.ts';
import { emptyDatabase, isOnPostgres } from './house-store.ts';
import { startCommand } from './killed.ts';
import { mirrorArchives } from './mirror-archives.ts';
import { keeper } from './mirror-scene.ts';
import { hour } from './scripted-outlet.ts';

const scene = mirrorArchives();
const { time, at, archive, host, hosts, publish, fetched, findings, keptIn, story, holdings } =
  scene;
const { captureSome } = scene;

beforeEach(scene.begin);
afterEach(scene.end);

describe('three archives, each a mirror of the one before', () => {
  it('the third serves everything of the first when that is gone, verified to its key', async () => {
    await captureSome();
    await publish('a');
    const a = await host('a-site');
    await archive('b').run('follow', a.url(), '--allow-private');
    expect((await fetched('b')).failed).toEqual([]);
    await publish('b');
    const b = await host('b-site');
    await archive('c').run('follow', b.url(), '--allow-private');
    expect((await fetched('c')).failed).toEqual([]);
    const whole = await holdings('a');
    expect(whole.some(({ texts }) => texts.length > 1)).toBe(true);
    expect(whole.some(({ looks }) => looks.length > 0)).toBe(true);
    await a.close();
    const told = (await archive('c').told('show', whole[0]?.url ?? '')).document.revision;
    expect(told.takenFrom.ledger).toBe(keptIn('b')[0]);
    expect(await holdings('b')).toEqual(whole);
    expect(await holdings('c')).toEqual(whole);
    await publish('c');
    const key = await readKey(readFileSync(at('a/ledger/vkey'), 'utf8').trim());
    const [first = ''] = keptIn('b');
    expect(keptIn('c')).toContain(first);
    const audit = await auditLedger(ledgerFolder(at(`c-site/ledgers/${first}`)), {
      key,
      now: time.now(),
    });
    const own = await auditLedger(ledgerFolder(at('a/ledger')), { key, now: time.now() });
    expect(audit).toMatchObject({ ok: true, size: own.size, root: own.root });
  }, 120_000);
});

describe('an archive that follows a mirror', () => {
  it('asks for what is new alone, and goes on as it was after a rebuild', async () => {
    await captureSome();
    await publish('a');
    const a = await host('a-site');
    await archive('b').run('follow', a.url(), '--allow-private');
    await fetched('b');
    a.asked.length = 0;
    expect((await fetched('b')).failed).toEqual([]);
    expect(a.asked).toEqual(['ledger/checkpoint']);
    time.pass(hour);
    await fetched('a');
    await publish('a');
    a.asked.length = 0;
    expect((await fetched('b')).failed).toEqual([]);
    expect(a.asked.filter((path) => path.startsWith('text/')).length).toBeLessThanOrEqual(2);
    const whole = await holdings('a');
    expect(await holdings('b')).toEqual(whole);
    if (isOnPostgres) await emptyDatabase(at('b'));
    expect((await archive('b').run('rebuild')).code).toBe(0);
    expect(await holdings('b')).toEqual(whole);
    a.asked.length = 0;
    const again = await fetched('b');
    expect([again.failed, again.revisions]).toEqual([[], 0]);
  }, 120_000);

  it('takes down what is taken down there, and keeps nothing of it', async () => {
    await captureSome();
    await publish('a');
    const a = await host('a-site');
    await archive('b').run('follow', a.url(), '--allow-private');
    await fetched('b');
    const [{ url, texts }] = (await holdings('a')).filter((one) => one.texts.length > 1) as [
      Awaited<ReturnType<typeof holdings>>[number],
    ];
    await archive('a').run('takedown', url, '--reason', 'court');
    await publish('a');
    expect((await fetched('b')).failed).toEqual([]);
    expect((await archive('b').run('show', url)).code).toBe(1);
    const { document } = await archive('b').told('takedown');
    expect(document.takedowns).toMatchObject([{ url, reason: 'court' }]);
    expect(texts.length).toBe(2);
    expect(await holdings('b')).toEqual(await holdings('a'));
    const { document: audit } = await archive('b').told('verify', '--seen', at('seen'));
    expect(audit.faults).toEqual([]);
  }, 120_000);

  it('keeps nothing of what comes later of an article that was taken down here', async () => {
    await captureSome();
    await publish('a');
    const a = await host('a-site');
    await archive('b').run('follow', a.url(), '--allow-private');
    await fetched('b');
    const [{ url }] = (await holdings('a')).filter((one) => one.texts.length > 1) as [
      Awaited<ReturnType<typeof holdings>>[number],
    ];
    await archive('b').run('takedown', url, '--reason', 'court');
    const path = new URL(url).pathname;
    scene.outlet.trouble = {
      ...scene.outlet.trouble,
      instead: { [path]: story('A quay and a pier.') },
    };
    time.pass(24 * hour);
    await fetched('a');
    await publish('a');
    expect((await holdings('a')).find((one) => one.url === url)?.texts.length).toBe(3);
    expect((await fetched('b')).failed).toEqual([]);
    const [log = ''] = keptIn('b');
    const records = readdirSync(at(`b/ledgers/${log}/record`), { recursive: true })
      .filter((name) => String(name).endsWith('.json'))
      .map((name) => readFileSync(at(`b/ledgers/${log}/record/${name}`), 'utf8'));
    expect(records.length).toBeGreaterThan(0);
    expect(records.filter((text) => text.includes(path))).toEqual([]);
    const { document: audit } = await archive('b').told('verify', '--seen', at('seen'));
    expect(audit.faults).toEqual([]);
  }, 120_000);

  // What was signed stands in a database where there is one: a copy of that begins no ledger of its own.
  it.skipIf(isOnPostgres)(
    'takes down what two mirrors have when both of them did',
    async () => {
      await captureSome();
      await copyArchive(at('a'), at('a2'));
      for (const name of readdirSync(at('a2'))) {
        if (/^(ledger|key|signed-)/.test(name)) rmSync(at(`a2/${name}`), { recursive: true });
      }
      await publish('a');
      await fetched('a2');
      await publish('a2');
      for (const name of ['a-site', 'a2-site']) {
        await archive('b').run('follow', (await host(name)).url(), '--allow-private');
      }
      expect((await fetched('b')).failed).toEqual([]);
      expect(keptIn('b').length).toBe(2);
      const [{ url }] = (await holdings('a')).filter((one) => one.texts.length > 1) as [
        Awaited<ReturnType<typeof holdings>>[number],
      ];
      for (const [name, code] of [
        ['a2', 0],
        ['a', 1],
      ] as const) {
        await archive(name).run('takedown', url, '--reason', 'court');
        await publish(name);
        expect((await fetched('b')).failed).toEqual([]);
        expect((await archive('b').run('show', url)).code).toBe(code);
      }
      const { document: audit } = await archive('b').told('verify', '--seen', at('seen'));
      expect(audit.faults).toEqual([]);
    },
    120_000,
  );

  it('takes no forged record, text or tile, names each, and takes the true ones later', async () => {
    await captureSome();
    await publish('a');
    const a = await host('a-site');
    const some = (folder: string) =>
      readdirSync(at(`a-site/${folder}`), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(at('a-site').length + 1))
        .sort();
    const [record = ''] = some('ledger/record');
    const [text = ''] = some('text');
    const size = readFileSync(at('a/ledger/checkpoint'), 'utf8').split('\n')[1];
    const tile = `ledger/tile/entries/000.p/${size}`;
    await archive('b').run('follow', a.url(), '--allow-private');
    const bytes = Buffer.from(readFileSync(at(`a-site/${tile}`)));
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    a.instead.set(tile, bytes);
    expect((await fetched('b')).failed).toMatchObject([{ code: 'refused' }]);
    expect(await findings('b')).toEqual(['forged']);
    expect((await archive('b').told('stats')).document.articles).toBe(0);
    a.instead.delete(tile);
    a.instead.set(record, readFileSync(at(`a-site/${record}`), 'utf8').replace('"v":1', '"v":2'));
    a.instead.set(text, 'Something else was said.');
    await fetched('b');
    expect(await findings('b')).toEqual(['forged']);
    expect((await archive('b').run('search', 'Something else was said')).out).not.toContain('1 ');
    a.instead.clear();
    expect((await fetched('b')).failed).toEqual([]);
    expect(await findings('b')).toEqual([]);
    expect((await holdings('b')).length).toBe((await holdings('a')).length);
  }, 120_000);

  it('follows no rollback, and says so until the mirror has what it had', async () => {
    await captureSome();
    await publish('a');
    cpSync(at('a-site'), at('old-site'), { recursive: true });
    time.pass(hour);
    await fetched('a');
    await publish('a');
    const a = await host('a-site');
    await archive('b').run('follow', a.url(), '--allow-private');
    await fetched('b');
    const whole = await holdings('b');
    a.folder = at('old-site');
    expect((await fetched('b')).failed).toMatchObject([{ code: 'refused' }]);
    expect(await findings('b')).toEqual(['rollback']);
    expect(await holdings('b')).toEqual(whole);
    a.folder = at('a-site');
    await fetched('b');
    expect(await findings('b')).toEqual([]);
  }, 120_000);

  it('reads a mirror in a git repository, and a folder', async () => {
    await captureSome();
    await publish('a');
    const git = (...parameters: string[]) => execFileSync('git', parameters, { cwd: at('a-site') });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('-c', 'user.name=a', '-c', 'user.email=a@a.test', 'commit', '--quiet', '-m', 'site');
    execFileSync('git', ['clone', '--quiet', '--bare', at('a-site'), at('site.git')]);
    const refused = await archive('b').run('follow', `file://${at('site.git')}`);
    expect([refused.code, refused.err]).toMatchObject([
      1,
      expect.stringContaining('--allow-private'),
    ]);
    await archive('b').run('follow', `file://${at('site.git')}`, '--allow-private');
    expect((await fetched('b')).failed).toEqual([]);
    await archive('c').run('follow', at('a-site'), '--allow-private');
    expect((await fetched('c')).failed).toEqual([]);
    const whole = await holdings('a');
    expect(await holdings('b')).toEqual(whole);
    expect(await holdings('c')).toEqual(whole);
  }, 120_000);

  // What a worker held that was killed is taken up by the next only when its lease is over.
  it.skipIf(isOnPostgres)(
    'goes on after a kill where it was',
    async () => {
      scene.outlet.trouble = { ...scene.outlet.trouble, holds: 8 };
      await captureSome();
      await publish('a');
      const a = await host('a-site');
      const b = keeper(at('b'), Date.now);
      await b.run('follow', a.url(), '--allow-private');
      for (const before of [3, 12, 16]) {
        const { promise: reached, resolve } = Promise.withResolvers<void>();
        const from = a.asked.length;
        a.heard = () => a.asked.length - from >= before && resolve();
        const child = await startCommand(['--archive', at('b'), 'fetch', '--all'], at('compiled'));
        await Promise.race([reached, child.ended]);
        child.kill();
        await child.ended;
      }
      delete a.heard;
      a.asked.length = 0;
      expect((await b.told('fetch', '--all')).document.failed).toEqual([]);
      expect(a.asked.filter((path) => path.includes('/tile/'))).toEqual([]);
      expect(await holdings('b')).toEqual(await holdings('a'));
      expect((await b.run('doctor')).code).toBe(0);
    },
    180_000,
  );
});

describe('archives that follow the same mirror', () => {
  it('catch it showing them different histories, and prove it with its key alone', async () => {
    const [b, c] = [await host('b-site'), await host('c-site')];
    const named = ['--site-mirrors', `${b.url()},${c.url()}`];
    await captureSome();
    await publish('a', ...named);
    await copyArchive(at('a'), at('a2'));
    time.pass(hour);
    await fetched('a');
    await publish('a', ...named);
    scene.outlet.trouble = {
      ...scene.outlet.trouble,
      pages: story('Another story is shown to others.'),
    };
    await fetched('a2');
    await publish('a2', ...named);
    const [one, other] = [await host('a-site'), await host('a2-site')];
    await archive('b').run('follow', one.url(), '--allow-private');
    await archive('c').run('follow', other.url(), '--allow-private');
    expect((await fetched('b')).failed).toEqual([]);
    await publish('b');
    expect((await fetched('c')).failed).toMatchObject([{ code: 'refused' }]);
    await publish('c');
    expect((await fetched('b')).failed).toMatchObject([{ code: 'refused' }]);
    expect([await findings('b'), await findings('c')]).toEqual([['fork'], ['fork']]);
    const key = await readKey(readFileSync(at('a/ledger/vkey'), 'utf8').trim());
    for (const name of ['b', 'c', 'c-site']) {
      const [log = ''] = keptIn(name).filter((id) =>
        existsSync(at(`${name}/ledgers/${id}/split-view.json`)),
      );
      const view = JSON.parse(readFileSync(at(`${name}/ledgers/${log}/split-view.json`), 'utf8'));
      expect(await checkSplitView(view, key)).toBe(true);
    }
  }, 180_000);

  it('go on at another copy when it is gone, and take over what it followed', async () => {
    const b = await host('b-site');
    await captureSome();
    await publish('a', '--site-mirrors', b.url());
    const a = await host('a-site');
    const follow = await archive('c').told('follow', a.url(), '--allow-private');
    await archive('b').run('follow', a.url(), '--allow-private');
    expect((await fetched('c')).failed).toEqual([]);
    time.pass(hour);
    await fetched('a');
    await publish('a', '--site-mirrors', b.url());
    await fetched('b');
    await publish('b');
    const whole = await holdings('a');
    await a.close();
    hosts.splice(hosts.indexOf(a), 1);
    expect((await fetched('c')).failed).toEqual([]);
    expect(await holdings('c')).toEqual(whole);
    const [{ id }] = follow.document.sources;
    const told = (await archive('c').told('sources', id)).document;
    expect(told.sources[0].health.warnings[0]).toContain(`read at ${b.url()} in its place`);

    const taken = await archive('c').told('take-over', id, '--allow-private');
    expect(taken.document.sources).toMatchObject([{ kind: 'feed', title: 'Hourly' }]);
    time.pass(hour);
    expect((await fetched('c')).articles).toBe(1);
    const { document } = await archive('c').told('sources');
    const outlets = document.sources.filter(({ kind }: { kind: string }) => kind !== 'mirror');
    expect(outlets).toMatchObject([{ title: 'Hourly', articles: whole.length + 1 }]);
    const { code, document: audit } = await archive('c').told('verify', '--seen', at('seen'));
    expect([code, audit.ok]).toEqual([0, true]);
    const key = readFileSync(at('a/ledger/vkey'), 'utf8');
    expect(audit.ledgers.map(({ origin }: { origin: string }) => origin)).toContain(
      key.slice(0, key.indexOf('+')),
    );
  }, 180_000);
});
