import { createHash } from 'node:crypto';
import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everything } from './everything.ts';
import { reopened, type State, stateOf } from './killed.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { path, secret } from './secret-story.ts';
import { mayMount, smallDisks } from './small-disk.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

const { folder: place, freshFolder, clear } = scratch();
afterAll(clear);
const base = join(place, 'archive');
const names = ['quay', 'house', 'ferry', 'mill', 'pier'];
const pageOf = (title: string, name: string) =>
  storyPage(title).replace('</article>', `<p><img src="/${name}.jpg" alt="${name}"></p></article>`);
/** No compression makes it small. */
const noise = (seed: number) =>
  Buffer.concat(
    Array.from({ length: 2000 }, (_, at) => createHash('sha256').update(`${seed} ${at}`).digest()),
  );

/** For folders. */
const slack = 64 * 1024;

/** Bytes that the files of a folder take on a disk in memory. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => Math.ceil(statSync(join(parentPath, name)).size / 4096) * 4096)
    .reduce((sum, size) => sum + size, slack);
}

const inKilobytes = (bytes: number) => `size=${Math.ceil(bytes / 1024)}k`;
/** One sentence that names the mend. */
const isFull =
  /^backissue: [^\n]+: the disk (?:is full; free some space|failed to read or write)[^\n]+\.\n$/;

describe.skipIf(!mayMount(join(place, 'probe')))('a full disk (mounting one takes root)', () => {
  const disks = smallDisks();
  const time = clock();
  let site: Site;
  let house: string;
  let before: State;
  let backupSize: number;
  const run = (...parameters: string[]) => command(parameters, { now: time.now });

  beforeAll(async () => {
    site = await startSite({});
    for (const [at, name] of names.entries()) {
      const title = name === 'house' ? `The house of ${secret}` : `The ${name}`;
      site.set(path(name), pageOf(title, name));
      site.set(`/${name}.jpg`, { type: 'image/jpeg', body: noise(at) });
    }
    const archive = await openForTest(base, time.now);
    for (const name of names) await archive.capture(site.url(path(name)), { allowPrivate: true });
    house = (await archive.article(site.url(path('house')))).article.id;
    before = await stateOf(archive);
    await archive.close();
    const backup = join(place, 'backup');
    await run('backup', backup, '--archive', base);
    backupSize = sizeOf(backup) - slack;
  });
  afterEach(disks.unmountAll);
  afterAll(() => site.close());

  /** The archive on a disk with so much room beside it. */
  const onDisk = (room: number): string => {
    const folder = freshFolder();
    disks.mount(inKilobytes(sizeOf(base) + room), folder);
    cpSync(base, folder, { recursive: true });
    return folder;
  };

  const rooms = [-56, -32, 0, 40, 120, 240, 400, 480, 8000].map((kilobytes) => kilobytes * 1024);

  it.each(rooms)(
    'stops a takedown with %d bytes of room; the next one finishes, and nothing else is lost',
    { timeout: 60_000 },
    async (room) => {
      const folder = onDisk(room);
      const takeDown = () => run('takedown', house, '--reason', 'privacy', '--archive', folder);
      const isEnough = room === rooms.at(-1);
      // The second time as well: what is not finished is not told as done.
      for (const _time of [1, 2]) {
        const said = await takeDown();
        expect(said.err).toMatch(isEnough ? /^$/ : isFull);
        expect(said).toMatchObject(isEnough ? { code: 0 } : { code: 1, out: '' });
      }
      disks.remount('size=64m', folder);
      expect(await takeDown()).toMatchObject({ code: 0, err: '' });
      expect(everything(folder)).not.toContain(secret);
      const { state, faults } = await reopened(folder);
      expect(faults).toEqual([]);
      expect(state.articles).toEqual(before.articles.filter((line) => !line.startsWith(house)));
      const said = await run('takedown', '--archive', folder, '--json');
      expect(said.json()).toMatchObject({ takedowns: [{ article: house, state: 'done' }] });
    },
  );

  it.each([0, 0.2, 0.5, 0.8, 0.95])(
    'stops a first backup with %d of the room that it takes; the next one goes on with it',
    { timeout: 60_000 },
    async (part) => {
      const to = freshFolder();
      disks.mount(inKilobytes(4096 + part * backupSize), to);
      const backUp = (...more: string[]) => run('backup', to, '--archive', base, ...more);
      const stopped = await backUp();
      expect(stopped.err).toMatch(isFull);
      expect(stopped).toMatchObject({ code: 1, out: '' });
      const target = freshFolder();
      expect(await run('restore', to, '--archive', target)).toMatchObject({ code: 1 });
      disks.remount('size=64m', to);
      expect(await backUp('--verify')).toMatchObject({ code: 0, err: '' });
      await restoresTo(before, to);
    },
  );

  it.each([0, 0.3, 0.9, 1.1])(
    'stops a further backup with room for %d catalogues and leaves the one before in force',
    { timeout: 60_000 },
    async (part) => {
      const folder = freshFolder();
      cpSync(base, folder, { recursive: true });
      const to = freshFolder();
      disks.mount('size=64m', to);
      const backUp = (...more: string[]) => run('backup', to, '--archive', folder, ...more);
      expect(await backUp()).toMatchObject({ code: 0 });
      const archive = await openForTest(folder, time.now);
      site.set(path('lock'), pageOf('lock', 'lock'));
      site.set('/lock.jpg', { type: 'image/jpeg', body: noise(9) });
      await archive.capture(site.url(path('lock')), { allowPrivate: true });
      const after = await stateOf(archive);
      await archive.close();
      time.pass(1000);
      const { size } = statSync(join(folder, 'backissue.sqlite'));
      disks.remount(inKilobytes(sizeOf(to) - slack + part * size), to);
      const stopped = await backUp();
      expect(stopped.err).toMatch(isFull);
      expect(stopped).toMatchObject({ code: 1, out: '' });
      await restoresTo(before, to);
      disks.remount('size=64m', to);
      expect(await backUp('--verify')).toMatchObject({ code: 0, err: '' });
      await restoresTo(after, to);
    },
  );

  async function restoresTo(state: State, backup: string): Promise<void> {
    const target = freshFolder();
    expect(await run('restore', backup, '--archive', target)).toMatchObject({ code: 0, err: '' });
    expect(await reopened(target)).toEqual({ state, faults: [] });
  }
});
