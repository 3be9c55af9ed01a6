import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../model/index.ts';
import { parseBlockHeaders, shownRoot } from './block-headers.ts';
import { followOts, growOts, mergeOts } from './follow-ots.ts';
import { formatNode, formatOts } from './format-ots.ts';
import { type OtsNode, otsOps, otsTags } from './ots-proof.ts';
import { otsNumber } from './ots-reader.ts';
import { parseOts, parseOtsNode } from './parse-ots.ts';
import { ripemd160 } from './ripemd160.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const end = (tag: string, payload: Uint8Array): OtsNode => ({
  attestations: [{ tag, payload }],
  steps: [],
});
const pending = (url: string): OtsNode =>
  end(otsTags.pending, Uint8Array.from([...otsNumber(url.length), ...bytes(url)]));
const bitcoin = (height: number): OtsNode => end(otsTags.bitcoin, otsNumber(height));
const then = (op: number, to: OtsNode, argument?: Uint8Array): OtsNode => ({
  attestations: [],
  steps: [{ op, to, ...(argument && { argument }) }],
});
const digest = createHash('sha256').update('quay').digest();
const proof = (node: OtsNode) => ({ hash: otsOps.sha256, digest, node });
const refused = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return thrown.message;
    throw thrown;
  }
};

describe('a proof of OpenTimestamps', () => {
  it('leads through every operation to what is attested', async () => {
    const node = then(
      otsOps.append,
      then(
        otsOps.prepend,
        then(
          otsOps.reverse,
          then(otsOps.hexlify, then(otsOps.sha1, then(otsOps.ripemd160, bitcoin(358_391)))),
        ),
        bytes('<'),
      ),
      bytes('>'),
    );
    const read = parseOts(formatOts(proof(node)));
    const [found, ...more] = await followOts(read.node, read.digest);
    const text = Buffer.from([...bytes('<'), ...digest, ...bytes('>')].reverse()).toString('hex');
    const sha1 = createHash('sha1').update(text).digest();
    const expected = createHash('ripemd160').update(sha1).digest('hex');
    expect(more).toEqual([]);
    expect(found && { ...found, message: hex(found.message) }).toEqual({
      ...{ message: expected, word: { kind: 'bitcoin', height: 358_391 } },
    });
  });

  it('is written as it was read, whatever it is made of', () => {
    const payload = fc.uint8Array({ maxLength: 40 });
    const tag = fc.constantFrom(otsTags.bitcoin, otsTags.pending, '0102030405060708');
    const nodeOf = (depth: number): fc.Arbitrary<OtsNode> => {
      const attestations = fc.array(fc.record({ tag, payload }), { minLength: 1, maxLength: 3 });
      if (depth === 0) return attestations.map((all) => ({ attestations: all, steps: [] }));
      const unary = fc.record({
        ...{ op: fc.constantFrom(2, 3, 8, 0x67, 0xf2, 0xf3), to: nodeOf(depth - 1) },
      });
      const binary = fc.record({
        ...{ op: fc.constantFrom(0xf0, 0xf1), to: nodeOf(depth - 1) },
        argument: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      });
      const steps = fc.array(fc.oneof(unary, binary), { maxLength: 2 });
      return fc.record({ attestations, steps });
    };
    fc.assert(
      fc.property(nodeOf(3), (made) => {
        const written = formatNode(made);
        expect(hex(formatNode(parseOtsNode(written)))).toBe(hex(written));
      }),
    );
  });

  it('is refused, and never crashes, where it is cut short, altered, or nested without end', () => {
    const good = formatOts(proof(then(otsOps.sha256, bitcoin(700_000))));
    for (let at = 0; at < good.length; at += 1) {
      expect(refused(() => parseOts(good.subarray(0, at)))).not.toBe('taken');
    }
    expect(refused(() => parseOts(Uint8Array.from([...good, 0])))).toContain('behind its end');
    const nested = new Uint8Array(200_000).fill(otsOps.sha256);
    expect(refused(() => parseOtsNode(nested))).toContain('nested deeper than 256');
    expect(refused(() => parseOts(new Uint8Array(300_000)))).toContain('is longer than');
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (any) => void refused(() => parseOtsNode(any)),
      ),
    );
  });

  it('makes no message longer than 4096 bytes', async () => {
    const long = then(otsOps.append, bitcoin(1), new Uint8Array(4090));
    await expect(followOts(long, digest)).rejects.toThrow('too long');
  });

  it('is merged of what several calendars promise, and grows by what they come to know', async () => {
    const [one, other] = ['https://one.test', 'https://other.test'];
    const both = mergeOts(
      then(otsOps.append, then(otsOps.sha256, pending(one)), bytes('1')),
      then(otsOps.append, then(otsOps.sha256, pending(other)), bytes('2')),
    );
    expect(mergeOts(both, both)).toEqual(both);
    const ends = await followOts(both, digest);
    expect(ends.map(({ word }) => word)).toEqual([
      { kind: 'pending', url: one },
      { kind: 'pending', url: other },
    ]);
    const asked: string[] = [];
    const grown = await growOts(both, digest, async (message, url) => {
      asked.push(`${url}/timestamp/${hex(message)}`);
      return url === one ? then(otsOps.sha256, bitcoin(5)) : undefined;
    });
    const [first, second] = ends.map(({ message }) => hex(message));
    expect(asked).toEqual([`${one}/timestamp/${first}`, `${other}/timestamp/${second}`]);
    expect((await followOts(grown, digest)).map(({ word }) => word.kind)).toEqual([
      ...['bitcoin', 'pending'],
    ]);
  });

  it('grows in a time that is in proportion to its parts', async () => {
    const tag = '0102030405060708';
    const count = 3000;
    const many: OtsNode = {
      attestations: Array.from({ length: count }, (_, at) => ({ tag, payload: otsNumber(at) })),
      steps: [],
    };
    const looked: number[] = [];
    // A part that is looked at again for each other one would be read millions of times.
    const counted = many.attestations.map(({ payload }) => ({
      payload,
      get tag() {
        looked.push(1);
        return tag;
      },
    }));
    const grown = await growOts(
      { attestations: counted, steps: [] },
      digest,
      async () => undefined,
    );
    expect(grown.attestations).toHaveLength(count);
    expect(looked.length).toBeLessThan(10 * count);
  });

  it('asks no calendar whose address is none', async () => {
    for (const url of ['file:///etc/passwd', 'https://a.test/?q', 'https://u@a.test']) {
      expect(await followOts(pending(url), digest)).toMatchObject([{ word: { kind: 'unknown' } }]);
    }
  });
});

