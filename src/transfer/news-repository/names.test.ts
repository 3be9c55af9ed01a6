import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../model/index.ts';
import { formatFileName, parseFileName } from './file-name.ts';
import { formatListPage, formatReadme } from './list-page.ts';
import { outletFolderName, outletIdentity, outletSlug, outletSpellings } from './outlets.ts';

describe('file names', () => {
  test('both forms are read, line breaks and all', () => {
    expect(parseFileName('articles/rfi/1014990.md')).toEqual({ outlet: 'rfi', slot: 1014990 });
    expect(parseFileName('articles/法广/999999_标题--\n二.md')).toEqual({
      outlet: '法广',
      slot: 999999,
      name: '标题--\n二',
    });
    expect(parseFileName('articles/a/0000000.md')?.slot).toBe(0);
  });

  test('other paths are no article files', () => {
    for (const path of [
      'lists/rfi.md',
      'articles/1.md',
      'articles/a/b/1.md',
      'articles/a/x1.md',
      'articles/a/1.txt',
      'articles/a/.md',
      `articles/a/${'9'.repeat(16)}.md`,
      'articles//1.md',
    ]) {
      expect(parseFileName(path)).toBeUndefined();
    }
  });

  test('slots are written with seven digits, so byte order stays newest first over a million', () => {
    expect(formatFileName('rfi', 999999) < formatFileName('rfi', 1000000)).toBe(true);
    expect(formatFileName('rfi', 42)).toBe('articles/rfi/0000042.md');
    for (const slot of [-1, 1.5, 10_000_000, Number.NaN]) {
      expect(() => formatFileName('rfi', slot)).toThrow('is not between');
    }
  });
});

describe('outlets', () => {
  test('both spellings are one outlet', () => {
    for (const [latin, chinese] of outletSpellings) {
      expect(outletIdentity(chinese)).toEqual(outletIdentity(latin));
      expect(outletIdentity(latin)).toEqual({ key: latin, title: chinese });
    }
    expect(outletIdentity('BBC').key).toBe(outletIdentity('bbc').key);
    expect(outletIdentity('The Post')).toEqual({ key: 'the post', title: 'The Post' });
  });

  test('a folder name is safe on every file system and keeps Han characters', () => {
    const names: Readonly<Record<string, string>> = {
      法广: '法广',
      'BBC 中文': 'BBC 中文',
      'a/b\\c:d*e': 'a-b-c-d-e',
      '../..': '-',
      '.git': 'git',
      'git~1': '_git~1',
      CON: '_CON',
      'nul.txt': '_nul.txt',
      'trailing. . ': 'trailing',
      'line\nbreak\u0000\u202e': 'line break',
      '\ud800': 'outlet',
      '': 'outlet',
    };
    for (const [text, name] of Object.entries(names)) expect(outletFolderName(text)).toBe(name);
    expect(Buffer.byteLength(outletFolderName('新'.repeat(500)))).toBe(120);
  });

  test('making a folder name twice changes nothing, and it is never a path', () => {
    const odd = fc.constantFrom('.', ' ', '/', '\\', 'con', '~1', '\n', '法', '_', '\u0301', 'Å');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 30 }),
        (parts) => {
          const name = outletFolderName(parts.join(''));
          expect(outletFolderName(name)).toBe(name);
          expect(name).toMatch(/^[^./\\]/);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(121);
        },
      ),
    );
  });

  test('a slug comes from a title', () => {
    expect(outletSlug('The Daily News – World!')).toBe('the-daily-news-world');
    expect(outletSlug('法广 RFI')).toBe('法广-rfi');
  });
});

describe('list pages', () => {
  const entry = (title: string, hour = 0) => ({
    publishedAt: instant(Date.UTC(2023, 5, 12, hour)),
    title,
    path: 'articles/rfi/1014990.md',
  });

  test('are laid out byte for byte, dated in GMT+8', () => {
    expect(formatListPage('法广', [entry(' 一 ', 16), entry('二', 15)])).toBe(
      '法广\n------\n\n6-13 [一](/articles/rfi/1014990.md)\n\n6-12 [二](/articles/rfi/1014990.md)\n\n',
    );
    expect(formatListPage('法广', [])).toBe('法广\n------\n\n\n');
  });

  test('hold the first 300', () => {
    const page = formatListPage(
      'x',
      Array.from({ length: 400 }, () => entry('t')),
    );
    expect(page.match(/\[t\]/g)).toHaveLength(300);
  });

  test('titles stand as they are but for those that would break their link', () => {
    const titleOf = (title: string) =>
      formatListPage('x', [entry(title)])
        .split('6-12 ')[1]
        ?.split('](/articles')[0];
    expect(titleOf('[视频] a (b) | "c"')).toBe('[[视频] a (b) | "c"');
    expect(titleOf('a](http://x')).toBe('[a\\](http://x');
    expect(titleOf('a] b')).toBe('[a\\] b');
    expect(titleOf('a\\')).toBe('[a\\\\');
    expect(titleOf('two\nlines')).toBe('[two lines');
  });

  test('paths are encoded as far as a link needs it', () => {
    const page = formatListPage('x', [{ ...entry('t'), path: 'articles/美 (a)%/1.md' }]);
    expect(page).toContain('[t](/articles/美%20%28a%29%25/1.md)');
    expect(formatReadme('News', [{ title: '法广', path: 'lists/法广.md' }])).toBe(
      '# News\n\n- [法广](/lists/法广.md)\n',
    );
  });
});
