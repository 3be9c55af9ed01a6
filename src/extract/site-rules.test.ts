import { describe, expect, test } from 'vitest';
import type { Instant, Url } from '../model/index.ts';
import { extractArticle, extractorOf, siteRuleBook } from './index.ts';

const url = 'https://www.gazette.example/2024/03/harbour' as Url;
const words = 'The harbour stayed open through the night, and the ferry ran every hour.';
const page = `<html><head><title>Harbour | Gazette</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Wrong from data","author":{"name":"Data Name"}}</script></head>
<body><div class="top"><h2 class="headline">Harbour open all night</h2><span class="who">By Ada Quill</span><i class="when">5 March 2024</i></div>
<div class="teasers"><p>${`${words} `.repeat(12)}</p><p>${`${words} `.repeat(12)}</p></div>
<div id="words"><p>${words} First.</p><p class="advert-slot">Buy a boat, it is cheap today.</p>
<p><span class="x">${words}</span> Second.</p><img src="/pixel/1.gif"><img data-big="/real.jpg" alt="Harbour"><p>Third is short.</p></div>
<a class="whole" href="?all=1">all</a></body></html>`;

function read(rules: string, name = 'gazette.example.txt', html = page) {
  const book = siteRuleBook([{ name, text: rules }]);
  const found = book.rulesFor(url);
  return { book, ...extractArticle({ html, url, ...(found && { rules: found }) }) };
}

