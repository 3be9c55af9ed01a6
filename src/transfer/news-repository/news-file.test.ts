import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArchiveError, instant, type Url } from '../../model/index.ts';
import { formatNewsFile, parseNewsFile } from './news-file.ts';

const link = '[标题](https://news.example/a)';
const whole = (title: string, body = '<p>正文</p>') =>
  `<!--1693903501000-->\n${title}\n------\n\n${body}\n`;

function faultOf(text: string): string {
  try {
    parseNewsFile(text);
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return `${thrown.code}: ${thrown.message}`;
  }
  return 'no fault';
}

describe('reading an article file', () => {
  test('gives moment, title, address and body', () => {
    expect(parseNewsFile(whole(link))).toEqual({
      publishedAt: '2023-09-05T08:45:01.000Z',
      title: '标题',
      rawTitle: '标题',
      url: 'https://news.example/a',
      bodyHtml: '<p>正文</p>',
      form: 'epoch',
    });
  });

  test('the title ends at the last “](” whose rest is a web address', () => {
    const url = 'https://news.example/a_(b)';
    for (const title of ['[视频] a', 'a](b', 'see [x](https://y.example/z)', 'a) | "b" \\', '']) {
      expect(parseNewsFile(whole(`[${title}](${url})`))).toMatchObject({ rawTitle: title, url });
    }
    const file = parseNewsFile(whole('[a](https://news.example/b](c)'));
    expect(file.url).toBe('https://news.example/b](c');
  });

  test('a title’s entities are decoded once and its white space collapsed', () => {
    const file = parseNewsFile(
      whole('[ A &amp;quot; &quot;B&quot;\n\n <i>&lt;c&gt;](https://n.example/)'),
    );
    expect(file.title).toBe('A &quot; "B" <i><c>');
    expect(file.rawTitle).toContain('&amp;quot;');
  });

  test('an older file tells its date in words behind the rule', () => {
    const dated = (said: string) =>
      parseNewsFile(`${link}\n------\n日期：${said}\n\n<p>正文</p>\n`);
    expect(dated('Thu, 25 Jun 2020 08:58:40 +0000')).toMatchObject({
      publishedAt: '2020-06-25T08:58:40.000Z',
      form: 'dated',
      bodyHtml: '<p>正文</p>',
    });
    expect(dated('Thu, 25 Jun 2020 08:58:40 +07:59').publishedAt).toBe('2020-06-25T00:59:40.000Z');
    expect(dated('Thu, 25 Jun 2020 08:58:40 GMT').publishedAt).toBe('2020-06-25T08:58:40.000Z');
    expect(dated('2020-06-25 08:58:40').publishedAt).toBe('2020-06-25T08:58:40.000Z');
    expect(dated('yesterday').publishedAt).toBeUndefined();
  });

  test('a date that no calendar has leaves the article without one', () => {
    for (const said of ['NaN', '99999999999999999999', '-99999999999999999']) {
      const file = parseNewsFile(whole(link).replace('1693903501000', said));
      expect(file.publishedAt).toBeUndefined();
      expect(file.form).toBe('epoch');
    }
    const early = parseNewsFile(whole(link).replace('1693903501000', '-1000'));
    expect(early.publishedAt).toBe('1969-12-31T23:59:59.000Z');
  });

  test('byte order mark, CRLF, an empty body and a missing last line feed do no harm', () => {
    expect(parseNewsFile(`\ufeff${whole(link).replaceAll('\n', '\r\n')}`).bodyHtml).toBe(
      '<p>正文</p>',
    );
    expect(parseNewsFile(whole(link, '')).bodyHtml).toBe('');
    expect(parseNewsFile(whole(link).trimEnd()).bodyHtml).toBe('<p>正文</p>');
    expect(parseNewsFile(`<!--1-->\n${link}\n------`).bodyHtml).toBe('');
  });

  test('a body keeps its own lines, rules and separators', () => {
    const body = '<p>a\u2028b\u00a0\ufffd</p>\n------\n<p>c</p>';
    expect(parseNewsFile(whole(link, body)).bodyHtml).toBe(body);
  });

  test('what is missing is named', () => {
    expect(faultOf('')).toBe(
      'invalid: This is no article file: it is empty; expected [title](address).',
    );
    expect(faultOf('<!--soon-->\n')).toContain('its first line “<!--soon-->” is no date');
    expect(faultOf('<!--1-->\n# Notes\n------\n')).toContain('its title line is missing');
    expect(faultOf(`<!--1-->\n${link}\n\n<p>x</p>`)).toContain('the line ------');
    for (const bad of ['/a', 'javascript:alert(1)', 'https://', 'mailto:a@b.example']) {
      expect(faultOf(whole(`[t](${bad})`))).toContain('no web address');
    }
  });

  test('a hostile title line costs no time', () => {
    const begun = performance.now();
    faultOf(whole(`[${'](http://'.repeat(200_000)})`));
    faultOf(whole(`[${'](http://a '.repeat(1800)}x`));
    faultOf(`[${'\n------\n'.repeat(100_000)}`);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('no text makes it fail otherwise than by an ArchiveError', () => {
    const piece = fc.constantFrom(
      '<!--',
      '1',
      '-->',
      '\n',
      '[',
      '](',
      'https://a.b/',
      ')',
      '------',
      '日期：',
      '<p',
      '"',
      '>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        expect(faultOf(pieces.join(''))).toMatch(/^(no fault|invalid: )/);
      }),
    );
  });
});

describe('writing an article file', () => {
  const input = {
    publishedAt: instant(1693903501000),
    title: ' 标题 ',
    url: 'https://news.example/a' as Url,
    bodyHtml: '<p>正文</p>',
  };

  test('gives the layout byte for byte', () => {
    expect(formatNewsFile(input)).toBe(whole(link));
  });

  test('reading what was written gives title, address and moment back, whatever they hold', () => {
    const title = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('a](https://x.y/)', '](', '[视频]'),
    );
    const path = fc.oneof(fc.webPath(), fc.constantFrom('/a](https://x.y/', '/(a)', '/a)b'));
    fc.assert(
      fc.property(title, path, fc.integer({ min: -1e12, max: 4e12 }), (text, tail, ms) => {
        const url = new URL(`https://news.example${tail}`).href as Url;
        const written = formatNewsFile({ ...input, title: text, url, publishedAt: instant(ms) });
        const read = parseNewsFile(written);
        expect(read.rawTitle).toBe(text.replace(/[\r\n]+/g, ' ').trim());
        expect(decodeURIComponent(read.url)).toBe(decodeURIComponent(url));
        expect(read.publishedAt).toBe(instant(ms));
        expect(read.bodyHtml).toBe(input.bodyHtml);
      }),
    );
  });
});
