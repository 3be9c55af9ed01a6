import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  deltaBomb,
  endlessBlob,
  endlessRefs,
  type HostileHost,
  type Pack,
  startHostileGit,
  startHostileHttp,
  tinyBlobs,
} from '../../test/hostile-git-host.ts';
import { ArchiveError } from '../model/index.ts';
import { bytesIn, packsIn } from './fetched-folder.ts';
import { joinPacks, objectsOf } from './fetched-packs.ts';
import { type FetchOptions, type Git, openGit } from './index.ts';

const mega = 1_000_000;
let place: string;
let folder: string;
let git: Git;
let hosts: HostileHost[];

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'backissue-fetch-'));
  folder = join(place, 'fetched');
  git = openGit(folder, { env: { PATH: process.env['PATH'] } });
  hosts = [];
  await git.init();
});
afterEach(async () => {
  for (const host of hosts) await host.close();
  await rm(place, { recursive: true, force: true });
});

async function http(pack: Pack): Promise<string> {
  const host = await startHostileHttp(pack);
  hosts.push(host);
  return `http://127.0.0.1:${host.port}/a.git`;
}

async function plain(pack: Pack, told?: Pack): Promise<string> {
  const host = await startHostileGit(pack, told);
  hosts.push(host);
  return `git://127.0.0.1:${host.port}/a.git`;
}

const nothing: Pack = () => [undefined];

/** What a fetch that must fail says; that nothing is left of it, and nobody at work. */
async function fails(url: string, bounds: FetchOptions): Promise<string> {
  const thrown = await git.fetch(url, bounds).catch((fault: unknown) => fault);
  if (!(thrown instanceof ArchiveError)) throw new Error('nothing failed', { cause: thrown });
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => /tmp_|\.lock$|\.keep$|\.pack$/.test(name))).toEqual([]);
  await expect.poll(() => hosts.map((host) => host.open())).toEqual(hosts.map(() => 0));
  return `${thrown.code}: ${thrown.message}`;
}

/** A repository of somebody else, with these files in its newest commit. */
async function elsewhere(files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(place, 'elsewhere');
  await mkdir(path, { recursive: true });
  raw(path, 'init', '--quiet', '--initial-branch=main');
  await commitThere(files);
  return `file://${path}`;
}

async function commitThere(files: Readonly<Record<string, string>>): Promise<void> {
  const path = join(place, 'elsewhere');
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  raw(path, 'add', '--all');
  raw(path, 'commit', '--quiet', '--allow-empty', '-m', 'state');
}

function raw(cwd: string, ...parameters: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@a.test'];
  return execFileSync('git', [...identity, ...parameters], { cwd, encoding: 'utf8' }).trim();
}

const text = async (commit: string, path: string, most = mega): Promise<string | undefined> => {
  const bytes = await git.fileAt(commit, path, most);
  return bytes && Buffer.from(bytes).toString();
};

/** Bytes that nothing makes smaller, the same for the same seed. */
const noise = (seed: string, bytes: number): string => {
  const command = `openssl enc -aes-128-ctr -nosalt -pass pass:${seed} -md sha256 </dev/zero 2>/dev/null | head -c ${bytes} | base64`;
  return execFileSync('sh', ['-c', command], { encoding: 'utf8', maxBuffer: 64 * mega });
};

describe('what a host sends without end is ended, and cleared', { timeout: 60_000 }, () => {
  test.each([
    ['one endless blob over HTTP', http, endlessBlob],
    ['one endless blob over git:', plain, endlessBlob],
    ['tiny blobs without end', plain, tinyBlobs],
  ])('%s', async (_, start, pack) => {
    expect(await fails(await start(pack), { mostBytes: 5 * mega })).toMatch(
      /^refused: \S+\/a\.git brings more than 5000000 bytes, .* raise --mirror-bytes/,
    );
    const good = await elsewhere({ 'a.txt': 'good' });
    expect(await text(await git.fetch(good, { mostBytes: 5 * mega }), 'a.txt')).toBe('good');
  });

  // Only there the system tells what a process holds.
  test.skipIf(process.platform !== 'linux')('refs, by the memory that they take', async () => {
    const url = await plain(nothing, endlessRefs);
    const said = await fails(url, { mostMemory: 64 * mega });
    expect(said).toMatch(/^refused: .* needs more than 64000000 bytes of memory/);
  });

  test('a small pack of which a difference makes something huge', async () => {
    const bomb = deltaBomb(2 ** 32);
    expect(bomb.length).toBeLessThan(1000);
    const said = await fails(await http(() => [bomb]), {});
    expect(said).toMatch(/^refused: .* needs more than 268435456 bytes of memory/);
  });
});

describe('a host that is silent is given up', { timeout: 60_000 }, () => {
  test.each([
    ['after it told of its refs, over HTTP', http, nothing],
    ['after it told of its refs, over git:', plain, nothing],
    ['in the middle of a pack', plain, () => [endlessBlob().next().value as Buffer, undefined]],
  ])('%s', async (_, start, pack) => {
    const said = await fails(await start(pack), { silentSeconds: 1 });
    expect(said).toMatch(/^unreachable: .* nothing came for 1 seconds$/);
  });

  test('and one that is slow when its time is over', async () => {
    const said = await fails(await plain(nothing), { seconds: 1 });
    expect(said).toMatch(/^unreachable: .* no answer within 1 seconds$/);
  });
});

