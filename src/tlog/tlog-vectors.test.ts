import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  answerAddCheckpoint,
  checkConsistency,
  checkInclusion,
  checkSubtreeConsistency,
  checkSubtreeInclusion,
  cosignedAt,
  edgeFiles,
  emptyEdge,
  formatLeaf,
  formatTlogProof,
  fromBase64,
  growTree,
  hashLeaf,
  inclusionRanges,
  leafHash,
  openCheckpoint,
  openNote,
  parseBundle,
  parseLeaf,
  parseSigningKey,
  parseTilePath,
  parseTlogProof,
  parseTreeHead,
  parseVerifierKey,
  rangeHash,
  rootOf,
  rootOfEntries,
  signingKey,
  signNote,
  type TreeHead,
  tilePath,
  tilesOfGrowth,
  toBase64,
  verifierKey,
} from './index.ts';
import { powerRoot } from './tree-hashes.ts';

const data = join(import.meta.dirname, '../../../shared/data/tlog');
const text = (path: string): string => readFileSync(join(data, path), 'utf8');
// biome-ignore lint/suspicious/noExplicitAny: vectors of other projects, each in a shape of its own.
const json = (path: string): any => JSON.parse(text(path));
// The tiles in the folder `tree` are stand-ins; these are true.
const mirror =
  'sunlight/cmd/skylight/testdata/witness/mirror/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706';
const hash = (base64: string): Uint8Array => fromBase64(base64) ?? new Uint8Array();

