import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clock, command, scratch } from './newspaper.ts';
import { bytesBelow } from './site-bytes.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

vi.setConfig({ testTimeout: 120_000 });
const isRsyncThere = spawnSync('rsync', ['--version']).status === 0;
const time = clock();
const room = scratch();
const path = (name: string): string => join(room.folder, name);
let paper: Site;

/** The command as docs/mirrors.md tells it. */
function documentedCommand(): string {
  const page = readFileSync('docs/mirrors.md', 'utf8');
  return /--publish-command '\n([^']+)'/.exec(page)?.[1] ?? '';
}

/** What rsync takes for ssh: it forgets the host, and runs the other end in a folder. */
function shell(home: string): string {
  const script = path('ssh');
  writeFileSync(script, `#!/bin/sh\nshift\ncd '${home}' && exec sh -c "$*"\n`);
  chmodSync(script, 0o755);
  return script;
}

beforeAll(async () => {
  paper = await startSite({ '/quay': storyPage('A quay'), '/pier': storyPage('A pier') });
});
afterAll(async () => {
  await paper.close();
  room.clear();
});

test.skipIf(!isRsyncThere)(
  'rsync, as it is documented, brings another host level with each state of the site',
  async () => {
    mkdirSync(path('host'));
    const env = { PATH: process.env['PATH'] ?? '', RSYNC_RSH: shell(path('host')) };
    const backissue = async (...parameters: string[]) => {
      const options = ['--archive', path('archive'), '--host-gap', '0', ...parameters];
      const done = await command(options, { now: time.now, env });
      expect(done).toMatchObject({ code: 0, err: '' });
      return done.out;
    };
    const captured = (name: string) => backissue('capture', paper.url(name), '--allow-private');
    const published = () =>
      backissue(
        ...['publish', '--publish-format', 'site', '--publish-dir', path('site')],
        ...['--site-captures', 'yes', '--publish-command', documentedCommand()],
      );
    const isLevel = () => expect(bytesBelow(path('host/site'))).toEqual(bytesBelow(path('site')));

    await captured('/quay');
    await published();
    expect(bytesBelow(path('host/site')).has('ledger/checkpoint')).toBe(true);
    isLevel();
    time.pass(86_400_000);
    await captured('/pier');
    expect(await published()).toMatch(/Copied to command: [1-9]/);
    isLevel();
    await backissue('takedown', paper.url('/pier'), '--reason', 'court');
    await published();
    isLevel();
    expect(await published()).toContain('Copied to command: 0 files sent, 0 removed.');
  },
);
