import { expect, test } from 'vitest';
import { sha256 } from './index.ts';

test('the digest of nothing and of "abc" are those of FIPS 180-4', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256(Buffer.from('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('a string is digested as its UTF-8', () => {
  expect(sha256('江湾日报')).toBe(sha256(new TextEncoder().encode('江湾日报')));
});

test('a view into a larger buffer is digested alone', () => {
  expect(sha256(Buffer.from('xabcx').subarray(1, 4))).toBe(sha256('abc'));
});
