import { mkdir, mkdtemp, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArchiveError, instant } from '../model/index.ts';
import { type BlobRead, type Git, type HistoryCommit, openGit } from './index.ts';
import { runGit } from './run-git.ts';

let folder: string;
let git: Git;
const noon = Date.UTC(2026, 10, 24, 12);
const at = (hours: number) => instant(noon + hours * 3_600_000);

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'backissue-git-')), 'repo');
  git = openGit(folder);
  await git.init();
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function commitAll(hours: number, files: Record<string, string | undefined>) {
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) await rm(join(folder, path));
    else await put(path, text);
  }
  await git.stageAll(Object.keys(files));
  return git.commit(`pass ${hours}`, at(hours));
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

function told(commits: readonly HistoryCommit[]): string[][] {
  return commits.map((one) => one.changes.map((change) => `${change.kind} ${change.path}`));
}

async function raw(...args: string[]): Promise<string> {
  const env = {
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@localhost',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@localhost',
    GIT_AUTHOR_DATE: `@${noon / 1000 + 72_000} +0000`,
    GIT_COMMITTER_DATE: `@${noon / 1000 + 72_000} +0000`,
  };
  return (await runGit({ folder, env: {} }, { args, env })).stdout;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return fault instanceof ArchiveError ? `${fault.code}: ${fault.message}` : 'no ArchiveError';
}

describe('committing', () => {
  test('the same files at the same moment give the same commit id in another folder', async () => {
    const first = await commitAll(0, { 'a.md': 'one\r\n', '新闻/二.md': 'two' });
    const other = openGit(`${folder}-2`);
    await other.init();
    await mkdir(`${folder}-2/新闻`, { recursive: true });
    await writeFile(`${folder}-2/a.md`, 'one\r\n');
    await writeFile(`${folder}-2/新闻/二.md`, 'two');
    await other.stageAll(['a.md', '新闻']);
    expect(await other.commit('pass 0', at(0))).toBe(first);
    expect(await raw('log', '--format=%an|%ae|%cn|%ci|%ai')).toBe(
      'Backissue|backissue@localhost|Backissue|2026-11-24 12:00:00 +0000|2026-11-24 12:00:00 +0000\n',
    );
  });

  test('nothing is committed when nothing changed', async () => {
    expect(await git.commit('empty', at(0))).toBeUndefined();
    await commitAll(0, { 'a.md': 'one' });
    expect(await commitAll(1, { 'a.md': 'one' })).toBeUndefined();
    expect(told(await all(git.history([])))).toHaveLength(1);
  });

  test('another author can be named, and an empty one is refused', async () => {
    git = openGit(folder, { author: { name: '镜像 <守>', email: 'keeper@example.org' } });
    await commitAll(0, { 'a.md': 'one' });
    expect(await raw('log', '--format=%an|%ce')).toBe('镜像 守|keeper@example.org\n');
    git = openGit(folder, { author: { name: ' ', email: 'x@y' } });
    expect(await codeOf(commitAll(1, { 'b.md': 'two' }))).toContain('invalid: The author');
  });

  test('names that look like options, patterns or nonsense are only names', async () => {
    const names = ['--all', '-x.md', ':(top)a', '*', 'line\nbreak.md', '"quoted"\t\\.md', ' '];
    await commitAll(0, { ...Object.fromEntries(names.map((name) => [name, name])), plain: 'p' });
    const [commit] = await all(git.history([]));
    expect(commit?.changes.map((change) => change.path).sort()).toEqual([...names, 'plain'].sort());
    const [one] = await all(git.history([':(top)a']));
    expect(one?.changes.map((change) => change.path)).toEqual([':(top)a']);
  });

  test('ignored files are staged, deletions too, and paths that never were are passed over', async () => {
    await commitAll(0, { '.gitignore': '*.md', 'a/one.md': '1', 'a/two.md': '2', 'b/x.md': '3' });
    await rm(join(folder, 'a/one.md'));
    await rm(join(folder, 'b'), { recursive: true });
    await git.stageAll(['a', 'b', 'never/there.md']);
    expect((await all(git.staged())).map((one) => `${one.kind} ${one.path}`)).toEqual([
      'deleted a/one.md',
      'deleted b/x.md',
    ]);
    await git.commit('less', at(1));
    expect((await all(git.files([]))).map((file) => file.path)).toEqual(['.gitignore', 'a/two.md']);
  });
});

