import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Header } from '../model/index.ts';
import { decodeContent } from './content.ts';
import { refusal, url } from './testing/loopback.ts';

const page = url('https://example.com/a');
const plain = new TextEncoder().encode(`news 新闻 ${'line after line '.repeat(200)}`);
const encoders: readonly (readonly [string, (data: Uint8Array) => Uint8Array])[] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['GZIP', gzipSync],
];

function decode(coding: string, body: Uint8Array, maxBytes = 10_000_000): Promise<Uint8Array> {
  return decodeContent(page, [['Content-Encoding', coding]], body, maxBytes);
}

test.each(encoders)('%s is undone', async (coding, encode) => {
  expect(await decode(coding, encode(plain))).toEqual(plain);
});

test.each(encoders)('%s cut short anywhere is an error', async (coding, encode) => {
  const whole = encode(plain);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (length) => {
      const cut = await refusal(decode(coding, whole.subarray(0, length)));
      expect(cut).toMatchObject({ code: 'unreachable', kind: 'protocol' });
    }),
    { numRuns: 30 },
  );
});

test.each(encoders)('any bytes called %s are undone or an error', async (coding) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      const outcome = await decode(coding, bytes).then(
        () => 'decoded',
        () => refusal(decode(coding, bytes)),
      );
      if (outcome !== 'decoded') expect(outcome).toMatchObject({ kind: 'protocol' });
    }),
    { numRuns: 50 },
  );
});

test('several layers are undone from the last to the first, over one header or two', async () => {
  const body = brotliCompressSync(gzipSync(plain));
  expect(await decode('gzip, br', body)).toEqual(plain);
  const two: readonly Header[] = [
    ['content-encoding', 'gzip'],
    ['Content-Encoding', 'br'],
  ];
  expect(await decodeContent(page, two, body, 10_000_000)).toEqual(plain);
});

test.each(['', 'identity', 'none', 'utf-8', 'UTF-8', ' , '])(
  '%j is no encoding',
  async (coding) => {
    expect(await decode(coding, plain)).toEqual(plain);
  },
);

test('an empty body is empty whatever its encoding', async () => {
  expect((await decode('gzip', new Uint8Array())).length).toBe(0);
});

test.each(['compress', 'exi', 'gzip;q=1', 'gzip, gzip, gzip, gzip', '\u00e9'])(
  'the encoding %j is an error',
  async (coding) => {
    expect(await refusal(decode(coding, gzipSync(plain)))).toMatchObject({ kind: 'protocol' });
  },
);

test('a gzip of several members is one body', async () => {
  const body = Buffer.concat([gzipSync(plain), gzipSync(plain)]);
  expect((await decode('gzip', body)).length).toBe(plain.length * 2);
});

test('the limit holds for encoded and plain bodies, up to the byte', async () => {
  for (const [coding, body] of [
    ['gzip', gzipSync(plain)],
    ['identity', plain],
  ] as const) {
    expect((await decode(coding, body, plain.length)).length).toBe(plain.length);
    expect((await refusal(decode(coding, body, plain.length - 1))).kind).toBe('too-big');
  }
});

test('up to 1 MiB any ratio is fine, beyond it 200 to 1', async () => {
  const small = new Uint8Array(1_048_576);
  expect((await decode('gzip', gzipSync(small))).length).toBe(small.length);
  const big = gzipSync(new Uint8Array(1_048_577));
  expect((await refusal(decode('gzip', big))).kind).toBe('too-big');
});

test('a zstd window of more than 8 MiB is refused, not allocated', async () => {
  // Magic, a frame header with a window of 1 GiB, an empty last block.
  const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0, 0x01, 0x00, 0x00);
  expect((await refusal(decode('zstd', frame))).kind).toBe('protocol');
});
