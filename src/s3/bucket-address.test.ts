import { expect, test } from 'vitest';
import { parseBucketAddress, urlIn } from './bucket-address.ts';

test('an address alone is Amazon’s, by host; one with an endpoint has the bucket in its path', () => {
  const own = parseBucketAddress('s3://papers/a/b/');
  expect(urlIn(own, `${own.prefix}x y.html`).href).toBe(
    'https://papers.s3.us-east-1.amazonaws.com/a/b/x%20y.html',
  );
  const other = parseBucketAddress('s3://papers?endpoint=https://s3.example:9000&region=r1');
  expect(other).toMatchObject({ prefix: '', region: 'r1', style: 'path' });
  expect(urlIn(other, 'a(1).html').href).toBe('https://s3.example:9000/papers/a%281%29.html');
  expect(parseBucketAddress('s3://a.b').style).toBe('path');
  expect(urlIn({ ...other, style: 'host' }, '').href).toBe('https://papers.s3.example:9000/');
});

test.each([
  's3://',
  's3://UPPER',
  's3://papers?endpoint=ftp://x',
  's3://papers?endpoint=https://key:secret@s3.example',
  's3://papers?style=odd',
  's3://papers?secret=x',
  'https://papers',
])('%s is refused with how it is written', (text) => {
  expect(() => parseBucketAddress(text)).toThrow('write it like s3://BUCKET/PREFIX');
});
