import { describe, expect, it } from 'vitest';
import { languageAttributes } from './language.ts';
import { outsideLink } from './outside-link.ts';

describe('outsideLink', () => {
  it('shows an address readably and links it as it is', () => {
    expect(outsideLink('https://a.example/%E6%A1%A5/%2F?q=%3Cb%3E').toString()).toBe(
      '<a class="address" href="https://a.example/%E6%A1%A5/%2F?q=%3Cb%3E" rel="noopener noreferrer">a.example/桥/%2F?q=%3Cb%3E</a>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'nonsense',
  ])('shows %s as text without a link', (address) => {
    expect(outsideLink(address).toString()).toBe(`<span class="address">${address}</span>`);
  });

  it('keeps broken percent-encoding as it came', () => {
    expect(outsideLink('https://a.example/%E6%A1').toString()).toContain('>a.example/%E6%A1<');
  });
});

describe('languageAttributes', () => {
  it.each([
    ['zh-Hans', ' lang="zh-Hans"'],
    ['und', ' lang=""'],
    ['', ' lang=""'],
    ['"><script>', ' lang=""'],
    ['ar-EG', ' lang="ar-EG" dir="rtl"'],
  ])('%j becomes %s', (language, attributes) => {
    expect(languageAttributes(language).toString()).toBe(attributes);
  });
});