describe('staging and committing on a machine of others', () => {
  test('hooks, signing and monitors of the configuration never run', async () => {
    const trap = join(folder, '.git', 'trap');
    await writeFile(trap, `#!/bin/sh\ntouch "${folder}/sprung"\nexit 1\n`, { mode: 0o755 });
    await mkdir(join(folder, '.git', 'hooks'), { recursive: true });
    for (const hook of ['pre-commit', 'commit-msg', 'post-commit', 'reference-transaction']) {
      await rm(join(folder, '.git', 'hooks', hook), { force: true });
      await symlink(trap, join(folder, '.git', 'hooks', hook));
    }
    for (const key of ['core.fsmonitor', 'gpg.program', 'core.pager', 'diff.external']) {
      await raw('config', key, trap);
    }
    await raw('config', 'commit.gpgSign', 'true');
    await raw('config', 'log.showSignature', 'true');
    expect(await commitAll(0, { 'a.md': 'one' })).toMatch(/^[0-9a-f]{40}$/);
    expect(await all(git.history([]))).toHaveLength(1);
    expect(await readdir(folder)).not.toContain('sprung');
  });

  test('a lock that a killed git left is cleared when it is old enough', async () => {
    await commitAll(0, { 'a.md': 'one' });
    const lock = join(folder, '.git', 'index.lock');
    await writeFile(lock, '');
    await utimes(lock, noon / 1000, noon / 1000);
    expect(await codeOf(commitAll(1, { 'a.md': 'two' }))).toContain('index.lock');
    expect(await git.clearLocks(at(0))).toEqual([]);
    expect(await git.clearLocks(at(1))).toEqual(['index.lock']);
    expect(await commitAll(1, { 'a.md': 'two' })).toBeDefined();
  });
});

describe('a repository', () => {
  test('is told from a folder inside of one', async () => {
    await mkdir(join(folder, 'inner'));
    expect(await git.isRepository()).toBe(true);
    expect(await openGit(join(folder, 'inner')).isRepository()).toBe(false);
    await openGit(join(folder, 'inner')).init('archive');
    expect(await openGit(join(folder, 'inner')).isRepository()).toBe(true);
  });

  test('has no head and no history before its first commit', async () => {
    expect(await git.head()).toBeUndefined();
    expect(await all(git.history(['articles']))).toEqual([]);
    expect(await all(git.files([]))).toEqual([]);
    expect(await git.behindSince('one', 'main')).toBeUndefined();
  });

  test('that is missing is named, and so is a missing git', async () => {
    expect(await codeOf(openGit(`${folder}-gone`).head())).toContain('not-found: ');
    const bare = openGit(folder, { env: { PATH: folder } });
    expect(await codeOf(bare.head())).toBe(
      'internal: git is not installed; install it (for example “apt install git”) and run the command again.',
    );
  });
});

describe('history', () => {
  test('tells added, modified and deleted files oldest first, with times and blobs', async () => {
    const first = await commitAll(0, { 'a/1.md': 'one', 'b/2.md': 'two' });
    await commitAll(1, { 'a/1.md': 'one, edited' });
    await commitAll(2, { 'a/1.md': undefined, 'lists/x.md': 'list' });
    await commitAll(3, { 'lists/x.md': 'other' });
    const commits = await all(git.history(['a', 'b']));
    expect(told(commits)).toEqual([
      ['added a/1.md', 'added b/2.md'],
      ['modified a/1.md'],
      ['deleted a/1.md'],
    ]);
    expect(commits.map((one) => one.at)).toEqual([at(0), at(1), at(2)]);
    expect(commits[0]?.commit).toBe(first);
    expect(commits[2]?.changes[0]?.blob).toBeUndefined();
  });

  test('a renamed file is a deletion and an addition', async () => {
    await commitAll(0, { '法广/5_旧.md': 'same text, long enough to be taken for a rename' });
    await mkdir(join(folder, 'rfi'));
    await rename(join(folder, '法广/5_旧.md'), join(folder, 'rfi/5.md'));
    await git.stageAll(['法广', 'rfi']);
    await git.commit('rename', at(1));
    const commits = await all(git.history([]));
    expect(told(commits)[1]?.sort()).toEqual(['added rfi/5.md', 'deleted 法广/5_旧.md'].sort());
  });

  test('commits that came by a merge are all told, also those whose result was dropped', async () => {
    await commitAll(0, { 'a/1.md': 'one' });
    await raw('checkout', '-q', '-b', 'side');
    await commitAll(1, { 'a/1.md': 'one, from the side', 'a/3.md': 'three' });
    await raw('checkout', '-q', 'main');
    await commitAll(2, { 'a/2.md': 'two' });
    await raw('merge', '-q', '--no-ff', '-s', 'ours', '-m', 'merge', 'side');
    await raw('checkout', '-q', '-b', 'other');
    await commitAll(21, { 'a/4.md': 'four' });
    await raw('checkout', '-q', 'main');
    await commitAll(22, { 'a/5.md': 'five' });
    await raw('merge', '-q', '--no-ff', '--no-commit', 'other');
    await put('a/6.md', 'only in the merge');
    await git.stageAll(['a']);
    await git.commit('merge with more', at(23));
    const commits = await all(git.history(['a']));
    expect(told(commits)).toEqual([
      ['added a/1.md'],
      ['modified a/1.md', 'added a/3.md'],
      ['added a/2.md'],
      ['added a/4.md'],
      ['added a/5.md'],
      ['added a/4.md', 'added a/6.md'],
    ]);
  });
});

