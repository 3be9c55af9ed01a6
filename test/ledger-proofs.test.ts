import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { checkEvidence, type Evidence } from '../src/audit/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const time = clock();
const place = scratch();
let site: Site;
let archive: Archive;
let reader: Listening;
let id: string;

beforeAll(async () => {
  site = await startSite({ [path]: page('Quay.') });
  archive = await openForTest(place.folder, time.now, { ledger: {} });
  for (const text of ['Quay.', 'Quay and pier.']) {
    time.pass(86_400_000);
    site.set(path, page(text));
    await archive.capture(site.url(path), { allowPrivate: true });
  }
  await archive.publishLedger();
  id = (await archive.article(site.url(path))).article.id;
  reader = await serveReader(
    createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' }),
    { host: '127.0.0.1', port: 0 },
  );
});
afterAll(async () => {
  await reader.close();
  await archive.close();
  await site.close();
  place.clear();
});

const got = async (file: string, language = 'en') => {
  const answer = await fetch(`${reader.url}article/${id}${file}`, {
    headers: { 'Accept-Language': language },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

const evidenceIn = (html: string): Evidence =>
  JSON.parse(
    /<script type="application\/json" id="evidence">(.*?)<\/script>/s.exec(html)?.[1] ?? '',
  );

describe('the page of an article', () => {
  it.each([
    ['en', 'Proof', 'proved in the ledger of 2 entries'],
    ['zh-CN', '证明', '已在 2 条的账本中证明'],
    ['zh-TW', '證明', '已在 2 條的帳本中證明'],
  ])(
    'tells in %s what proves each revision, folded, and leads to the files',
    async (language, name, proved) => {
      const { text } = await got('', language);
      const [fold = ''] = /<details class="proof">.*?<\/details>/s.exec(text) ?? [];
      expect(fold).toContain(`<summary>${name}</summary>`);
      expect(fold.split(proved)).toHaveLength(3);
      const { revisions } = await archive.article(id);
      for (const { record = '?' } of await archive.proofs(revisions))
        expect(fold).toContain(record);
      const links = [...fold.matchAll(/href="\/article\/[^/]+(\/[^"]+)" download/g)].map(
        ([, to]) => to,
      );
      expect(links).toEqual([
        '/evidence.html',
        ...['/2.tlog-proof', '/2.record.json', '/1.tlog-proof', '/1.record.json'],
      ]);
      for (const link of links) expect((await got(link ?? '')).status).toBe(200);
    },
  );

  it('gives the evidence as one file to keep, which checks as whole', async () => {
    const { headers, text } = await got('/evidence.html');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="evidence-/);
    const findings = await checkEvidence(evidenceIn(text));
    expect(findings.length).toBeGreaterThan(10);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(evidenceIn(text).revisions.every(({ raw }) => raw !== undefined)).toBe(true);
    const light = evidenceIn((await got('/evidence.html?captures=no')).text);
    expect(light.revisions.every(({ raw }) => raw === undefined)).toBe(true);
    expect(text).toContain('<html lang="en">');
    expect((await got('/evidence.html', 'zh-TW')).text).toContain('<html lang="zh-Hant">');
  });

  it('gives the record byte for byte, and the proof under the published checkpoint', async () => {
    const [first] = await archive.proofs((await archive.article(id)).revisions);
    const record = await got('/1.record.json');
    expect(createHash('sha256').update(record.text).digest('hex')).toBe(first?.record);
    const proof = await got('/1.tlog-proof');
    const note = readFileSync(join(place.folder, 'ledger/checkpoint'), 'utf8');
    expect(proof.text.endsWith(`\n\n${note}`)).toBe(true);
  });

  it('says so of what is not in the ledger, or not yet', async () => {
    const bare = await openForTest(place.freshFolder(), time.now);
    await bare.capture(site.url(path), { allowPrivate: true });
    const { revision } = await bare.article(site.url(path));
    expect(await bare.proofs([revision])).toMatchObject([{ state: 'unpublished', index: 0 }]);
    const strange = { ...revision, captureId: 'none' };
    expect(await bare.proofs([strange])).toEqual([{ revision: 1, state: 'unlogged' }]);
    expect(await bare.evidence(revision.article, { language: 'en' })).toMatchObject({
      ...{ revisions: 0, unproved: [{ rev: 1, reason: 'unpublished' }] },
    });
    await expect(bare.revisionEvidence(revision.article)).rejects.toThrow(/not published since/);
    await bare.close();
  });

  it('keeps a file made on demand within bounds, the newest first', async () => {
    const one = await archive.evidence(id, { language: 'en', mostRevisions: 1, mostBytes: 10 });
    expect(one).toMatchObject({ revisions: 1, unproved: [{ rev: 1, reason: 'left-out' }] });
    const [only] = evidenceIn(one.page ?? '').revisions;
    expect(only?.raw).toBeUndefined();
    expect(only?.text).toContain('Quay and pier.');
    expect((await checkEvidence(evidenceIn(one.page ?? ''))).every(({ ok }) => ok)).toBe(true);
  });
});

describe('doctor and stats', () => {
  it('tell of the ledger, its key, and what is to be done about either', async () => {
    const folder = place.freshFolder();
    const kept = await openForTest(folder, time.now, { ledger: {} });
    await kept.capture(site.url(path), { allowPrivate: true });
    await kept.close();
    const told = async () => {
      const { json } = await command(['doctor', '--archive', folder, '--json'], { now: time.now });
      return (json() as unknown as { ledger: Record<string, unknown> }).ledger;
    };
    expect(await told()).toMatchObject({
      ...{ leaves: 1, unpublished: 0, size: 1, key: 'kept', remembered: true, says: [] },
      signedAt: expect.stringMatching(/Z$/),
    });
    const { json } = await command(['stats', '--archive', folder, '--json'], { now: time.now });
    expect(json()).toMatchObject({ leaves: 1, unpublished: 0 });
    const key = join(folder, 'key');
    chmodSync(key, 0o644);
    expect(await told()).toMatchObject({
      key: 'open',
      says: [expect.stringContaining('chmod 600')],
    });
    chmodSync(key, 0o600);
    // Where a database is shared, what was signed is remembered there, and another host may have the key.
    if (!isOnPostgres) {
      const journal = readdirSync(folder).find((name) => name.startsWith('signed-')) ?? '';
      renameSync(join(folder, journal), join(folder, 'elsewhere'));
      expect(await told()).toMatchObject({
        ...{ remembered: false, says: [expect.stringContaining('--adopt')] },
      });
    }
    renameSync(key, join(folder, 'key elsewhere'));
    expect(await told()).toMatchObject({
      ...{ key: 'missing', says: isOnPostgres ? [] : [expect.stringContaining('is gone')] },
    });
    const { out } = await command(['doctor', '--archive', folder], { now: time.now });
    expect(out).toContain('The ledger has 1 leaves, 0 of them unpublished; signed ');
  });
});
