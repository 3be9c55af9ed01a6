import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  formatOts,
  formatTlogProof,
  formatVerifierKey,
  inclusionRanges,
  otsOps,
  parseLeaf,
  parseOtsNode,
  rangeHash,
  signNote,
} from '../../tlog/index.ts';
import { recordPath } from '../ledger/check-records.ts';
import { sampleKey, sampleLeaves, sampleLedger } from '../ledger/testing.ts';
import { readTile } from '../ledger/tile-reader.ts';
import { checkEvidence, stampLine, tokenTime } from './browser-check.ts';
import type { Evidence } from './evidence.ts';
import { evidencePage, verifyPage } from './evidence-page.ts';

/** Evidence of the leaves 3 and 4, the second of which follows the first. */
async function sampleEvidence(size = 300): Promise<Evidence> {
  const leaves = sampleLeaves(size);
  const { files, lines } = await sampleLedger(leaves);
  const read = { read: (path: string) => Promise.resolve(files.get(path)) };
  const checkpoint = new TextDecoder().decode(files.get('checkpoint'));
  const revisions = [3, 4].map(async (index) => {
    const leaf = lines[index] ?? '';
    const hashes = inclusionRanges(index, size).map((range) =>
      rangeHash(range, size, async (id) => (await readTile(read, id)) ?? new Uint8Array()),
    );
    return {
      leaf,
      record: new TextDecoder().decode(files.get(recordPath(parseLeaf(leaf).record))),
      proof: formatTlogProof({ index, checkpoint, hashes: await Promise.all(hashes) }),
      text: leaves[index]?.text ?? '',
      raw: Buffer.from(`raw ${index}`).toString('base64'),
    };
  });
  const vkey = formatVerifierKey(await sampleKey());
  return { v: 1, kind: 'evidence', vkey, revisions: await Promise.all(revisions) };
}

/** The same, under a stamp in Bitcoin's block 300 over the checkpoint of now. */
async function stampedEvidence(over?: string): Promise<Evidence> {
  const evidence = await sampleEvidence();
  const proofs = evidence.revisions.map(({ proof }) => proof);
  const checkpoint = proofs[0]?.slice(proofs[0].indexOf('\n\n') + 2) ?? '';
  const digest = createHash('sha256')
    .update(over ?? checkpoint)
    .digest();
  // Append “quay”, then SHA-256, SHA-1 beside it, and a block below the former.
  const node = parseOtsNode(Buffer.from('f004717561790800' + '0588960d73d71901' + '02ac02', 'hex'));
  const bytes = Buffer.from(formatOts({ hash: otsOps.sha256, digest, node })).toString('base64');
  const stamp = { name: '300.1.ots', checkpoint, bytes, says: '' };
  const says = (await stampLine(stamp)) ?? 'nothing';
  const revisions = evidence.revisions.map((one) => ({ ...one, stamped: [one.proof] }));
  return { ...evidence, revisions, stamps: [{ ...stamp, says }] };
}

const faultsOf = async (evidence: Evidence): Promise<string[]> =>
  (await checkEvidence(evidence)).flatMap(({ revision, check, ok }) =>
    ok ? [] : [`${revision} ${check}`],
  );

const changed = (evidence: Evidence, change: Partial<Evidence['revisions'][number]>): Evidence => ({
  ...evidence,
  revisions: evidence.revisions.map((each, at) => (at === 1 ? { ...each, ...change } : each)),
});

