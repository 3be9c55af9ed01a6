import { describe, expect, it } from 'vitest';
import { strictUri } from './index.ts';

describe('an address as RFC 3986 allows it', () => {
  it.each([
    ['https://a.example/x?y=1&z=(2)#top', 'https://a.example/x?y=1&z=(2)#top'],
    ['https://a.example/3.2%/a|b', 'https://a.example/3.2%25/a%7Cb'],
    ['https://a.example/?q={a}[b]^`', 'https://a.example/?q=%7Ba%7D%5Bb%5D%5E%60'],
    ['https://a.example/#one#two', 'https://a.example/#one%23two'],
    ['https://[::1]:8080/[x]', 'https://[::1]:8080/%5Bx%5D'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['https://新闻.example/渡轮', 'https://xn--efvy88h.example/%E6%B8%A1%E8%BD%AE'],
  ])('%s', (address, strict) => {
    expect(strictUri(address)).toBe(strict);
    expect(new URL(strict).href).toBe(strict);
  });

  it('is nothing for what is no address', () => {
    expect(strictUri('/x')).toBeUndefined();
  });
});
