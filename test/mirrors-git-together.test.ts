import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHost, startGitHost } from './git-host.ts';
import { startCommand } from './killed.ts';
import { mirrorArchives } from './mirror-archives.ts';

const scene = mirrorArchives();
const { at, archive, publish, fetched, findings, holdings } = scene;
let host: GitHost;

beforeEach(async () => {
  await scene.begin();
  host = await startGitHost(at('.'));
  await scene.captureSome();
  await publish('a');
  const cwd = at('a-site');
  const git = (...parameters: string[]) => execFileSync('git', parameters, { cwd });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=a', '-c', 'user.email=a@a.test', 'commit', '--quiet', '-m', 'site');
  git('clone', '--quiet', '--bare', '.', at('site.git'));
});
afterEach(async () => {
  await host.close();
  await scene.end();
});

const address = (): string => `http://127.0.0.1:${host.port}/site.git`;
const follow = () => ['follow', address(), '--allow-private'];

/** A command on archive `b` as a process of its own. */
const process = async (...parameters: string[]) =>
  await startCommand(
    ['--archive', at('b'), '--host-gap', '0', ...parameters],
    at('compiled'),
    // As those that run here: whatever the machine's own settings of git are.
    { GIT_CONFIG_GLOBAL: '/dev/null' },
  );

/** Everything below the folder of repositories, by path. */
function repositories(): string[] {
  const folder = at('b/ledgers/git');
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
}

/** What a fetch is at, or was when it was killed. */
const unfinished = (): string[] =>
  repositories().filter((path) => /incoming-|tmp_|\.tmp-|\.lock$|\.keep$/.test(path));

/** No object of the repositories is missing or broken. */
function checkObjects(): void {
  for (const name of readdirSync(at('b/ledgers/git')).filter((one) => one.endsWith('.git'))) {
    const cwd = join(at('b/ledgers/git'), name);
    execFileSync('git', ['fsck', '--full', '--strict'], { cwd, stdio: 'pipe' });
  }
}

/** Holds the host's next pack back: `asked` when it is wanted, given when `go` is called. Later ones come at once. */
function holdPack() {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const given = Promise.withResolvers<void>();
  let packs = 0;
  host.before = async (path) => {
    if (!path.endsWith('/git-upload-pack')) return;
    packs += 1;
    if (packs > 1) return;
    asked.resolve();
    await gate.promise;
    given.resolve();
  };
  return { asked: asked.promise, go: gate.resolve, given: given.promise };
}

async function mirrorId(): Promise<string> {
  const { document } = await archive('b').told('sources');
  const sources = document.sources as { id: string; kind: string }[];
  return sources.find(({ kind }) => kind === 'mirror')?.id ?? '';
}

const pollState = async () => {
  const { document } = await archive('b').told('sources');
  return document.sources.find(({ kind }: { kind: string }) => kind === 'mirror');
};

describe('one repository of a mirror', { timeout: 180_000 }, () => {
  it('is read by several processes at one moment, one after the other', async () => {
    expect((await archive('b').run(...follow())).code).toBe(0);
    const commands = await Promise.all([
      process('fetch', '--all', '--wait', '90000'),
      process(...follow(), '--wait', '90000'),
      process(...follow(), '--wait', '90000'),
      process(...follow(), '--wait', '90000'),
    ]);
    const ends = await Promise.all(commands.map(({ ended }) => ended));
    expect(ends.filter(({ code }) => code !== 0)).toEqual([]);
    expect(await findings('b')).toEqual([]);
    expect(await holdings('b')).toEqual(await holdings('a'));
    expect(unfinished()).toEqual([]);
    checkObjects();
  });

  it('is free when who reads it is killed, and what his git does later hurts nobody', async () => {
    expect((await archive('b').run(...follow())).code).toBe(0);
    const pack = holdPack();
    const dying = await process(...follow());
    await pack.asked;
    const waiting = archive('b').run('fetch', '--all', '--json');
    dying.kill();
    expect((await dying.ended).code).toBe(undefined);
    const { code, out } = await waiting;
    expect([code, JSON.parse(out).failed]).toEqual([0, []]);
    // Only now the git of the one that was killed has its answer.
    pack.go();
    await pack.given;
    delete host.before;
    expect((await fetched('b')).failed).toEqual([]);
    expect(await holdings('b')).toEqual(await holdings('a'));
    expect(unfinished()).toEqual([]);
    checkObjects();
  });

  it('is not waited for without end: who reads it is told, and the poll is put off, not failed', async () => {
    expect((await archive('b').run(...follow())).code).toBe(0);
    const pack = holdPack();
    const reading = await process(...follow());
    await pack.asked;
    const again = await archive('b').run(...follow(), '--wait', '300');
    const says = /site\.git is being read by process \d+ \(backissue follow\); try again when /;
    expect([again.code, again.err.trim().split('\n')]).toEqual([1, [expect.stringMatching(says)]]);
    const { code, document } = await archive('b').told('fetch', '--all', '--wait', '300');
    expect([code, document.failed]).toMatchObject([
      1,
      [{ code: 'conflict', message: expect.stringMatching(says) }],
    ]);
    expect(await findings('b')).toEqual([]);
    const { health } = await pollState();
    expect([health.failures ?? 0, health.warnings]).toEqual([0, [expect.stringMatching(says)]]);
    pack.go();
    expect((await reading.ended).code).toBe(0);
    expect((await fetched('b')).failed).toEqual([]);
    expect(await holdings('b')).toEqual(await holdings('a'));
  });

  it('stays until a poll of it is done, and goes then, where it is unfollowed meanwhile', async () => {
    expect((await archive('b').run(...follow())).code).toBe(0);
    const id = await mirrorId();
    const pack = holdPack();
    const polling = await process('fetch', '--all');
    await pack.asked;
    expect((await archive('b').run('unfollow', id)).code).toBe(0);
    expect(repositories()).not.toEqual([]);
    pack.go();
    expect(await polling.ended).toMatchObject({ code: 0 });
    expect(repositories()).toEqual([]);
    expect(await holdings('b')).toEqual(await holdings('a'));
  });

  it('goes with the next pass where it was unfollowed under a poll that was killed then', async () => {
    expect((await archive('b').run(...follow())).code).toBe(0);
    const id = await mirrorId();
    const pack = holdPack();
    const polling = await process('fetch', '--all');
    await pack.asked;
    expect((await archive('b').run('unfollow', id)).code).toBe(0);
    polling.kill();
    await polling.ended;
    expect(repositories()).not.toEqual([]);
    pack.go();
    await pack.given;
    expect((await fetched('b')).failed).toEqual([]);
    expect(repositories()).toEqual([]);
  });
});