describe('odd files in history', () => {
  test('symbolic links have no blob', async () => {
    await symlink('/etc/passwd', join(folder, 'link.md'));
    await git.stageAll(['link.md']);
    await git.commit('link', at(0));
    const [commit] = await all(git.history([]));
    expect(commit?.changes).toEqual([{ path: 'link.md', kind: 'added' }]);
  });

  test('bytes that are no UTF-8 keep two names apart', async () => {
    await raw('config', 'core.precomposeUnicode', 'false');
    for (const byte of [0xe9, 0xe8]) {
      const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([byte])]);
      await writeFile(path, `byte ${byte}`);
    }
    await git.stageAll(['.']);
    await git.commit('latin', at(0));
    const [commit] = await all(git.history([]));
    expect(commit?.changes.map((change) => change.path)).toEqual(['\u00e8', '\u00e9']);
  });
});

describe('reading blobs', () => {
  test('contents come whole and in the order asked, of any size and with any bytes', async () => {
    const texts = ['', 'a\0b\n', 'x'.repeat(300_000), '新闻\n'.repeat(1000)];
    await commitAll(0, Object.fromEntries(texts.map((text, index) => [`f${index}`, text])));
    const [commit] = await all(git.history([]));
    const ids = (commit?.changes ?? []).map((change) => change.blob ?? '');
    const read = await all(git.readBlobs([...ids, ...ids]));
    expect(read.map((one) => Buffer.from(one.bytes ?? []).toString())).toEqual([
      ...texts,
      ...texts,
    ]);
  });

  test('a content that is missing or no file is told and does not stop the rest', async () => {
    const commit = await commitAll(0, { a: 'one' });
    const [file] = await all(git.files([]));
    const ids = ['0'.repeat(40), commit ?? '', file?.blob ?? ''];
    const read = await all(git.readBlobs(ids));
    expect(read.map((one) => one.fault)).toEqual([
      'its content is not in this clone',
      'it is a commit',
      undefined,
    ]);
    expect(await codeOf(all(git.readBlobs(['--help'])))).toContain('no git object id');
  });

  test('a missing content is never fetched by a command of the repository’s configuration', async () => {
    await commitAll(0, { a: 'one' });
    const [file] = await all(git.files([]));
    const id = file?.blob ?? '';
    await rm(join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2)));
    const settings = {
      'core.repositoryformatversion': '1',
      'extensions.partialClone': 'trap',
      'remote.trap.promisor': 'true',
      'remote.trap.url': `ext::touch ${folder}/sprung`,
      'protocol.ext.allow': 'always',
    };
    for (const [key, value] of Object.entries(settings)) await raw('config', key, value);
    const [read] = await all(git.readBlobs([id]));
    expect(read?.fault).toBe('its content is not in this clone');
    expect(await readdir(folder)).not.toContain('sprung');
  });

  test('ids are drawn only as fast as contents are taken', async () => {
    await commitAll(0, { a: 'x'.repeat(100_000) });
    const [file] = await all(git.files([]));
    let drawn = 0;
    function* endless() {
      for (;;) {
        drawn += 1;
        yield file?.blob ?? '';
      }
    }
    let taken = 0;
    for await (const one of git.readBlobs(endless())) {
      taken += one.bytes?.length ?? 0;
      if (taken >= 1_000_000) break;
    }
    expect(drawn).toBeLessThan(20_000);
  });

  test('a fault of whoever gives the ids reaches whoever reads the contents', async () => {
    await commitAll(0, { a: 'x'.repeat(3_000_000) });
    const [file] = await all(git.files([]));
    async function* faulty(): AsyncGenerator<string> {
      for (let count = 0; count < 50; count += 1) yield file?.blob ?? '';
      throw new ArchiveError('corrupt', 'The list of ids broke off.');
    }
    const read: Promise<BlobRead[]> = all(git.readBlobs(faulty()));
    expect(await codeOf(read)).toBe('corrupt: The list of ids broke off.');
  });
});

