import { expect, test } from 'vitest';
import { parseListing } from './listing.ts';

test('keys are read whatever way a service writes them', () => {
  const one = (key: string) =>
    `<Contents><Key>${key}</Key><Size>1</Size><ETag>&quot;e&#34;</ETag></Contents>`;
  const keys = ['a%2Bb+c', 'it&#x27;s', 'x&amp;y%3D1', '%E6%B1%9F&#33;', 'no%20&unknown;'];
  const page = parseListing(
    `<R><EncodingType>url</EncodingType>${keys.map(one).join('')}<NextContinuationToken>a&amp;b</NextContinuationToken></R>`,
  );
  expect(page.objects.map(({ key }) => key)).toEqual([
    ...['a+b c', "it's", 'x&y=1', '江!', 'no &unknown;'],
  ]);
  expect(page.objects[0]).toMatchObject({ size: 1, etag: 'e' });
  expect(page.next).toBe('a&b');
  expect(parseListing('<R></R>')).toEqual({ objects: [] });
});

test('keys of a service that does not encode them are what they are', () => {
  const keys = ['a+b c', '100%', 'x%20y', '江湾'];
  const page = parseListing(
    `<R>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</R>`,
  );
  expect(page.objects.map(({ key }) => key)).toEqual(keys);
});
