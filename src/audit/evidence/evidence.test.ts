import { describe, expect, it } from 'vitest';
import {
  formatTlogProof,
  formatVerifierKey,
  inclusionRanges,
  parseLeaf,
  rangeHash,
} from '../../tlog/index.ts';
import { recordPath } from '../ledger/check-records.ts';
import { sampleKey, sampleLeaves, sampleLedger } from '../ledger/testing.ts';
import { readTile } from '../ledger/tile-reader.ts';
import { checkEvidence } from './browser-check.ts';
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
