import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetCatalogue } from './contents.ts';
import { copyArchive } from './copied-archive.ts';
import { draws } from './draws.ts';
import { everything } from './everything.ts';
import { openTestStore } from './house-store.ts';
import { startCommand } from './killed.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rebuilt as rebuiltAt } from './rebuilt.ts';
import { rss, type Site, startSite } from './small-site.ts';

const [quay, pier, mole] = ['/2026/quay-story', '/2026/pier-story', '/2026/mole-story'] as const;
const secret = 'Ursula Quill';
const page = (text: string): string =>
  `<!doctype html><html lang="en"><head><title>${text}</title></head><body><article><h1>${text} is built</h1>${`<p>${text} The harbour office said so on Monday, and the paper has it from two witnesses who asked not to be named here.</p>`.repeat(4)}</article></body></html>`;

const time = clock();
const place = scratch();
let site: Site;
beforeAll(async () => {
  site = await startSite({ '/feed.xml': rss([quay, pier, mole]) });
});
afterAll(async () => {
  await site.close();
  place.clear();
});

const open = (folder: string) => openForTest(folder, time.now, { ledger: { rounds: true } });

const rebuilt = (folder: string) => rebuiltAt(folder, { now: time.now });

const pass = async (folder: string): Promise<void> => {
  time.pass(86_400_000);
  const archive = await open(folder);
  await archive.fetch({ all: true });
  await archive.close();
};

/** Two states of a story, one that is missed, one as it was; a round each. */
async function archived(): Promise<string> {
  const folder = place.freshFolder();
  site.set(quay, page('Quay.'));
  site.set(pier, page(`Pier of ${secret}.`));
  site.set(mole, page('Mole.'));
  const archive = await open(folder);
  await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
  await archive.close();
  await pass(folder);
  site.set(quay, page('Quay and weir.'));
  site.set(mole, { status: 404, body: '<p>Gone.</p>' });
  await pass(folder);
  return folder;
}

async function leavesIn(folder: string) {
  const store = await openTestStore({ file: join(folder, 'backissue.sqlite'), readOnly: true });
  try {
    return await store.leaves(0, 1000);
  } finally {
    await store.close();
  }
}

/** What of a leaf outlives the removal of its record without a catalogue. */
const lasting = (leaves: Awaited<ReturnType<typeof leavesIn>>) =>
  leaves.map((leaf) => {
    if (leaf.removed === undefined) return leaf;
    const { rev: _rev, captureId: _captureId, ...rest } = leaf;
    return rest;
  });

const verified = async (folder: string, ...more: string[]) => {
  const { json } = await command(['verify', folder, ...more, '--json'], { now: time.now });
  const { faults, size, origin } = json() as unknown as {
    faults: { kind: string }[];
    size: number;
    origin: string;
  };
  return { kinds: faults.map(({ kind }) => kind), size, origin };
};

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
  writeFileSync(path, bytes);
}

/** Rebuilds without a catalogue; the leaves must be those of before, and the next ones go on from there. */
async function goesOn(folder: string): Promise<void> {
  const before = await leavesIn(folder);
  const seen = join(place.freshFolder(), 'seen');
  expect(await verified(folder, '--seen', seen)).toMatchObject({ kinds: [], size: before.length });
  await forgetCatalogue(folder);
  expect(await rebuilt(folder)).toMatchObject({ ledger: { leaves: before.length, lacking: 0 } });
  expect(lasting(await leavesIn(folder))).toEqual(lasting(before));
  site.set(quay, page(`Quay at ${time.now()}.`));
  await pass(folder);
  const after = await leavesIn(folder);
  const fresh = after.slice(before.length);
  // Nothing that was logged before is logged again.
  expect(fresh.map(({ line }) => line.split(' ')[1])).not.toContain('import');
  expect(fresh.filter(({ url }) => url === site.url(quay))).toHaveLength(1);
  const quays = after.filter(({ url }) => url === site.url(quay));
  expect(quays.map(({ rev }) => rev)).toEqual(quays.map((_, at) => at + 1));
  expect(await verified(folder, '--seen', seen)).toMatchObject({ kinds: [], size: after.length });
}

