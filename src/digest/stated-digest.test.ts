import { expect, test } from 'vitest';
import { StatedDigest } from './index.ts';

const isContradicted = (field: string, text = 'harbour 港口') =>
  new StatedDigest(field).update(Buffer.from(text)).isContradicted();

test.each(['sha1:short', 'blake3:0123456789abcdef', '', 'no digest at all'])(
  '%s says nothing, so nothing contradicts it',
  (field) => {
    expect(isContradicted(field)).toBe(false);
  },
);

test.each([
  ['sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ', ''],
  ['sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709', ''],
  ['SHA-1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709', ''],
  ['md5:d41d8cd98f00b204e9800998ecf8427e', ''],
  ['sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====', ''],
  ['sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', ''],
])('%s is the digest of nothing, and of nothing else', (field, text) => {
  expect(isContradicted(field, text)).toBe(false);
  expect(isContradicted(field, 'something')).toBe(true);
});
