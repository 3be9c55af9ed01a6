import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clock, command, scratch } from './newspaper.ts';
import { bytesBelow } from './site-bytes.ts';
import { type Site, startSite } from './small-site.ts';

vi.setConfig({ testTimeout: 60_000 });
const time = clock();
let room: ReturnType<typeof scratch>;
let site: Site;

const story = (title: string): string =>
  `<!doctype html><html lang="en"><title>${title}</title><article><h1>${title}</h1>${`<p>${title}, the harbour office said on Monday, and two witnesses told the paper so.</p>`.repeat(5)}</article></html>`;

const path = (name: string): string => join(room.folder, name);
const environment = { PATH: process.env['PATH'] ?? '' };
const backissue = (...parameters: string[]) =>
  command(['--archive', path('archive'), '--host-gap', '0', ...parameters], {
    ...{ now: time.now, env: environment },
  });
const captured = (name: string) => backissue('capture', site.url(name), '--allow-private');
const published = (...options: string[]) =>
  backissue('publish', '--publish-format', 'site', '--publish-dir', path('site'), ...options);
const git = (name: string, ...parameters: string[]): string =>
  execFileSync('git', ['-C', path(name), ...parameters], { encoding: 'utf8' });

/** What a clone of a remote holds, as a host of pages would serve it. */
function cloned(remote: string): Map<string, string> {
  const clone = room.freshFolder();
  execFileSync('git', ['clone', '--quiet', path(remote), clone]);
  return new Map([...bytesBelow(clone)].filter(([name]) => !name.startsWith('.git/')));
}
const written = (): Map<string, string> =>
  new Map([...bytesBelow(path('site'))].filter(([name]) => !name.startsWith('.git/')));

beforeAll(async () => {
  room = scratch();
  site = await startSite({ '/quay': story('A quay is built'), '/pier': story('A pier is shut') });
  await captured('/quay');
  for (const name of ['one.git', 'two.git']) {
    mkdirSync(path(name));
    git(name, 'init', '--quiet', '--bare', '--initial-branch', 'main');
  }
});
afterAll(async () => {
  await site.close();
  room.clear();
});

test('a site is pushed to every remote and copied to a folder, each state as a commit', async () => {
  const wanted = [
    ...['--publish-remotes', `one=${path('one.git')},two=${path('two.git')}`],
    ...['--publish-to', `stick=dir:${path('stick')}`],
  ];
  const first = await published(...wanted);
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toContain('Pushed to two.\nCopied to stick: ');
  expect(written().has('ledger/checkpoint')).toBe(true);
  expect(cloned('one.git')).toEqual(written());
  expect(cloned('two.git')).toEqual(written());
  expect(bytesBelow(path('stick'))).toEqual(written());
  const again = await published(...wanted);
  expect(again.out).toContain('Nothing to commit.');
  expect(again.out).toContain('Copied to stick: 0 files sent, 0 removed.');
  await captured('/pier');
  await published(...wanted);
  expect(git('one.git', 'log', '--format=%s').trim().split('\n')).toHaveLength(2);
  expect(cloned('one.git')).toEqual(written());
  const [quay] = (await backissue('search', 'quay', '--json')).json()['hits'] as unknown as {
    article: { id: string };
  }[];
  const id = quay?.article.id ?? '';
  const page = `article/${id.slice(0, 2)}/${id}.html`;
  expect(git('one.git', 'show', `main:${page}`)).toContain('A quay is built');
  await backissue('takedown', id, '--reason', 'court');
  await published(...wanted);
  expect(git('one.git', 'show', `main:${page}`)).not.toContain('A quay is built');
  expect(bytesBelow(path('stick'))).toEqual(written());
  expect(git('one.git', 'grep', '--files-with-matches', 'A pier is shut', 'main')).not.toBe('');
  expect(() => git('one.git', 'grep', '--files-with-matches', 'A quay is built', 'main')).toThrow();
});

test('a site with captures is verified as one without', async () => {
  const place = path('with-captures');
  await published('--site-captures', 'yes', '--publish-dir', place);
  expect(existsSync(join(place, 'captures/index.json'))).toBe(true);
  const { code, json } = await command(['verify', place, '--json'], { env: environment });
  expect([code, json()]).toMatchObject([0, { ok: true, faults: [] }]);
});

test('a remote that is not there keeps nobody from theirs', async () => {
  const { code, out } = await published(
    ...['--publish-remotes', `gone=${path('none.git')}`, '--publish-command', 'touch ../told'],
  );
  expect(code).toBe(1);
  expect(out).toContain('failed: The remote gone did not take the push');
  expect(out).toContain('Copied to command: ');
  expect(existsSync(path('told'))).toBe(true);
});

test('two copies of one name are refused, the command’s among them', async () => {
  const clash = ['--publish-to', 'command=dir:elsewhere', '--publish-command', 'true'];
  const { code, err } = await published(...clash);
  expect(code).toBe(2);
  expect(err).toContain('names command twice; give each copy a name of its own');
});

test('what an address of a copy tells of a login is not repeated', async () => {
  const { code, err } = await published(
    '--publish-to',
    's3://papers?endpoint=https://id:pass@s3.test',
  );
  expect(code).toBe(1);
  expect(err).toContain('the endpoint is no address of a host');
  expect(err).not.toContain('pass');
});