describe('evidence', () => {
  it.each([5, 6, 255, 256, 257, 700])('is good out of a log of %d leaves', async (size) => {
    expect(await faultsOf(await sampleEvidence(size))).toEqual([]);
  });

  it('says what is wrong with it', async () => {
    const evidence = await sampleEvidence();
    const [first, second] = evidence.revisions;
    if (first === undefined || second === undefined) throw new Error('two revisions');
    const other = formatVerifierKey(await sampleKey(8));
    expect(await faultsOf({ ...evidence, vkey: other })).toContain('0 signature');
    expect(await faultsOf(changed(evidence, { text: `${second.text}!` }))).toEqual(['1 text']);
    expect(await faultsOf(changed(evidence, { raw: btoa('other') }))).toEqual(['1 capture']);
    const record = second.record.replace('news.example', 'else.example');
    expect(await faultsOf(changed(evidence, { record }))).toEqual(['1 record']);
    expect(await faultsOf(changed(evidence, { leaf: first.leaf }))).toEqual([
      '1 inclusion',
      '1 record',
      '1 time',
    ]);
    const proof = second.proof.replace('index 4', 'index 5');
    expect(await faultsOf(changed(evidence, { proof }))).toEqual(['1 inclusion']);
    expect(await faultsOf({ ...evidence, revisions: [second, first] })).toEqual(['1 chain']);
    expect(await faultsOf({ ...evidence, revisions: [first, first] })).toEqual(['1 chain']);
    expect(await faultsOf({ ...evidence, revisions: [second] })).toEqual([]);
  });

  it('reads what stamps say, and that they are over the log that its leaves are in', async () => {
    const good = await stampedEvidence();
    const [stamp] = good.stamps ?? [];
    const digest = createHash('sha256')
      .update(stamp?.checkpoint ?? '')
      .digest();
    const root = createHash('sha256').update(digest).update('quay').digest();
    expect(stamp?.says).toBe(`Bitcoin 300 ${root.reverse().toString('hex')}`);
    expect(await faultsOf(good)).toEqual([]);
    const both = ['0 stamp', '1 stamp'];
    expect(await faultsOf(await stampedEvidence('else'))).toEqual(both);
    const stamps = (good.stamps ?? []).map((one) => ({ ...one, says: 'Bitcoin 1 00' }));
    expect(await faultsOf({ ...good, stamps })).toEqual(both);
    const [first, second] = good.revisions;
    const other = { stamped: first?.stamped ?? [] };
    expect(await faultsOf(changed(good, other))).toEqual(['1 stamp']);
    const none = good.revisions.map(({ stamped: _none, ...one }) => one);
    expect(await faultsOf({ ...good, revisions: none })).toEqual(both);
    expect(second).toBeDefined();
    expect(evidencePage(good, 'zh-Hant')).toContain('ots verify -f 300.checkpoint 300.1.ots');
  });

  it('names with a stamp the revisions that it says something of, and no others', async () => {
    const good = await stampedEvidence();
    expect(evidencePage(good, 'en')).toContain('<p>Revision <span data-under>1, 2</span></p>');
    const [first, second] = good.revisions;
    if (first === undefined || second === undefined) throw new Error('two revisions');
    const { stamped: _later, ...newer } = second;
    const one = { ...good, revisions: [first, newer] };
    expect(await faultsOf(one)).toEqual([]);
    expect(evidencePage(one, 'zh-Hant')).toContain('<p>版本 <span data-under>1</span></p>');
  });

  it('is good under a checkpoint that the key before signed too, whichever stands first', async () => {
    const evidence = await sampleEvidence();
    const keys = await Promise.all([sampleKey(8), sampleKey()]);
    for (const both of [keys, keys.toReversed()]) {
      const revisions = evidence.revisions.map(async (one) => {
        const [head = '', note = ''] = one.proof.split(/\n\n(?=archive)/);
        const text = `${note.split('\n\n')[0]}\n`;
        return { ...one, proof: `${head}\n\n${await signNote(text, both)}` };
      });
      const given = { ...evidence, revisions: await Promise.all(revisions) };
      for (const key of both) {
        expect(await faultsOf({ ...given, vkey: formatVerifierKey(key) })).toEqual([]);
      }
    }
  });

  it('takes no address of a calendar for a block, and no number that is none', async () => {
    const said = async (attestation: string) => {
      const checkpoint = 'quay';
      const digest = createHash('sha256').update(checkpoint).digest();
      const node = parseOtsNode(Buffer.from(`00${attestation}`, 'hex'));
      const bytes = Buffer.from(formatOts({ hash: otsOps.sha256, digest, node }));
      return await stampLine({
        name: '1.1.ots',
        checkpoint,
        says: '',
        bytes: bytes.toString('base64'),
      });
    };
    const pending = (url: string) => {
      const text = Buffer.concat([Buffer.of(url.length), Buffer.from(url)]);
      return `83dfe30d2ef90c8e${Buffer.concat([Buffer.of(text.length), text]).toString('hex')}`;
    };
    expect(await said(pending('https://one.test'))).toBe('https://one.test');
    expect(await said(pending('Bitcoin 358391 8a1b66ec'))).toBe('');
    expect(await said(pending('https://one.test; Bitcoin 1'))).toBe('');
    expect(await said('0588960d73d71901' + '0105')).toContain('Bitcoin 5 ');
    expect(await said('0588960d73d71901' + '020507')).toBe('');
    expect(await said('0588960d73d71901' + '0185')).toBe('');
  });

  it('reads the time of a token of RFC 3161, and none of one over something else', () => {
    const testdata = join(import.meta.dirname, '../../tsp/testdata');
    const bytes = readFileSync(join(testdata, 'quay.tsr'));
    const digest = createHash('sha256')
      .update(readFileSync(join(testdata, 'quay.txt')))
      .digest();
    expect(tokenTime(bytes, digest)).toBe('2026-11-27 14:13:30 UTC');
    expect(tokenTime(bytes, Buffer.alloc(32))).toBe(undefined);
  });

  it('becomes a page of the same bytes, with nothing in it that ends its data early', async () => {
    const evidence = changed(await sampleEvidence(), {
      text: '</script><script>alert(1)</script>',
    });
    const page = evidencePage(evidence, 'en');
    expect(evidencePage(evidence, 'en')).toBe(page);
    expect(page.match(/<script/g)).toHaveLength(3);
    expect(verifyPage('zh-Hans')).toContain('核验证据文件');
  });
});