describe('pushing', () => {
  async function bare(name: string): Promise<string> {
    const path = join(folder, '..', name);
    await mkdir(path);
    await runGit({ folder: path, env: {} }, { args: ['init', '-q', '--bare', '-b', 'main'] });
    return path;
  }

  test('brings a remote level and remembers since when it is behind', async () => {
    const url = await bare('one.git');
    await commitAll(0, { a: '1' });
    expect(await git.behindSince('one', 'main')).toBe(at(0));
    await git.push({ name: 'one', url }, 'main');
    expect(await openGit(url).head()).toBe(await git.head());
    expect(await git.behindSince('one', 'main')).toBeUndefined();
    await commitAll(1, { a: '2' });
    await commitAll(2, { a: '3' });
    expect(await git.behindSince('one', 'main')).toBe(at(1));
  });

  test('is never forced over commits of others', async () => {
    const url = await bare('one.git');
    await commitAll(0, { a: '1' });
    await git.push({ name: 'one', url }, 'main');
    const other = openGit(`${folder}-2`);
    await other.init();
    await writeFile(`${folder}-2/b`, 'unrelated');
    await other.stageAll(['b']);
    await other.commit('unrelated', at(0));
    expect(await codeOf(other.push({ name: 'one', url }, 'main'))).toContain(
      'conflict: The remote',
    );
    expect(await openGit(url).head()).toBe(await git.head());
  });

  test('a remote that is missing or that runs programs is refused by name', async () => {
    await commitAll(0, { a: '1' });
    const missing = codeOf(git.push({ name: 'gone', url: join(folder, 'no.git') }, 'main'));
    expect(await missing).toContain('unreachable: The remote gone did not take the push');
    for (const url of [`ext::touch ${folder}/sprung`, '--upload-pack=x', '']) {
      expect(await codeOf(git.push({ name: 'bad', url }, 'main'))).toContain('invalid: ');
    }
    await raw('config', `url.ext::touch ${folder}/sprung .insteadOf`, 'trick:');
    expect(await codeOf(git.push({ name: 'trick', url: 'trick:x' }, 'main'))).toContain(
      'not allowed',
    );
    expect(await readdir(folder)).not.toContain('sprung');
    for (const name of ['', '-x', 'a..b', 'a b', 'x.lock', 'HEAD', 'a/../b', 'a:b']) {
      expect(await codeOf(git.push({ name: 'ok', url: folder }, name))).toContain('no name for');
    }
  });

  test('a fetch asks at the addresses that it is given, whatever the name means', async () => {
    const asked: string[] = [];
    const server = createHttpServer((request, response) => {
      asked.push(`${request.headers.host} ${request.url}`);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const fetched = git.fetch(`http://nowhere.invalid:${port}/a.git`, {
      seconds: 20,
      addresses: ['127.0.0.1'],
    });
    expect(await codeOf(fetched)).toContain('unreachable: ');
    expect(asked[0]).toBe(`nowhere.invalid:${port} /a.git/info/refs?service=git-upload-pack`);
    await new Promise((resolve) => server.close(resolve));
  });

  test('a fetch is led on to no other address', async () => {
    const asked: string[] = [];
    const leading = createHttpServer((request, response) => {
      asked.push(request.url ?? '');
      const to = String(request.url).replace('/a.git', '/private.git');
      response.writeHead(302, { location: to }).end();
    });
    await new Promise<void>((resolve) => leading.listen(0, '127.0.0.1', resolve));
    const address = leading.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const fetched = git.fetch(`http://127.0.0.1:${port}/a.git`, { seconds: 20 });
    expect(await codeOf(fetched)).toContain('unreachable: ');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((path) => path.includes('private'))).toEqual([]);
    leading.close();
  });

  test('a remote that never answers is given up, and no password is repeated', async () => {
    await commitAll(0, { a: '1' });
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const hasty = openGit(folder, { pushSeconds: 0.3 });
    const pushed = hasty.push({ name: 'silent', url: `git://127.0.0.1:${port}/x` }, 'main');
    expect(await codeOf(pushed)).toContain('within 0.3 seconds');
    silent.close();
    const secret = { name: 'secret', url: `http://me:s3cret@127.0.0.1:${port}/x` };
    const refused = await codeOf(git.push(secret, 'main'));
    expect(refused).toContain('unreachable: ');
    expect(refused).not.toContain('s3cret');
  });
});