describe('rules of a site', () => {
  const ruled = read(`
# remarks and empty lines are passed over
title: //h2[@class='headline']
author: //span[@class='who']
date: //i[@class='when']
body: //article
body: //div[@id='words']
strip_id_or_class: advert
strip_image_src: /pixel/
src_lazy_load_attr: data-big
tidy: no
test_url: https://gazette.example/2024/03/harbour
`);

  test('name title, authors and date', () => {
    expect(ruled.article).toMatchObject({
      title: 'Harbour open all night',
      authors: ['Ada Quill'],
      publishedAt: '2024-03-05T00:00:00.000Z',
    });
    expect(ruled.published).toBe('2024-03-05');
    expect(ruled.dates?.[0]).toMatchObject({ source: 'site rule', at: '2024-03-05' });
  });

  describe('name a date that is read as everywhere:', () => {
    const dated = (date: string, head = '') => {
      const html = page.replace('5 March 2024', date).replace('<title>', `${head}<title>`);
      const rules = siteRuleBook([
        { name: 'gazette.example.txt', text: "date: //i[@class='when']/time\ndate: //i" },
      ]);
      const found = rules.rulesFor(url);
      const capturedAt = '2024-05-06T12:00:00.000Z' as Instant;
      return extractArticle({ html, url, capturedAt, ...(found && { rules: found }) });
    };

    test.each([
      ['before the capture', 'vor 2 Stunden', '2024-05-06T10:00:00.000Z'],
      ['in seconds since 1970', '1714910400', '2024-05-05T12:00:00.000Z'],
      ['without its year', '5 September, 10:20', '2023-09-05T10:20:00.000Z'],
      [
        'of publication among two',
        'Updated 6 March 2024, published 5 March 2024',
        '2024-03-05T00:00:00.000Z',
      ],
      [
        'at the article alone, however it is called',
        'Updated 3 March 2024',
        '2024-03-03T00:00:00.000Z',
      ],
      [
        'for machines',
        '<time datetime="2024-03-05T10:20:00+01:00">5 March 2024</time>',
        '2024-03-05T09:20:00.000Z',
      ],
    ])('%s', (_, date, at) => {
      expect(dated(date).article.publishedAt).toBe(at);
    });

    test('one after the capture is not believed', () => {
      const { article, dates } = dated('5 September 2099');
      expect(article.publishedAt).toBeUndefined();
      expect(dates?.map((fact) => fact.source)).not.toContain('site rule');
    });

    test('a modification before it is not told', () => {
      const head = '<meta property="article:modified_time" content="2024-03-01T10:00:00Z">';
      expect(dated('vor 3 Tagen', head).article.modifiedAt).toBeUndefined();
      expect(dated('5 February 2024', head).article.modifiedAt).toBe('2024-03-01T10:00:00.000Z');
    });
  });

  test('name the body, by the first path that finds one, and what is stripped of it', () => {
    expect(ruled.article.text).toBe(`${words} First.\n${words} Second.\nThird is short.`);
    expect(ruled.cut).toContainEqual({
      reason: 'site rule',
      text: 'Buy a boat, it is cheap today.',
    });
    expect(ruled.article.images.map((image) => image.url)).toEqual([
      'https://www.gazette.example/real.jpg',
    ]);
  });

  test('tell what is stripped without half a sign at its end', () => {
    const html = page.replace('Buy a boat', `${'a'.repeat(198)}\u{1F6A2} Buy a boat`);
    const { cut } = read('strip_id_or_class: advert', undefined, html);
    expect(cut.map(({ text }) => text)).toContain(`${'a'.repeat(198)}\uFFFD…`);
  });

  test('make another extractor, whose name changes with the rules', () => {
    expect(extractorOf(ruled)).toMatch(/^backissue@1\+rules\.[0-9a-f]{8}$/);
    const other = read("body: //div[@id='words']");
    expect(extractorOf(other)).not.toBe(extractorOf(ruled));
    expect(extractorOf(extractArticle({ html: page, url }))).toBe('backissue@1');
  });

  test('leave to our own extraction what they do not find', () => {
    const missed = read("title: //h1[@class='none']\nbody: //div[@id='none']");
    const own = extractArticle({ html: page, url });
    expect(missed.article).toEqual(own.article);
    expect(extractorOf(missed)).toBe('backissue@1');
  });

  test('leave nothing where they forbid to guess', () => {
    const none = read("body: //div[@id='none']\nautodetect_on_failure: no");
    expect(none.article.text).toBe('');
    expect(extractorOf(none)).toMatch(/\+rules\./);
  });

  test('keep every line of the body with prune: no', () => {
    const { article } = read("body: //div[@class='top'] | //div[@id='words']\nprune: no");
    expect(article.text).toContain('By Ada Quill');
    expect(article.text).toContain('Buy a boat');
  });

  test('replace strings before the page is read', () => {
    const { article } = read(
      `find_string: <div id="words">\nreplace_string: <section id="story">\nreplace_string(Third is): The third was\nbody: //section[@id='story']`,
    );
    expect(article.text).toContain('The third was short.');
  });

  test('wrap and dissolve elements', () => {
    const { article } = read(
      "body: //div[@id='words']\ndissolve: //p[@class='advert-slot']\nwrap_in(blockquote): //p[span]",
    );
    expect(article.html).toContain(`<blockquote><p>${words} Second.</p></blockquote>`);
  });

  test('pass over JSON-LD, and know an advertisement', () => {
    const { article, sponsored, ...rest } = read('skip_json_ld: yes\nnative_ad_clue: //p[@class]');
    expect(article.authors).not.toContain('Data Name');
    expect(extractorOf(rest)).toMatch(/\+rules\./);
    expect(sponsored).toBe(true);
  });

  test('hold only where their condition does', () => {
    const text = "title: //span[@class='who']\nif_page_contains: //p[@class='none']";
    expect(read(text).article.title).not.toContain('Ada');
  });

  test.each([
    ['met', "//span[@class='who']", true],
    ['not met', "//p[@class='none']", false],
  ])('hold for the body where their condition is %s', (_, onlyIf, holds) => {
    const { article } = read(`body: //div[@class='top']\nif_page_contains: ${onlyIf}\nprune: no`);
    expect(article.text.startsWith('Harbour open all night')).toBe(holds);
  });

  test('may guess the body where they forbid it but do not hold', () => {
    const text = "body: //div[@id='none']\nif_page_contains: //nav\nautodetect_on_failure: no";
    expect(read(text).article.text).toContain(words);
  });

  test('hold for a wrapping only where its condition does, and leave the rule before alone', () => {
    const text = (asked: string) =>
      `body: //div[@id='words']\nwrap_in(blockquote): //p[span]\n# remark\nif_page_contains: ${asked}`;
    expect(read(text('//nav')).article.html).not.toContain('<blockquote>');
    expect(read(text('//nav')).article.text).toMatch(/^The harbour.* First\.$/m);
    expect(read(text('//h2')).article.html).toContain('<blockquote>');
  });

  test.each([
    ['both', '//h2', '//span', 'By Ada Quill'],
    ['the first alone', '//h2', '//nav', 'Wrong from data'],
    ['the second alone', '//nav', '//h2', 'Wrong from data'],
    ['one that cannot be asked', '//h2', '//nav[', 'Wrong from data'],
  ])('hold under two conditions only where both are met: %s', (_, one, other, title) => {
    const text = `title: //span[@class='who']\nif_page_contains: ${one}\nif_page_contains: ${other}`;
    expect(read(text).article.title).toBe(title);
  });

  test.each([
    'strip_id_or_class: advert',
    'prune: no',
    'find_string: x\nreplace_string: y',
    'replace_string(x): y',
    'test_url: https://gazette.example/',
  ])('are not narrowed by a condition below %j, which is told', (between) => {
    const text = `title: //span[@class='who']\n${between}\nif_page_contains: //nav`;
    const { article, book } = read(text);
    expect(article.title).toBe('By Ada Quill');
    expect(book.faults).toMatchObject([{ message: expect.stringContaining('below no rule') }]);
  });

  test('strip no more than a page has', () => {
    expect(read('strip: /\nstrip: //*').article.text).toBe('');
    expect(read('strip: //@class\nbody: //div[@id]').article.text).toContain('First.');
  });
});