describe('what is kept of a mirror', { timeout: 60_000 }, () => {
  test('is still there after a host in its place sent too much', async () => {
    const good = await elsewhere({ 'a.txt': 'good' });
    const commit = await git.fetch(good);
    const before = await bytesIn(folder);
    await git.fetch(await plain(nothing), { silentSeconds: 1 }).catch(() => undefined);
    expect([await text(commit, 'a.txt'), await bytesIn(folder)]).toEqual(['good', before]);
    await git.fetch(await http(endlessBlob), { mostBytes: 5 * mega }).catch(() => undefined);
    expect(await bytesIn(folder)).toBeLessThan(before + 10_000);
    expect(await git.fetch(good)).toBe(commit);
    expect(await text(commit, 'a.txt')).toBe('good');
  });

  test('never grows over the bound, whatever number of states came', async () => {
    const good = await elsewhere({ 'a.txt': noise('0', mega) });
    for (const state of ['1', '2', '3', '4']) {
      const all = noise(state, mega);
      await commitThere({ 'a.txt': all });
      const commit = await git.fetch(good, { mostBytes: 3 * mega });
      expect(await text(commit, 'a.txt', 2 * mega)).toBe(all);
      expect(await bytesIn(folder)).toBeLessThan(3 * mega);
    }
  });

  test('is cleared of what was killed, and not of what is whole', async () => {
    const good = await elsewhere({ 'a.txt': 'good' });
    const commit = await git.fetch(good);
    const packs = objectsOf({ folder, env: {} });
    const kept = await bytesIn(folder);
    const whole = await packsIn(packs);
    await mkdir(join(folder, 'incoming-killed/.git/objects/pack'), { recursive: true });
    await writeFile(join(folder, 'incoming-killed/.git/objects/pack/tmp_pack_x'), 'x');
    for (const name of ['.tmp-1-pack-0.pack', 'pack-0.pack', 'pack-1.idx', 'tmp_idx_x']) {
      await writeFile(join(packs, 'pack', name), 'x');
    }
    await writeFile(join(folder, '.git/shallow.lock'), 'x');
    expect(await git.fetch(good)).toBe(commit);
    expect([await packsIn(packs), await readdir(folder)]).toEqual([whole, ['.git']]);
    expect([await text(commit, 'a.txt'), await bytesIn(folder)]).toEqual(['good', kept]);
  });

  test('is one pack again where there are many, and still all that is shown', async () => {
    const good = await elsewhere({ 'a.txt': '0', 'b.txt': 'stays' });
    let commit = await git.fetch(good);
    for (const state of ['1', '2', '3']) {
      await commitThere({ 'a.txt': state });
      commit = await git.fetch(good);
    }
    const at = { folder, env: { PATH: process.env['PATH'] } };
    await joinPacks(at, 5);
    expect((await packsIn(objectsOf(at))).size).toBe(4);
    await joinPacks(at, 4);
    expect((await packsIn(objectsOf(at))).size).toBe(1);
    expect([await text(commit, 'a.txt'), await text(commit, 'b.txt')]).toEqual(['3', 'stays']);
    await commitThere({ 'a.txt': '4' });
    expect(await text(await git.fetch(good), 'a.txt')).toBe('4');
  });
});

describe('what is read of a mirror', { timeout: 60_000 }, () => {
  test('is looked at for its size before it is read, though its pack is small', async () => {
    const good = await elsewhere({ 'a.txt': 'good' });
    const there = join(place, 'elsewhere');
    await writeFile(join(there, 'zeros'), '');
    await truncate(join(there, 'zeros'), 100 * mega);
    await commitThere({});
    const commit = await git.fetch(good, { mostBytes: 5 * mega });
    await expect(git.fileAt(commit, 'zeros', mega)).rejects.toThrow('zeros has 100000000 bytes');
    expect(await text(commit, 'a.txt')).toBe('good');
  });

  test('is of a commit, and never a tree, a file or a tag of one', async () => {
    const good = await elsewhere({ 'a.txt': 'good' });
    const there = join(place, 'elsewhere');
    const blob = raw(there, 'rev-parse', 'HEAD:a.txt');
    raw(there, 'update-ref', 'refs/tags/blob', blob);
    await writeFile(join(there, '.git/HEAD'), 'ref: refs/tags/blob\n');
    await expect(git.fetch(good)).rejects.toThrow(/^HEAD of \S+ is no commit/);
  });

  test('is no link, no submodule, and nothing that its attributes or configuration make of it', async () => {
    const good = await elsewhere({
      '.gitattributes': '* filter=trap text eol=crlf ident\n',
      '.gitmodules': `[submodule "sub"]\n\tpath = sub\n\turl = ext::touch ${place}/sprung\n\tupdate = !touch ${place}/sprung\n`,
      'a.txt': 'good $Id$\n',
      'trap.txt': 'x',
    });
    const there = join(place, 'elsewhere');
    await symlink('/etc/passwd', join(there, 'link'));
    await symlink('..', join(there, 'up'));
    raw(there, 'add', '--all');
    const commit = raw(there, 'rev-parse', 'HEAD');
    raw(there, 'update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
    raw(there, 'commit', '--quiet', '-m', 'links');
    for (const name of ['x;touch$IFS@sprung', '$(touch,sprung)', '-u']) {
      await writeFile(join(there, `.git/refs/heads/${name}`), `${commit}\n`);
    }
    const fetched = await git.fetch(good);
    expect(await text(fetched, '.gitattributes')).toContain('filter=trap');
    for (const path of ['link', 'sub', 'sub/a.txt', 'up/a.txt', 'link/x', '.git/config']) {
      expect([path, await text(fetched, path)]).toEqual([path, undefined]);
    }
    expect(await text(fetched, 'a.txt')).toBe('good $Id$\n');
    expect((await readdir(place)).includes('sprung')).toBe(false);
    expect(raw(folder, 'for-each-ref', '--format=%(refname)')).toBe('refs/backissue/fetched');
    expect(await readdir(folder)).toEqual(['.git']);
  });
});