describe('an archive whose catalogue is lost', { timeout: 300_000 }, () => {
  it('reads its ledger back when it is rebuilt, and publishes on from there', async () => {
    await goesOn(await archived());
  });

  it('keeps what was taken down removed, and can lift it still', async () => {
    const folder = await archived();
    const archive = await open(folder);
    await archive.takeDown(site.url(pier), { reason: 'privacy' });
    await archive.close();
    await goesOn(folder);
    expect(everything(folder)).not.toContain(secret);
    await forgetCatalogue(folder);
    await rebuilt(folder);
    const again = await open(folder);
    await again.liftTakedown(site.url(pier));
    await again.close();
    const kinds = (await leavesIn(folder)).map(({ line }) => line.split(' ')[1]);
    expect(kinds.filter((kind) => kind === 'restore')).toHaveLength(1);
    await goesOn(folder);
  });

  it('tells its ledger of takedowns that were not published, and removes their records', async () => {
    const folder = await archived();
    const kept = place.freshFolder();
    cpSync(folder, kept, { recursive: true });
    for (const isLifted of [false, true]) {
      const archive = await open(folder);
      if (isLifted) await archive.liftTakedown(site.url(pier));
      else await archive.takeDown(site.url(pier), { reason: 'court' });
      await archive.close();
      // As if it had been killed before it published.
      const other = place.freshFolder();
      cpSync(kept, other, { recursive: true });
      rmSync(join(other, 'captures'), { recursive: true });
      cpSync(join(folder, 'captures'), join(other, 'captures'), { recursive: true });
      await forgetCatalogue(other);
      expect(everything(other)).toContain(secret);
      await rebuilt(other);
      await (await open(other)).close();
      expect(everything(other)).not.toContain(secret);
      const kinds = (await leavesIn(other)).map(({ line }) => line.split(' ')[1]);
      const ends = isLifted ? ['takedown', 'restore'] : ['takedown'];
      expect(kinds.slice(-ends.length)).toEqual(ends);
      await goesOn(other);
    }
  });

  it('goes on with the key it was changed to', async () => {
    const folder = await archived();
    const first = readFileSync(join(folder, 'ledger/vkey'), 'utf8').trim();
    const before = place.freshFolder();
    cpSync(folder, before, { recursive: true });
    await command(['ledger', '--rotate-key', '--archive', folder], { now: time.now });
    // Killed between the two moves of keys, before the checkpoint of both is there.
    const [, id] = first.split('+');
    renameSync(join(folder, 'key'), join(folder, 'key.next'));
    cpSync(join(before, 'ledger/vkey'), join(folder, 'ledger/vkey'));
    await goesOn(folder);
    expect(readdirSync(folder)).toContain(`key-before-${id}`);
    expect(await verified(folder, '--key', first)).toMatchObject({ kinds: [] });
    await goesOn(folder);
  });

  it('is rebuilt with its leaves where the key is lost, to begin another ledger over them', async () => {
    const folder = await archived();
    const before = await leavesIn(folder);
    await forgetCatalogue(folder);
    renameSync(join(folder, 'key'), join(folder, 'lost'));
    await rebuilt(folder);
    expect(await leavesIn(folder)).toEqual(before);
    renameSync(join(folder, 'ledger'), join(folder, 'ledger-before'));
    await (await open(folder)).close();
    expect(await verified(folder)).toMatchObject({ kinds: [], size: before.length });
  });

  it('is not rebuilt over a ledger that is damaged, older than what was signed, or of another key', async () => {
    const older = await archived();
    const folder = place.freshFolder();
    await copyArchive(older, folder);
    site.set(quay, page('Quay once more.'));
    await pass(folder);
    await forgetCatalogue(folder);
    const whole = place.freshFolder();
    cpSync(join(folder, 'ledger'), whole, { recursive: true });
    const size = readFileSync(join(whole, 'checkpoint'), 'utf8').split('\n')[1];
    const bundle = `tile/entries/000.p/${size}`;
    const other = await archived();
    const cases: readonly [string, () => void][] = [
      ['verify names the file', () => flip(join(folder, 'ledger', bundle), 40)],
      [`${bundle} is damaged or not there`, () => rmSync(join(folder, 'ledger', bundle))],
      [`${bundle} is damaged or not there`, () => flip(join(folder, 'ledger', bundle), 0)],
      ['000.p', () => swap(join(older, 'ledger'))],
      ['is not signed by this archive’s key', () => swap(join(other, 'ledger'))],
    ];
    const swap = (from: string): void => {
      rmSync(join(folder, 'ledger'), { recursive: true });
      cpSync(from, join(folder, 'ledger'), { recursive: true });
    };
    for (const [says, damage] of cases) {
      damage();
      const before = everything(join(folder, 'ledger'));
      const { code, err } = await command(['rebuild', '--archive', folder], { now: time.now });
      expect({ code, err }).toMatchObject({ code: 3 });
      expect(err).toContain(says);
      expect(err).toMatch(/; bring \S+ back from a mirror of it, or move it and its key aside/);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(everything(join(folder, 'ledger'))).toEqual(before);
      expect(existsSync(join(folder, 'backissue.sqlite'))).toBe(false);
      swap(whole);
    }
    await rebuilt(folder);
    await (await open(folder)).close();
    expect(await verified(folder)).toMatchObject({ kinds: [], size: Number(size) });
  });

  it('tells what records are not there, and keeps the leaves', async () => {
    const folder = await archived();
    const [leaf] = await leavesIn(folder);
    const record = leaf?.record ?? '';
    rmSync(join(folder, `ledger/record/${record.slice(0, 2)}/${record}.json`));
    await forgetCatalogue(folder);
    const { out } = await command(['rebuild', '--archive', folder], { now: time.now });
    expect(out).toMatch(/leaves were read back [^\n]+\n {2}1 of their records are not there/);
    const [back] = await leavesIn(folder);
    expect(back).toEqual({ index: 0, line: leaf?.line, record });
  });

  it('is rebuilt as well after rebuilds that were killed', async () => {
    const folder = await archived();
    const before = await leavesIn(folder);
    const random = draws(7);
    for (let kill = 0; kill < 2; kill += 1) {
      await forgetCatalogue(folder);
      const child = await startCommand(
        ['rebuild', '--archive', folder],
        join(place.folder, 'compiled'),
      );
      await child.holds(folder);
      await new Promise((resolve) => setTimeout(resolve, random() * 150));
      child.kill();
      await child.ended;
    }
    await forgetCatalogue(folder);
    await rebuilt(folder);
    expect(await leavesIn(folder)).toEqual(before);
    await goesOn(folder);
  });
});
