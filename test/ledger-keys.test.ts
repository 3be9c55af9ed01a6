import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSplitView, readKey } from '../src/audit/index.ts';
import { copyArchive } from './copied-archive.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const time = clock();
const place = scratch();
let site: Site;
beforeAll(async () => {
  site = await startSite({ [path]: page('Quay.') });
});
afterAll(async () => {
  await site.close();
  place.clear();
});

const capture = async (folder: string, text: string): Promise<void> => {
  time.pass(86_400_000);
  site.set(path, page(text));
  const archive = await openForTest(folder, time.now, { ledger: {} });
  await archive.capture(site.url(path), { allowPrivate: true });
  await archive.close();
};

const archiveOf = async (...texts: readonly string[]): Promise<string> => {
  const folder = place.freshFolder();
  for (const text of texts) await capture(folder, text);
  return folder;
};

const vkeyOf = (folder: string): string => readFileSync(join(folder, 'ledger/vkey'), 'utf8').trim();
const rotate = (folder: string) =>
  command(['ledger', '--rotate-key', '--archive', folder, '--json'], { now: time.now });
const verify = async (...parameters: readonly string[]) => {
  const { code, json } = await command(['verify', ...parameters, '--json'], { now: time.now });
  const { faults, ...rest } = json() as unknown as { faults: { kind: string }[]; size: number };
  return { code, kinds: faults.map(({ kind }) => kind), ...rest };
};

describe('a ledger whose key is changed', () => {
  it('is followed by who knows an older key, over several changes', async () => {
    const folder = await archiveOf('Quay.');
    const first = vkeyOf(folder);
    const seen = join(place.folder, 'seen');
    expect(await verify(folder, '--seen', seen)).toMatchObject({ code: 0, kinds: [] });
    const { json } = await rotate(folder);
    expect(json()).toEqual({ old: first, new: vkeyOf(folder) });
    const [, id] = first.split('+');
    expect(readdirSync(folder)).toContain(`key-before-${id}`);
    // The very checkpoint of the change is good for both.
    for (const key of [first, vkeyOf(folder)]) {
      expect(await verify(folder, '--key', key)).toMatchObject({ code: 0, kinds: [] });
    }
    await capture(folder, 'Quay and pier.');
    const second = vkeyOf(folder);
    await rotate(folder);
    await capture(folder, 'Quay, pier and mole.');
    const third = vkeyOf(folder);
    expect(new Set([first, second, third]).size).toBe(3);
    for (const key of [first, second, third]) {
      expect(await verify(folder, '--key', key)).toMatchObject({ code: 0, kinds: [], size: 5 });
    }
    expect(await verify(folder, '--seen', seen)).toMatchObject({ code: 0, size: 5 });
    expect(await verify(folder, '--seen', seen, '--new')).toMatchObject({ code: 0, size: 5 });
  });

  it('is refused where its handing over was altered, or is not there', async () => {
    const folder = await archiveOf('Quay.');
    const first = vkeyOf(folder);
    await rotate(folder);
    await capture(folder, 'Quay and pier.');
    const file = join(folder, 'ledger/handover', first.split('+')[1] ?? '');
    const whole = readFileSync(file, 'utf8');
    for (const wrong of [undefined, 'garbage', whole.replace(/^index 1$/m, 'index 0')]) {
      if (wrong === undefined) renameSync(file, `${file}.away`);
      else writeFileSync(file, wrong);
      expect((await verify(folder, '--key', first)).kinds).toEqual(['forged-note']);
    }
    writeFileSync(file, whole);
    expect(await verify(folder, '--key', first)).toMatchObject({ code: 0 });
  });

  it('is caught where a stolen key has handed over in another history', async () => {
    const folder = await archiveOf('Quay.');
    const first = vkeyOf(folder);
    const thief = place.freshFolder();
    await copyArchive(folder, thief);
    const seen = join(place.folder, 'seen of the thief');
    await rotate(folder);
    await capture(folder, 'Quay and pier.');
    expect(await verify(folder, '--key', first, '--seen', seen)).toMatchObject({ code: 0 });
    time.pass(1000);
    await rotate(thief);
    await capture(thief, 'No pier at all.');
    const file = join(place.folder, 'split-view.json');
    const split = await verify(...[folder, '--key', first, '--against', thief, '--evidence', file]);
    expect(split).toMatchObject({ code: 3, splitView: file });
    const key = await readKey(first);
    expect(await checkSplitView(JSON.parse(readFileSync(file, 'utf8')), key)).toBe(true);
    // A thief who signs on without handing over is caught as well.
    const another = place.freshFolder();
    cpSync(folder, another, { recursive: true });
    cpSync(thief, another, { recursive: true });
    expect((await verify(another, '--key', vkeyOf(folder))).code).toBe(3);
  });

  it('is changed once when a crash came between, whatever was done before it', async () => {
    const folder = await archiveOf('Quay.');
    const first = vkeyOf(folder);
    const before = place.freshFolder();
    await copyArchive(folder, before);
    const ofFirst = readFileSync(join(folder, 'ledger/checkpoint'));
    await rotate(folder);
    const [, id] = first.split('+');
    // Killed before the checkpoint of both, before the keys were moved, and between the two moves.
    for (const [hasOld, hasBoth] of [
      [true, false],
      [true, true],
      [false, true],
    ]) {
      const broken = place.freshFolder();
      await copyArchive(folder, broken);
      renameSync(join(broken, 'key'), join(broken, 'key.next'));
      if (hasOld) renameSync(join(broken, `key-before-${id}`), join(broken, 'key'));
      writeFileSync(join(broken, 'ledger/vkey'), `${first}\n`);
      if (!hasBoth) writeFileSync(join(broken, 'ledger/checkpoint'), ofFirst);
      await capture(broken, 'Quay and pier.');
      expect(vkeyOf(broken)).toBe(vkeyOf(folder));
      expect(existsSync(join(broken, 'key.next'))).toBe(false);
      expect(existsSync(join(broken, `key-before-${id}`))).toBe(true);
      expect(await verify(broken, '--key', first)).toMatchObject({ code: 0, kinds: [], size: 3 });
    }
    // Killed when the next key was drawn, and nothing more: the old one signs on.
    cpSync(join(folder, 'key'), join(before, 'key.next'));
    await capture(before, 'Quay and pier.');
    expect(vkeyOf(before)).toBe(first);
    await rotate(before);
    expect(vkeyOf(before)).toBe(vkeyOf(folder));
    expect(await verify(before, '--key', first)).toMatchObject({ code: 0, kinds: [] });
  });
});
