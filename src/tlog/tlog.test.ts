import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, instant } from '../model/index.ts';
import {
  answerAddCheckpoint,
  checkConsistency,
  checkInclusion,
  consistencyRanges,
  cosign,
  edgeFiles,
  emptyEdge,
  formatAddCheckpoint,
  formatLeaf,
  formatSigningKey,
  formatTreeHead,
  formatVerifierKey,
  growTree,
  inclusionRanges,
  leafHash,
  leafKinds,
  meetsPolicy,
  openCheckpoint,
  parseLeaf,
  parsePolicy,
  parseSigningKey,
  parseTilePath,
  parseVerifierKey,
  rootOf,
  rootOfEntries,
  signingKey,
  signNote,
  tilePath,
  tilesOfGrowth,
} from './index.ts';

const entries = (size: number): string[] => Array.from({ length: size }, (_, at) => `entry ${at}`);
const rootAt = (start: number, end: number) => rootOfEntries(entries(end).slice(start));
const invalid = expect.objectContaining({ code: 'invalid' });

describe('trees', () => {
  const size = fc.integer({ min: 1, max: 700 });

  it('prove any leaf, and nothing else, at any size', () =>
    fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (of, seed, bit) => {
        const index = seed % of;
        const proof = inclusionRanges(index, of).map(({ start, end }) => rootAt(start, end));
        const claim = { index, size: of, proof, root: rootAt(0, of) };
        const hash = leafHash(`entry ${index}`);
        expect(await checkInclusion({ ...claim, leafHash: hash })).toBe(true);
        hash[bit % 32] = (hash[bit % 32] ?? 0) ^ 1;
        expect(await checkInclusion({ ...claim, leafHash: hash })).toBe(false);
      }),
      { numRuns: 40 },
    ));

  it('prove any older tree a beginning, and no other', () =>
    fc.assert(
      fc.asyncProperty(size, fc.nat(), async (of, seed) => {
        const oldSize = 1 + (seed % of);
        const proof = consistencyRanges(oldSize, of).map(({ start, end }) => rootAt(start, end));
        const claim = {
          oldSize,
          oldRoot: rootAt(0, oldSize),
          size: of,
          root: rootAt(0, of),
          proof,
        };
        expect(await checkConsistency(claim)).toBe(true);
        expect(await checkConsistency({ ...claim, oldRoot: rootAt(1, oldSize + 1) })).toBe(false);
        expect(await checkConsistency({ ...claim, proof: [...proof, claim.root] })).toBe(false);
      }),
      { numRuns: 40 },
    ));

  it('grow to the same root and files, however their entries come', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }), (steps) => {
        let edge = emptyEdge;
        const full: string[] = [];
        for (const step of steps) {
          const grown = growTree(edge, entries(edge.size + step).slice(edge.size));
          full.push(...grown.files.map(({ tile }) => tilePath(tile)));
          edge = grown.edge;
        }
        expect(rootOf(edge)).toEqual(rootAt(0, edge.size));
        const written = [...full, ...edgeFiles(edge).map(({ tile }) => tilePath(tile))];
        expect(written.sort()).toEqual(tilesOfGrowth(0, edge.size).map(tilePath).sort());
      }),
      { numRuns: 40 },
    ));

  it('have tiles with one path each', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
        fc.maxSafeNat(),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          const tile = { level, index, width };
          expect(parseTilePath(tilePath(tile))).toEqual(tile);
        },
      ),
    ));
});

describe('lines of leaves', () => {
  const digest = 'ab'.repeat(32) as Digest;
  const good = formatLeaf({ kind: 'takedown', time: instant(1_000), record: digest, ref: 7 });

  it('come back as they were, of any kind', () => {
    for (const kind of leafKinds) {
      const ref = ['takedown', 'restore'].includes(kind) ? { ref: 12 } : {};
      const leaf = { kind, time: instant(1_700_000_000_000), record: digest, ...ref };
      expect(parseLeaf(formatLeaf(leaf))).toEqual(leaf);
    }
  });

  it('tell a time between two seconds as the later one', () => {
    const line = formatLeaf({ kind: 'revision', time: instant(1_001), record: digest });
    expect(line).toContain(' 1970-01-01T00:00:02Z ');
  });

  it.each([
    good.slice(0, -1),
    ` ${good}`,
    good.replace(' 7', ''),
    good.replace(' 7', ' 07'),
    good.replace('takedown', 'revision'),
    good.replace('takedown', 'deletion'),
    good.replace('01Z', '01.5Z'),
    good.replace('1970-01-01', '1970-02-30'),
    good.replace('= ', ' '),
    good.replace('na1', 'na2'),
    `${good}${good}`,
  ])('have no other spelling: %j', (line) => {
    expect(() => parseLeaf(line)).toThrow(invalid);
  });
});