describe('RIPEMD-160', () => {
  it.each([
    ['', '9c1185a5c5e9fc54612808977ee8f548b2258d31'],
    ['abc', '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc'],
    ['1234567890'.repeat(8), '9b752e45573d4b39f4dbd3323cab82bf63326bfb'],
  ])('of %j is that of the specification', (message, expected) => {
    expect(hex(ripemd160(bytes(message)))).toBe(expected);
  });
});

describe('headers of blocks', () => {
  // The first block of the chain.
  const genesis =
    '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c';

  it('tell Merkle root and time', () => {
    const header = parseBlockHeaders(`# chain\n0 ${genesis}\n\n`).get(0);
    expect(header && [shownRoot(header.merkleRoot), new Date(header.at).toISOString()]).toEqual([
      '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
      '2009-01-03T18:15:05.000Z',
    ]);
    expect(() => parseBlockHeaders('0 00')).toThrow('is no height and block header');
  });
});

const examples = join(import.meta.dirname, '../../../../shared/data/tlog/ots/examples');

describe.skipIf(!existsSync(examples))('examples of the reference client (../shared)', () => {
  const read = (name: string) => readFileSync(join(examples, name));

  it.each([
    [
      'hello-world.txt',
      358_391,
      '8a1b66ecb7cbd07d8139a7e7d7f2c41aab1f5009b8364aaf61d03ad245e47e00',
    ],
    ['merkle1.txt', 0, ''],
    ['empty', 0, ''],
  ])('%s is stamped, and written again byte for byte', async (name, height, root) => {
    const file = read(`${name}.ots`);
    const found = parseOts(file);
    expect(hex(found.digest)).toBe(createHash('sha256').update(read(name)).digest('hex'));
    expect(hex(formatOts(found))).toBe(hex(file));
    const ends = await followOts(found.node, found.digest);
    expect(ends.length).toBeGreaterThan(0);
    if (height === 0) return;
    expect(ends.map(({ message, word }) => [shownRoot(message), word])).toEqual([
      [root, { kind: 'bitcoin', height }],
    ]);
  });

  it.each([
    ['incomplete.txt', ['pending']],
    ['two-calendars.txt', ['pending', 'pending']],
    ['known-and-unknown-notary.txt', ['pending', 'unknown']],
    // The path to the other chain goes over keccak256, which is not worked out.
    ['different-blockchains.txt', ['bitcoin', 'pending', 'pending']],
  ])('%s ends as its name says', async (name, kinds) => {
    const found = parseOts(read(`${name}.ots`));
    const ends = await followOts(found.node, found.digest);
    expect(ends.map(({ word }) => word.kind).sort()).toEqual(kinds);
  });

  it.each(['bad-major-version', 'exceeds-max-msg-length', 'invalid-file-digest-type'])(
    '%s is refused',
    async (name) => {
      const follow = async () => {
        const { digest: start, node } = parseOts(read(`invalid/${name}.ots`));
        return await followOts(node, start);
      };
      await expect(follow()).rejects.toThrow(ArchiveError);
    },
  );
});
