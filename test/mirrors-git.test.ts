import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GitHost, startGitHost } from './git-host.ts';
import { endlessBlob, hostileAnswers } from './hostile-git-host.ts';
import { mirrorArchives } from './mirror-archives.ts';

const scene = mirrorArchives();
const { time, at, archive, publish, fetched, findings, holdings } = scene;
let host: GitHost;

beforeEach(async () => {
  await scene.begin();
  host = await startGitHost(at('.'));
});
afterEach(async () => {
  await host.close();
  await scene.end();
});

const address = (name = 'site'): string => `http://127.0.0.1:${host.port}/${name}.git`;

/** The site of `a`, as it is now, in the repository that the host hands out. */
function pushed(): void {
  const cwd = at('a-site');
  const git = (...parameters: string[]) => execFileSync('git', parameters, { cwd });
  if (!existsSync(join(cwd, '.git'))) {
    git('init', '--quiet', '--initial-branch=main');
    git('init', '--quiet', '--bare', '--initial-branch=main', at('site.git'));
  }
  git('add', '--all');
  git('-c', 'user.name=a', '-c', 'user.email=a@a.test', 'commit', '--quiet', '-m', 'site');
  git('push', '--quiet', '--force', at('site.git'), 'main');
}

const repositories = (name: string): string[] => {
  const folder = at(`${name}/ledgers/git`);
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
};

it('refuses a repository that brings too much, keeps what there is, and goes on with a good one', async () => {
  await scene.captureSome();
  await publish('a');
  pushed();
  const few = ['--mirror-bytes', '2000000'];
  host.instead = hostileAnswers(endlessBlob);
  const refused = await archive('b').run('follow', address(), '--allow-private', ...few);
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toMatch(/site\.git brings more than 2000000 bytes, .* --mirror-bytes/);
  expect(refused.err.trim().split('\n')).toHaveLength(1);
  expect(repositories('b')).toEqual([]);
  delete host.instead;
  expect((await archive('b').run('follow', address(), '--allow-private', ...few)).code).toBe(0);
  expect((await fetched('b')).failed).toEqual([]);
  const whole = await holdings('a');
  expect(await holdings('b')).toEqual(whole);
  host.instead = hostileAnswers(endlessBlob);
  const { code, document } = await archive('b').told('fetch', '--all', ...few);
  expect([code, document.failed]).toMatchObject([
    1,
    [{ code: 'refused', message: expect.stringContaining('more than 2000000 bytes') }],
  ]);
  expect(await holdings('b')).toEqual(whole);
  expect(repositories('b').filter((name) => /tmp_|\.lock$/.test(name))).toEqual([]);
  delete host.instead;
  time.pass(3_600_000);
  await fetched('a');
  await publish('a');
  pushed();
  expect((await archive('b').told('fetch', '--all', ...few)).document.failed).toEqual([]);
  expect([await findings('b'), await holdings('b')]).toEqual([[], await holdings('a')]);
}, 120_000);

it('names a file that is larger than any can be, and takes the rest', async () => {
  await scene.captureSome();
  await publish('a');
  const lone = (await holdings('a')).filter(({ texts }) => texts.length === 1);
  const [text = ''] = scene.textsOf('a-site', new Set([lone[0]?.texts[0]?.[1]]));
  writeFileSync(at(`a-site/${text}`), Buffer.alloc(30 * 2 ** 20));
  pushed();
  await archive('b').run('follow', address(), '--allow-private');
  await fetched('b');
  expect(await findings('b')).toEqual(['forged']);
  expect((await archive('b').told('stats')).document.articles).toBeGreaterThan(0);
}, 120_000);

it('has no repository left of copies that are not named any more', async () => {
  await scene.captureSome();
  await publish('a', '--site-mirrors', `${address('one')},${address('two')}`);
  pushed();
  for (const name of ['one', 'two', 'three']) {
    execFileSync('git', ['clone', '--quiet', '--bare', at('site.git'), at(`${name}.git`)]);
  }
  const copies = (): number =>
    repositories('b').filter((name) => /copies.[^/]+\.git$/.test(name)).length;
  await archive('b').run('follow', address(), '--allow-private');
  expect((await fetched('b')).failed).toEqual([]);
  expect(copies()).toBe(2);
  time.pass(3_600_000);
  await fetched('a');
  await publish('a', '--site-mirrors', address('three'));
  pushed();
  expect((await fetched('b')).failed).toEqual([]);
  expect(copies()).toBe(1);
  // Its own repository is gone: the copy is read in its place, and nothing is lost.
  rmSync(at('site.git'), { recursive: true });
  expect((await fetched('b')).failed).toEqual([]);
  expect(await holdings('b')).toEqual(await holdings('a'));
  const { document } = await archive('b').told('sources');
  const sources = document.sources as { id: string; kind: string }[];
  const mirror = sources.find(({ kind }) => kind === 'mirror');
  await archive('b').run('unfollow', mirror?.id ?? '');
  expect(repositories('b')).toEqual([]);
  expect(await holdings('b')).toEqual(await holdings('a'));
}, 120_000);