describe('keys, notes and witnesses', () => {
  const seed = (byte: number) => new Uint8Array(32).fill(byte);
  const head = { origin: 'log.test/a', size: 3, root: rootAt(0, 3) };
  const log = signingKey('log.test/a', 'note', seed(1));
  const witness = signingKey('witness.test/w', 'cosignature', seed(2));

  it('come back from their texts', async () => {
    for (const key of [await log, await witness]) {
      expect(formatSigningKey(await parseSigningKey(formatSigningKey(key)))).toBe(
        formatSigningKey(key),
      );
      expect((await parseVerifierKey(formatVerifierKey(key))).publicKey).toEqual(key.publicKey);
    }
  });

  it('open a checkpoint with its log’s signature alone, and no altered one', async () => {
    const [key, beside] = [await log, await witness];
    const note = await signNote(formatTreeHead(head), [key]);
    const both = `${note}${await cosign(formatTreeHead(head), beside, 1_700_000_000)}`;
    expect(await openCheckpoint(both, [key, beside])).toMatchObject({ size: 3, root: head.root });
    await expect(openCheckpoint(both, [beside])).rejects.toMatchObject({ code: 'refused' });
    await expect(openCheckpoint(both.replace('\n3\n', '\n4\n'), [key])).rejects.toMatchObject({
      code: 'corrupt',
    });
  });

  it('cosign what grew from what was seen, and tell where they stand otherwise', async () => {
    const [key, logs] = [await witness, [await log]];
    const checkpoint = await signNote(formatTreeHead(head), logs);
    const last = { ...head, size: 2, root: rootAt(0, 2) };
    const sight = { logs, key, seconds: 1_700_000_000, last: () => last };
    const proof = consistencyRanges(2, 3).map(({ start, end }) => rootAt(start, end));
    const ask = (oldSize: number, hashes: readonly Uint8Array[]) =>
      answerAddCheckpoint(formatAddCheckpoint({ oldSize, proof: hashes, checkpoint }), sight);
    expect(await ask(2, proof)).toMatchObject({ status: 200, keep: head });
    expect(await ask(2, [])).toMatchObject({ status: 422 });
    expect(await ask(1, proof)).toMatchObject({ status: 409, body: '2\n' });
    expect(await ask(4, proof)).toMatchObject({ status: 400 });
    expect(await answerAddCheckpoint('hello', sight)).toMatchObject({ status: 400 });
  });

  it('are enough when a policy’s quorum is among them', async () => {
    const vkey = formatVerifierKey(await witness);
    const other = formatVerifierKey(await signingKey('witness.test/v', 'cosignature', seed(3)));
    const rules = `# who is believed\nwitness w ${vkey}\nwitness v ${other} https://v.test\n`;
    const two = await parsePolicy(`${rules}group both all w v\nquorum both\n`);
    const one = await parsePolicy(`${rules}group either any w v\nquorum either\n`);
    expect(meetsPolicy(two, [await witness])).toBe(false);
    expect(meetsPolicy(one, [await witness])).toBe(true);
    expect(meetsPolicy(await parsePolicy('quorum none\n'), [])).toBe(true);
    for (const bad of [
      '',
      'quorum w\n',
      `${rules}group g 3 w v\nquorum g\n`,
      'quorum none\nquorum none\n',
    ]) {
      await expect(parsePolicy(bad)).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});

it('imports nothing of Node in what browsers run', () => {
  const serverSide = [
    'tree-hashes.ts',
    'entry-bundle.ts',
    'tree-edge.ts',
    'range-hash.ts',
    'prove-inclusion.ts',
    'index.ts',
  ];
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !serverSide.includes(name),
  );
  const offenders = files.filter((name) => {
    const text = readFileSync(`${import.meta.dirname}/${name}`, 'utf8');
    const others = serverSide.some((other) => text.includes(`'./${other}'`));
    return others || /from 'node:|\bBuffer\b|\bprocess\b/.test(text);
  });
  expect(files.length).toBeGreaterThan(10);
  expect(offenders).toEqual([]);
});
