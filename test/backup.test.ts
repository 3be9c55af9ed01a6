import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import { holdArchive } from '../src/store/sqlite/index.ts';
import { stateOf } from './killed.ts';
import { clock, command, followedDemo, openForTest, scratch } from './newspaper.ts';

describe('a backup', () => {
  const time = clock();
  let place: ReturnType<typeof scratch>;
  let archive: Archive;
  let demo: Demo;
  const folder = () => join(place.folder, 'archive');
  const backup = () => join(place.folder, 'backup');
  const backUp = (...more: string[]) =>
    command(['backup', backup(), '--archive', folder(), '--json', ...more], { now: time.now });

  beforeEach(async () => {
    place = scratch();
    archive = await openForTest(folder(), time.now);
    demo = await followedDemo(archive, time.now);
    await archive.fetch({ all: true });
  });
  afterEach(async () => {
    await archive.close();
    await demo.close();
    place.clear();
  });

  it('is made beside a process that captures, and copies only what is new the second time', async () => {
    const capturing = archive.fetch({ all: true });
    const first = await backUp('--verify');
    expect(first.json()).toMatchObject({ faults: [], removedFiles: 0 });
    await capturing;
    demo.publishNextEdition();
    time.pass(3_600_000);
    await archive.fetch({ all: true });
    const second = (await backUp('--verify')).json() as Record<string, unknown>;
    expect(second).toMatchObject({ faults: [] });
    expect(Number(second['copiedBytes'])).toBeGreaterThan(0);
    expect(Number(second['copiedBytes'])).toBeLessThan(Number(second['bytes']) / 2);
    time.pass(1000);
    expect((await backUp()).json()).toMatchObject({ copiedBytes: 0, copiedFiles: 0 });
    expect(readdirSync(backup()).filter((name) => name.startsWith('catalogue'))).toHaveLength(1);
  });

  it('takes the time stamps along, each as it is now, and brings them back', async () => {
    const stamps = join(folder(), 'ledger/stamp');
    const put = (name: string, text: string) => writeFileSync(join(stamps, name), text);
    mkdirSync(stamps, { recursive: true });
    put('1.checkpoint', 'what was stamped');
    put('1.1.ots', 'a promise');
    put('2.1.tsr', 'a token over what is not there');
    put('list', '1.1.ots\n2.1.tsr\n');
    const first = await backUp();
    put('1.1.ots', 'a promise that was kept');
    const second = (await backUp()).json() as Record<string, unknown>;
    expect([first.code, second['copiedFiles']]).toEqual([0, 1]);
    const kept = readdirSync(join(backup(), 'stamps'));
    expect(kept).toHaveLength(3);
    writeFileSync(join(backup(), 'stamps', kept[0] ?? ''), 'damaged');
    expect((await backUp('--verify')).json()).toMatchObject({ copiedFiles: 1, faults: [] });
    const target = join(place.folder, 'restored');
    expect((await command(['restore', backup(), '--archive', target])).code).toBe(0);
    const back = join(target, 'ledger/stamp');
    expect(readdirSync(back).sort()).toEqual(['1.1.ots', '1.checkpoint', 'list']);
    expect(readFileSync(join(back, '1.1.ots'), 'utf8')).toBe('a promise that was kept');
    expect(readFileSync(join(back, 'list'), 'utf8')).toBe('1.1.ots\n');
  });

  it('comes back whole into an empty folder, and into no other', async () => {
    await backUp();
    const target = join(place.folder, 'restored');
    const restored = await command(['restore', backup(), '--archive', target, '--json']);
    expect(restored.json()).toMatchObject({ ok: true, faults: [] });
    const again = await openForTest(target, time.now);
    expect(await stateOf(again)).toEqual(await stateOf(archive));
    await again.close();
    const refused = await command(['restore', backup(), '--archive', target]);
    expect(refused.err).toContain('into an empty folder only');
    expect((await command(['backup', target, '--archive', folder()])).err).toContain(
      'other things',
    );
  });

  it('is restored by one process at a time, and what that has copied stays', async () => {
    await backUp();
    const target = join(place.folder, 'restored');
    mkdirSync(target);
    writeFileSync(join(target, 'restore.unfinished'), '');
    writeFileSync(join(target, 'copied'), '');
    const restore = () => command(['restore', backup(), '--archive', target, '--wait', '0']);
    const hold = holdArchive(target, 'process 7 (backissue restore)', 0);
    expect(await restore()).toMatchObject({
      code: 1,
      err: expect.stringContaining('in use by process 7 (backissue restore)'),
    });
    expect(existsSync(join(target, 'copied'))).toBe(true);
    hold.release();
    expect(await restore()).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(target, 'copied'))).toBe(false);
  });

  it('touches no captures of an archive that has lost its catalogue', async () => {
    await backUp();
    const other = join(place.folder, 'restored');
    await command(['restore', backup(), '--archive', other]);
    rmSync(join(other, 'backissue.sqlite'));
    const files = readdirSync(other, { recursive: true }).sort();
    expect(files).toContain('lock.sqlite');
    const said = await command(['backup', other, '--archive', folder()]);
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining('other things') });
    expect(readdirSync(other, { recursive: true }).sort()).toEqual(files);
  });

  it('that was begun and never ended is gone on with', async () => {
    await backUp();
    rmSync(join(backup(), 'backup.json'));
    writeFileSync(join(backup(), 'backup.unfinished'), '');
    expect((await backUp('--verify')).json()).toMatchObject({ faults: [] });
    expect(existsSync(join(backup(), 'backup.unfinished'))).toBe(false);
  });

  it('forgets what was taken down when it is made again', async () => {
    await backUp();
    const [article] = await archive.articles({ limit: 1 });
    await archive.takeDown(article?.id ?? '', { reason: 'author' });
    time.pass(1000);
    expect((await backUp('--verify')).json()).toMatchObject({ removedFiles: 1, faults: [] });
    const target = join(place.folder, 'restored');
    await command(['restore', backup(), '--archive', target]);
    const said = await command(['takedown', '--archive', target, '--json']);
    expect(said.json()).toMatchObject({ takedowns: [{ url: article?.url, state: 'done' }] });
  });

  it('made of the folder one stands in forgets it too', async () => {
    await backUp();
    const [article] = await archive.articles({ limit: 1 });
    await archive.takeDown(article?.id ?? '', { reason: 'author' });
    time.pass(1000);
    const stood = process.cwd();
    process.chdir(backup());
    try {
      const again = await command(['backup', '.', '--archive', folder(), '--json'], time);
      expect(again.json()).toMatchObject({ removedFiles: 1 });
    } finally {
      process.chdir(stood);
    }
    expect(readdirSync(backup()).filter((name) => name.startsWith('catalogue'))).toHaveLength(1);
  });

  it('that is damaged or unfinished is neither verified nor restored', async () => {
    await backUp();
    const list = join(backup(), 'backup.json');
    const { captures } = JSON.parse(readFileSync(list, 'utf8')) as { captures: { file: string }[] };
    const file = join(backup(), captures[0]?.file ?? '');
    // Bytes behind what the list names are those of a later backup that was killed.
    appendFileSync(file, 'half a record');
    expect((await backUp('--verify')).json()).toMatchObject({ faults: [] });
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
    writeFileSync(file, bytes);
    const target = join(place.folder, 'restored');
    const said = await command(['restore', backup(), '--archive', target]);
    expect(said.err).toContain('it is not what was backed up');
    writeFileSync(file, bytes.subarray(0, 900));
    const short = await command(['restore', backup(), '--archive', target]);
    expect(short.err).toContain('900 bytes');
    // There is no archive yet that doctor could look over.
    expect(short.err).toMatch(/restore from another backup or a mirror\.\n$/);
    expect(existsSync(join(target, 'backissue.sqlite'))).toBe(false);
    const found = await backUp('--verify');
    expect(found).toMatchObject({ code: 3 });
    expect(found.json()).toMatchObject({ faults: [{ file: captures[0]?.file }], mended: true });
    expect(await backUp('--verify')).toMatchObject({ code: 0 });
    expect(await command(['restore', backup(), '--archive', target])).toMatchObject({ code: 0 });
    writeFileSync(list, readFileSync(list).subarray(0, 40));
    expect((await command(['restore', backup(), '--archive', target])).err).toContain('damaged');
  });
});
