import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { numberedLines } from './json-lines.ts';

async function lines(chunks: readonly (string | Uint8Array)[], longest?: number) {
  const found: [number, string | undefined][] = [];
  for await (const { number, line } of numberedLines(Readable.from(chunks), longest)) {
    found.push([number, line]);
  }
  return found;
}

test('lines are parted by LF alone, and blank ones only count', async () => {
  expect(await lines(['a\u2028b\n\n  \nc'])).toEqual([
    [1, 'a\u2028b'],
    [4, 'c'],
  ]);
});

test('a character that two chunks part is one', async () => {
  const bytes = new TextEncoder().encode('编辑\n部');
  const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
  expect(await lines(chunks)).toEqual([
    [1, '编辑'],
    [2, '部'],
  ]);
});

test('a line that is too long is told as one, and does not stop the rest', async () => {
  expect(await lines(['aaaa', 'aaaa\nb\n'], 5)).toEqual([
    [1, undefined],
    [2, 'b'],
  ]);
});