describe.skipIf(!existsSync(data))('vectors of other implementations (../shared/data/tlog)', () => {
  const merkle = globSync('merkle/testdata/**/*.json', { cwd: data });

  it('are there', () => {
    expect(merkle).toHaveLength(518);
  });

  it.each(merkle)('%s', async (path) => {
    const { proof, root, root1, root2, leafHash: leaf, ...rest } = json(path);
    const hashes = (proof ?? []).map(hash);
    // Upstream takes roots of any length; ours must have 32 bytes.
    const isShort = [root, root1, root2].some(
      (one) => one !== undefined && hash(one).length !== 32,
    );
    const rootOfVector = (base64: string) =>
      isShort && !rest.wantErr ? Buffer.concat([hash(base64), Buffer.alloc(32)], 32) : hash(base64);
    const { leafIdx: index, treeSize, size1: oldSize, size2, start, end, size } = rest;
    const checks: Readonly<Record<string, () => Promise<boolean>>> = {
      inclusion: () =>
        checkInclusion({
          ...{
            index,
            size: treeSize,
            leafHash: hash(leaf),
            proof: hashes,
            root: rootOfVector(root),
          },
        }),
      consistency: () =>
        checkConsistency({
          ...{
            oldSize,
            oldRoot: rootOfVector(root1),
            size: size2,
            root: rootOfVector(root2),
            proof: hashes,
          },
        }),
      subtreeinclusion: () =>
        checkSubtreeInclusion({
          ...{ index, start, end, leafHash: hash(leaf), proof: hashes, root: rootOfVector(root) },
        }),
      subtreeconsistency: () =>
        checkSubtreeConsistency({
          ...{
            start,
            end,
            subtreeRoot: rootOfVector(root1),
            size,
            root: rootOfVector(root2),
            proof: hashes,
          },
        }),
    };
    expect(await checks[path.split('/')[2] ?? '']?.()).toBe(!rest.wantErr);
  });

  it('roots and leaf hashes of RFC 6962’s test trees', () => {
    const { leafInputsHex, rootsHex, leafHashesHex } = json('merkle-roots.json');
    const entries = leafInputsHex.map((hex: string) => Buffer.from(hex, 'hex'));
    for (const [size, root] of rootsHex.entries()) {
      const some = entries.slice(0, size);
      expect(Buffer.from(rootOfEntries(some)).toString('hex')).toBe(root);
      expect(Buffer.from(rootOf(growTree(emptyEdge, some).edge)).toString('hex')).toBe(root);
    }
    for (const [at, entry] of entries.entries()) {
      expect(Buffer.from(leafHash(entry)).toString('hex')).toBe(leafHashesHex[at]);
    }
  });

  it('tile paths', () => {
    const { indexPath, tilesForSize, badPaths } = json('tile-paths.json');
    for (const [index, path] of indexPath) {
      expect(tilePath({ level: 3, index, width: 256 })).toBe(`tile/3/${path}`);
      expect(parseTilePath(`tile/3/${path}.p/7`)).toEqual({ level: 3, index, width: 7 });
    }
    for (const { size, tiles } of tilesForSize) {
      const files = tilesOfGrowth(0, size);
      for (const [level, { full, partial }] of Object.entries<{ full: number; partial: number }>(
        tiles,
      )) {
        const ofLevel = files.filter((tile) => String(tile.level) === level);
        expect(ofLevel.filter(({ width }) => width === 256)).toHaveLength(full);
        expect(ofLevel.find(({ width }) => width < 256)?.width ?? 0).toBe(partial);
      }
      expect(new Set(files.map(({ level }) => level)).size).toBe(Object.keys(tiles).length + 1);
    }
    for (const path of badPaths) {
      expect(() => parseTilePath(path), path).toThrow(expect.objectContaining({ code: 'invalid' }));
    }
  });

  it('checkpoints', () => {
    for (const { body, ok, name } of json('checkpoint.json').cases) {
      // Upstream takes roots of any length; ours must have 32 bytes.
      const [origin, size, root, ...more] = body.split('\n');
      const isRoot = ok && fromBase64(root) !== undefined;
      const full = isRoot ? [origin, size, toBase64(new Uint8Array(32)), ...more].join('\n') : body;
      if (ok) expect(parseTreeHead(full).origin, name).toBe(origin);
      expect(() => parseTreeHead(body), name).toThrow(expect.objectContaining({ code: 'invalid' }));
    }
  });

  it('signed notes', async () => {
    const { sign, open, badVkeys } = json('signed-note.json');
    const key = await parseSigningKey(sign.skey);
    expect(await signNote(sign.text, [key])).toBe(sign.want);
    for (const bad of badVkeys) await expect(parseVerifierKey(bad)).rejects.toThrow();
    for (const { name, note, noteHexPrefix, keys, ok, verified, unverified } of open) {
      const bytes = Buffer.concat([Buffer.from(noteHexPrefix ?? '', 'hex'), Buffer.from(note)]);
      const opened = openNote(bytes, await Promise.all(keys.map(parseVerifierKey)));
      if (!ok) await expect(opened, name).rejects.toThrow();
      else {
        const { verified: good, unverified: unknown } = await opened;
        expect(
          good.map((one) => one.key.name),
          name,
        ).toEqual(verified);
        expect(
          unknown.map((one) => one.name),
          name,
        ).toEqual(unverified);
      }
    }
  });

  it('keys that are cut short or mangled', async () => {
    const good = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    await parseVerifierKey(good);
    for (let at = 0; at < good.length; at += 1) {
      const mangled = [...good].with(at, String.fromCharCode(good.charCodeAt(at) + 1)).join('');
      for (const bad of [good.slice(0, at), good.slice(at + 1), mangled]) {
        await expect(parseVerifierKey(bad), bad).rejects.toThrow();
      }
    }
  });

  it('cosignatures', async () => {
    for (const { checkpointFile, vkey, time } of json('cosignature.json').cosignatures) {
      const opened = await openNote(text(checkpointFile), [await parseVerifierKey(vkey)]);
      expect(cosignedAt(opened)).toEqual([{ name: vkey.split('+')[0], seconds: time }]);
    }
  });

  it('exchanges with a witness', async () => {
    const { exchanges, logPubHex } = json('witness-add-checkpoint.json');
    const origin = exchanges[0].body.split('\n')[2];
    const log = await verifierKey(origin, 'note', Buffer.from(logPubHex, 'hex'));
    const key = await signingKey('example.com/witness', 'cosignature', new Uint8Array(32).fill(5));
    let last: TreeHead | undefined;
    for (const { body, status, bodyAssert } of exchanges) {
      const answer = await answerAddCheckpoint(body, {
        ...{ logs: [log], last: () => last, key, seconds: 1_700_000_000 },
      });
      // Today's specification has 404 for a log that is not known, where that witness said 403.
      expect(answer.status).toBe(bodyAssert[1] === 'unknown log' ? 404 : status);
      if (bodyAssert[0] === '==') expect(answer.body).toBe(bodyAssert[1]);
      else expect(answer.body).toContain(bodyAssert[1]);
      last = answer.keep ?? last;
    }
  });

  it('the log that tessera wrote, byte for byte, at every size', async () => {
    const log = join(data, 'tessera/testdata/log');
    const sizes = Array.from({ length: 15 }, (_, at) => at + 1);
    const entries = parseBundle(readFileSync(join(log, 'tile/entries/000.p/15')), 15);
    let edge = emptyEdge;
    for (const size of sizes) {
      edge = growTree(edge, [entries[size - 1] ?? '']).edge;
      for (const { tile, bytes } of edgeFiles(edge)) {
        expect(readFileSync(join(log, tilePath(tile))).equals(bytes)).toBe(true);
      }
      const { root } = parseTreeHead(
        `${readFileSync(join(log, `checkpoint.${size}`), 'utf8').split('\n\n')[0]}\n`,
      );
      expect(rootOf(edge)).toEqual(root);
    }
  });

  it('the tiles that sunlight wrote, up to the root', async () => {
    const log = join(data, mirror);
    const tile = (path: string) => readFileSync(join(log, 'tile', path));
    expect(Buffer.from(powerRoot(tile('0/000'))).equals(tile('1/000.p/1'))).toBe(true);
    const { root } = parseTreeHead(
      `${readFileSync(join(log, 'checkpoint'), 'utf8').split('\n\n')[0]}\n`,
    );
    const read = async ({
      level,
      index,
      width,
    }: {
      level: unknown;
      index: number;
      width: number;
    }) => tile(tilePath({ level: level as number, index, width }).slice('tile/'.length));
    expect(await rangeHash({ start: 0, end: 300 }, 300, read)).toEqual(root);
  });

  it('the example in the format of the house', async () => {
    const vectors = json('na1/vectors.json');
    const lines: string[] = vectors.entries.map(({ utf8 }: { utf8: string }) => utf8);
    for (const { utf8, leafHash: expected } of vectors.entries) {
      expect(formatLeaf(parseLeaf(utf8))).toBe(utf8);
      expect(toBase64(await hashLeaf(utf8))).toBe(expected);
      expect(toBase64(leafHash(utf8))).toBe(expected);
    }
    const { edge } = growTree(emptyEdge, lines);
    expect(toBase64(rootOf(edge))).toBe(vectors.root);
    for (const { tile, bytes } of edgeFiles(edge)) {
      expect(readFileSync(join(data, 'na1/log', tilePath(tile))).equals(bytes)).toBe(true);
    }
    const keys = await Promise.all([vectors.logVkey, vectors.witnessVkey].map(parseVerifierKey));
    const proof = parseTlogProof(text('na1/entry1.tlog-proof'));
    const checkpoint = await openCheckpoint(proof.checkpoint, keys);
    expect(checkpoint.verified).toHaveLength(2);
    expect(formatTlogProof(proof)).toBe(text('na1/entry1.tlog-proof'));
    const claim = { index: 1, size: 4, root: checkpoint.root, proof: proof.hashes };
    expect(await checkInclusion({ ...claim, leafHash: leafHash(lines[1] ?? '') })).toBe(true);
    expect(inclusionRanges(1, 4)).toHaveLength(2);
    const seed = Buffer.from(vectors.logSkeySeedHex, 'hex');
    const signer = await signingKey('archive.example/log', 'note', seed);
    const [head] = text('na1/checkpoint.2').split('\n\n');
    expect(await signNote(`${head}\n`, [signer])).toBe(text('na1/checkpoint.2'));
  });
});
