import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeIn } from '../src/audit/index.ts';
import { cosign, formatTreeHead, signingKey, signNote } from '../src/tlog/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

const [quay, pier] = ['/2026/quay-story-of-today', '/2026/pier-story-of-today'] as const;
const paths = [quay, pier];
const page = (text: string): string =>
  `<!doctype html><html lang="en"><head><title>${text}</title></head><body><article><h1>${text} is built</h1>${`<p>${text} The harbour office said so on Monday, and the paper has it from two witnesses who asked not to be named here.</p>`.repeat(4)}</article></body></html>`;

const time = clock();
const place = scratch();
let site: Site;
beforeAll(async () => {
  site = await startSite({
    '/feed.xml': rss(paths),
    [quay]: page('Quay.'),
    [pier]: page('Pier.'),
  });
});
afterAll(async () => {
  await site.close();
  place.clear();
});

/** Records of a kind, from the published files. */
function recordsOf(folder: string, kind: string): Uint8Array[] {
  const count = Number(readFileSync(join(folder, 'ledger/checkpoint'), 'utf8').split('\n')[1]);
  const bundle = readFileSync(join(folder, `ledger/tile/entries/000.p/${count}`), 'latin1');
  return [...bundle.matchAll(/na1 (\w+) \S+ (\S+)/g)]
    .filter(([, one]) => one === kind)
    .map(([, , record = '']) => Buffer.from(record, 'base64').toString('hex'))
    .map((hex) => readFileSync(join(folder, `ledger/record/${hex.slice(0, 2)}/${hex}.json`)));
}

describe('rounds', () => {
  it('prove what a pass looked at and what came of it, to who knows the address alone', async () => {
    const folder = place.freshFolder();
    const archive = await openForTest(folder, time.now, { ledger: { rounds: true } });
    await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
    await archive.fetch({ all: true });
    time.pass(86_400_000);
    site.set(quay, page('Quay and mole.'));
    await archive.fetch({ all: true });
    await archive.close();
    const [first, second, ...more] = recordsOf(folder, 'round');
    expect(more).toEqual([]);
    const told = (record: Uint8Array | undefined) =>
      ['/feed.xml', ...paths, '/never'].map((path) => record && outcomeIn(record, site.url(path)));
    expect(told(first)).toEqual(['answered', 'new', 'new', undefined]);
    expect(told(second)).toEqual(['answered', 'revised', 'unchanged', undefined]);
    expect(told(new TextEncoder().encode('no JSON'))).toEqual(Array(4).fill(undefined));
    for (const record of [first, second]) {
      expect(new TextDecoder().decode(record)).not.toContain('story');
    }
    const verified = await command(['verify', folder, '--json'], { now: time.now });
    expect(verified.json()).toMatchObject({ ok: true, faults: [] });
    const looked = async (path: string, ...options: string[]) =>
      await command(['verify', folder, '--looked', site.url(path), ...options], { now: time.now });
    const [, still = ''] = paths;
    expect((await looked(still, '--json')).json()).toMatchObject({
      ok: true,
      looks: [{ outcome: 'new' }, { outcome: 'unchanged' }],
    });
    expect((await looked(still)).out).toMatch(/ {2}looked at .*: unchanged \(leaf \d+\)\n$/);
    expect((await looked('/never', '--json')).json()).toMatchObject({ ok: true, looks: [] });
    expect((await looked('/never')).out).toContain('No round of this ledger');
  });

  it('are not logged unless they are asked for', async () => {
    const folder = place.freshFolder();
    const archive = await openForTest(folder, time.now, { ledger: {} });
    await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
    await archive.fetch({ all: true });
    await archive.close();
    expect(recordsOf(folder, 'round')).toEqual([]);
  });
});

describe('a beacon', () => {
  it('is logged whole, from a file or an address, and is none without a cosignature', async () => {
    const folder = place.freshFolder();
    await (await openForTest(folder, time.now, { ledger: {} })).close();
    const log = await signingKey('other.test/log', 'note', new Uint8Array(32).fill(1));
    const witness = await signingKey('w.test/witness', 'cosignature', new Uint8Array(32).fill(2));
    const text = formatTreeHead({ origin: log.name, size: 7, root: new Uint8Array(32).fill(3) });
    const bare = await signNote(text, [log]);
    const note = `${bare}${await cosign(text, witness, 1_800_000_000)}`;
    const file = join(place.folder, 'checkpoint');
    const beacon = (from: string) =>
      command(['ledger', '--beacon', from, '--archive', folder, '--json'], { now: time.now });
    writeFileSync(file, note);
    expect((await beacon(file)).json()).toMatchObject({
      ...{ log: 'other.test/log', size: 7, cosigners: ['w.test/witness'] },
    });
    site.set('/checkpoint', { type: 'text/plain', body: note });
    expect((await beacon(site.url('/checkpoint'))).code).toBe(0);
    const records = recordsOf(folder, 'beacon').map((one) =>
      JSON.parse(new TextDecoder().decode(one)),
    );
    expect(records.map((one) => one.note)).toEqual([note, note]);
    writeFileSync(file, bare);
    expect((await beacon(file)).err + (await beacon(file)).out).toMatch(/Nobody cosigned/);
    writeFileSync(file, 'nothing of the kind');
    expect((await beacon(file)).code).not.toBe(0);
    const verified = await command(['verify', folder, '--json'], { now: time.now });
    expect(verified.json()).toMatchObject({ ok: true, size: 2, faults: [] });
  });
});