describe('files of rules', () => {
  const book = siteRuleBook([
    { name: 'gazette.example.txt', text: 'title: //h1' },
    { name: '.gazette.example.txt', text: 'title: //h2' },
    { name: 'global.txt', text: 'strip: //aside' },
    { name: 'own.example.txt', text: 'body: //main\nautodetect_on_failure: no' },
    { name: 'README.md', text: 'no rules' },
    { name: 'LICENSE.txt', text: 'no rules either' },
  ]);
  const paths = (address: string) => {
    const rules = book.rulesFor(address as Url);
    return rules && [rules.patterns('title').length, rules.patterns('strip').length];
  };

  test.each([
    ['a host', 'https://gazette.example/1', [1, 1]],
    ['its www', 'https://www.gazette.example/1', [1, 1]],
    ['a host below it', 'https://sport.live.gazette.example/1', [1, 1]],
    ['any other host', 'https://other.example/1', [0, 1]],
    ['a host whose rules forbid to guess', 'https://own.example/1', [0, 0]],
  ])('hold for %s', (_, address, found) => {
    expect(paths(address)).toEqual(found);
  });

  test('of a host and of those below it are two', () => {
    const marks = ['https://gazette.example/', 'https://a.gazette.example/'].map(
      (address) => book.rulesFor(address as Url)?.mark,
    );
    expect(new Set(marks).size).toBe(2);
    expect(book.files).toBe(4);
    expect(siteRuleBook([]).rulesFor(url)).toBeUndefined();
  });
});

test.each([
  [
    'body: //div[',
    'a.example.txt, line 1: the XPath //div[ ends where a name should stand; correct it.',
  ],
  [
    '\n\nfoot: //p',
    'a.example.txt, line 3: foot is no rule that is known; docs/site-rules.md names all.',
  ],
  [
    'no rule at all',
    'a.example.txt, line 1: “no rule at all” is no “name: value”; begin the line with # to keep it as a remark.',
  ],
  ['prune: perhaps', 'a.example.txt, line 1: prune is perhaps; give yes or no.'],
  [
    'find_string: x',
    'a.example.txt, line 1: find_string has no replace_string below it; add one, empty to delete what is found.',
  ],
  [
    'replace_string: x',
    'a.example.txt, line 1: replace_string has no find_string above it; write replace_string(FIND): BY.',
  ],
  [
    'if_page_contains: //p',
    'a.example.txt, line 1: if_page_contains stands below no rule it could hold for; set it below one with an XPath.',
  ],
  [
    `body: ${'x'.repeat(9000)}`,
    'a.example.txt, line 1: it is longer than 8000 characters and is not read; make it shorter.',
  ],
  [
    'x'.repeat(300_000),
    'a.example.txt: it is longer than 256 KiB and is not read; make it shorter.',
  ],
])(
  'a line that cannot be used is named with what to do, and the others count (%#)',
  (text, message) => {
    const { faults, rulesFor } = siteRuleBook([
      { name: 'a.example.txt', text: `${text}\ntitle: //h1` },
    ]);
    expect(faults.map((fault) => fault.message)).toEqual([message]);
    if (text.length < 100_000) {
      expect(rulesFor('https://a.example/' as Url)?.patterns('title')).toHaveLength(1);
    }
  },
);

test('of two files for the same pages one is read, and the other named', () => {
  const { faults, files, rulesFor } = siteRuleBook([
    { name: 'www.a.example.txt', text: 'title: //h2' },
    { name: 'a.example.txt', text: 'title: //h1\ntitle: //h3' },
  ]);
  expect(faults).toEqual([
    {
      file: 'www.a.example.txt',
      line: 0,
      message:
        'www.a.example.txt: it is for the same pages as a.example.txt and is not read; put the rules of both into one file.',
    },
  ]);
  expect(files).toBe(1);
  expect(rulesFor('https://www.a.example/' as Url)?.patterns('title')).toHaveLength(2);
});

test.each([
  ['the link itself', "//a[@class='whole']"],
  ['its address', "//a[@class='whole']/@href"],
  ['what the link stands in', "//li[@class='next']"],
])('a link is named by %s', (_, path) => {
  const html = page.replace(
    /<a class="whole".*?<\/a>/,
    '<ul><li class="next"><b>More: $&</b></li></ul>',
  );
  expect(read(`single_page_link: ${path}`, undefined, html).parts?.whole).toBe(`${url}?all=1`);
});

test('hostile rules on a hostile page end soon', () => {
  const html = `${'<div class="a b">'.repeat(400)}${'<p>Some words, and more.</p>'.repeat(50_000)}`;
  const text = Array.from({ length: 50 }, (_, at) => `strip: //p[count(preceding::p) = ${at}]`);
  const rules = siteRuleBook([{ name: 'gazette.example.txt', text: text.join('\n') }]).rulesFor(
    url,
  );
  const before = performance.now();
  extractArticle({ html, url, ...(rules && { rules }) });
  expect(performance.now() - before).toBeLessThan(15_000);
});
