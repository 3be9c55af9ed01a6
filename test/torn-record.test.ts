import { appendFileSync, cpSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everything } from './everything.ts';
import { reopened, type State, stateOf } from './killed.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { path, secret } from './secret-story.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

const { freshFolder, clear } = scratch();

describe('a capture file cut in the middle of its last record', { timeout: 60_000 }, () => {
  const time = clock();
  let site: Site;
  let folder: string;
  let backup: string;
  let before: State;
  const run = (...parameters: string[]) => command(parameters, { now: time.now });
  const takeDown = (name: string) =>
    run('takedown', site.url(path(name)), '--reason', 'court', '--archive', folder);
  const backUp = (...more: string[]) => run('backup', backup, '--archive', folder, ...more);
  const captureFile = () => {
    const [file] = readdirSync(join(folder, 'captures'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.warc.gz'))
      .sort();
    return join(folder, 'captures', file ?? '');
  };

  beforeAll(async () => {
    site = await startSite({
      [path('house')]: storyPage(`The house of ${secret}`),
      [path('quay')]: storyPage('The quay'),
      [path('ferry')]: storyPage('The ferry'),
    });
  });
  beforeEach(async () => {
    folder = freshFolder();
    backup = freshFolder();
    const archive = await openForTest(folder, time.now);
    for (const name of ['house', 'quay']) {
      await archive.capture(site.url(path(name)), { allowPrivate: true });
    }
    before = await stateOf(archive);
    await archive.close();
  });
  afterEach(() => time.pass(60_000));
  afterAll(async () => {
    await site.close();
    clear();
  });

  it('that was on record stops takedown and a new backup, and harms no backup that has it', async () => {
    expect(await backUp()).toMatchObject({ code: 0 });
    const bytes = readFileSync(captureFile());
    truncateSync(captureFile(), bytes.length - 20);
    const cut = readFileSync(captureFile());
    const fresh = freshFolder();
    const newBackup = await run('backup', fresh, '--archive', folder);
    for (const said of [await takeDown('house'), newBackup]) {
      expect(said).toMatchObject({ code: 3, out: '' });
      expect(said.err).toMatch(/^backissue: [^\n]+[:;] [^\n]+\.\n$/);
    }
    expect(readFileSync(captureFile())).toEqual(cut);
    expect(readdirSync(fresh)).not.toContain('backup.json');
    expect(await backUp('--verify')).toMatchObject({ code: 0, err: '' });
    const list = await run('takedown', '--archive', folder, '--json');
    expect(list.json()).toMatchObject({ takedowns: [] });
    const restored = freshFolder();
    expect(await run('restore', backup, '--archive', restored)).toMatchObject({ code: 0 });
    cpSync(captureFile().replace(folder, restored), captureFile());
    expect(await takeDown('house')).toMatchObject({ code: 0, err: '' });
    expect(everything(folder)).not.toContain(secret);
    expect((await reopened(folder)).faults).toEqual([]);
    time.pass(1000);
    expect(await backUp('--verify')).toMatchObject({ code: 0, err: '' });
    expect(await run('backup', fresh, '--archive', folder, '--verify')).toMatchObject({ code: 0 });
  });

  it('that nobody was told of is left out of a backup, and gone after a takedown', async () => {
    const whole = readFileSync(captureFile());
    // A crash in the middle of the next record: a page of this very article.
    appendFileSync(captureFile(), whole.subarray(Math.floor(whole.length / 8), whole.length / 2));
    expect(await backUp('--verify')).toMatchObject({ code: 0, err: '' });
    const restored = freshFolder();
    expect(await run('restore', backup, '--archive', restored)).toMatchObject({ code: 0 });
    expect(await reopened(restored)).toEqual({ state: before, faults: [] });
    expect(await takeDown('house')).toMatchObject({ code: 0, err: '' });
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => /torn/.test(`${name}`)),
    ).toEqual([]);
    expect(everything(folder)).not.toContain(secret);
    const { state, faults } = await reopened(folder);
    expect(faults).toEqual([]);
    expect(state.articles).toHaveLength(before.articles.length - 1);
    time.pass(1000);
    expect(await backUp('--verify')).toMatchObject({ code: 0, err: '' });
  });
});
