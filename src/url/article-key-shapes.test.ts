import { expect, test } from 'vitest';
import { articleKey, parseUrl } from './index.ts';

function key(text: string): string {
  const url = parseUrl(text);
  if (url === undefined) throw new Error(`${text} is no URL`);
  return articleKey(url);
}

const story = 'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213';
/** Shapes that content systems, caches and outlets write for one article. */
const same: readonly (readonly [of: string, others: readonly string[]])[] = [
  [
    story,
    [
      // Schemes, hosts, ports, slashes, fragments
      'http://www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'http://example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://example.com/news/2020/06/25/ferry-runs-aground-88213/',
      'HTTPS://WWW.EXAMPLE.COM/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.example.com:443/news/2020/06/25/ferry-runs-aground-88213',
      'http://www.example.com:80/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.example.com./news/2020/06/25/ferry-runs-aground-88213',
      'https://reader:secret@www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.example.com//news/2020/06/25/ferry-runs-aground-88213',
      'https://www.example.com/news//2020/06/25//ferry-runs-aground-88213//',
      'https://www.example.com/news/2020/06/25/./ferry-runs-aground-88213',
      'https://www.example.com/news/2020/06/25/x/../ferry-runs-aground-88213',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213#comments',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213#:~:text=aground',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?#top',
      'https://www.example.com/news/2020/06/25/ferry%2Druns%2daground-88213',
      'https://www.example.com/%6Eews/2020/06/25/ferry-runs-aground-88213',
      // Mobile hosts and paths
      'https://m.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://mobile.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'http://wap.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'http://3g.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://touch.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://m.www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?mobile=1',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?view=mobile',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/mobile',
      // AMP
      'https://amp.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/amp',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/amp/',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213.amp',
      'https://www.example.com/amp/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?amp',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?amp=1',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?amp=true',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?_amp=true',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?isAmp=1',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?outputType=amp',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?output=amp',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?format=amp',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?ampcf=1',
      'https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www-example-com.cdn.ampproject.org/v/s/www.example.com/news/2020/06/25/ferry-runs-aground-88213?amp_js_v=0.1&usqp=mq331AQ',
      'https://cdn.ampproject.org/c/s/www.example.com/news/2020/06/25/ferry-runs-aground-88213/amp',
      'https://cdn.ampproject.org/c/www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://amp-example-com.cdn.ampproject.org/c/s/amp.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www-example-com.cdn.ampproject.org/wp/c/s/www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.google.com/amp/s/www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.google.com/amp/www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www.google.co.uk/amp/s/amp.example.com/news/2020/06/25/ferry-runs-aground-88213',
      'https://www-example-com.bing-amp.com/c/s/www.example.com/news/2020/06/25/ferry-runs-aground-88213',
      // Print
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?print=1',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?print=true',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?print=print',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?printable=yes',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?printerFriendly=true',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?view=print',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?mode=print',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/print',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/print/',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/print.html',
      // Sessions
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213;jsessionid=0A1B2C',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213;JSESSIONID=0A1B.n2?amp=1',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?PHPSESSID=5d41402abc4b2a76',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?jsessionid=0A1B2C',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?ASPSESSIONIDQQ=X',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?CFID=1&CFTOKEN=2',
      // Trackers
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?utm_source=rss&utm_medium=feed',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?fbclid=IwAR0',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?gclid=1&_ga=2.1',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?spm=a2700.1',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?at_medium=RSS&at_campaign=KARANGA',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?xtor=RSS-3',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?CMP=share_btn_tw',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213?mc_cid=1&mc_eid=2',
      // A folder's own page
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/index.html',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/index.htm?utm_source=x',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/index.shtml',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/index.php',
      'https://www.example.com/news/2020/06/25/ferry-runs-aground-88213/default.aspx',
    ],
  ],
  [
    'https://www.rfi.fr/cn/%E4%B8%AD%E5%9B%BD/20200715-%E6%96%87',
    [
      'http://www.rfi.fr//cn/%E4%B8%AD%E5%9B%BD/20200715-%E6%96%87',
      'https://www.rfi.fr/cn/%e4%b8%ad%e5%9b%bd/20200715-%e6%96%87',
      'https://www.rfi.fr/cn/中国/20200715-文',
      'https://www.rfi.fr/cn/中%e5%9b%BD/20200715-文/',
    ],
  ],
  [
    'https://quay.example.co.uk/article?id=7&lang=zh',
    [
      'https://quay.example.co.uk/article?lang=zh&id=7',
      'https://quay.example.co.uk/article?lang=zh&utm_source=x&id=7',
      'https://quay.example.co.uk/article/?id=7&lang=zh&print=1',
      'http://m.quay.example.co.uk/article?id=%37&lang=zh',
    ],
  ],
  ['https://en.wikipedia.org/wiki/Ferry', ['https://en.m.wikipedia.org/wiki/Ferry']],
  [
    'https://ferry.blogspot.com/2020/06/aground.html',
    ['https://ferry.blogspot.com/2020/06/aground.html?m=1'],
  ],
  [
    'https://www.example.com/2020/06/aground.html',
    [
      'https://www.example.com/m/2020/06/aground.html',
      'https://www.example.com/mobile/2020/06/aground.html',
      'https://www.example.com/2020/06/aground.amp.html',
      'https://www.example.com/2020/06/aground.html.amp',
      'https://www.example.com/2020/06/aground.html/amp',
    ],
  ],
  ['https://example.com/', ['http://www.example.com', 'https://example.com/index.html']],
];

/** Pairs that only look alike: other texts, other subjects, other sites. */
const different: readonly (readonly [string, string])[] = [
  [story, 'https://www.example.com/news/2020/06/25/ferry-runs-aground-88214'],
  [story, 'https://www.example.com/news/2020/06/25/Ferry-runs-aground-88213'],
  [story, `${story}?page=2`],
  [story, `${story}/2`],
  [story, `${story}/page/2`],
  [story, `${story}?all=1`],
  [story, `${story}/comments`],
  [story, `${story}/photos/amp-stage`],
  [story, `${story}.pdf`],
  [story, 'https://blog.example.com/news/2020/06/25/ferry-runs-aground-88213'],
  [story, 'https://www.example.org/news/2020/06/25/ferry-runs-aground-88213'],
  [story, 'https://example.com.evil.test/news/2020/06/25/ferry-runs-aground-88213'],
  [story, 'https://www.example.com:8443/news/2020/06/25/ferry-runs-aground-88213'],
  // Scripts and languages are texts of their own
  ['https://x.test/zh-hans/a-1', 'https://x.test/zh-hant/a-1'],
  ['https://x.test/gb/18/5/18/n1.htm', 'https://x.test/b5/18/5/18/n1.htm'],
  ['https://x.test/simp/a-1', 'https://x.test/trad/a-1'],
  ['https://x.test/big5/a-1', 'https://x.test/a-1'],
  ['https://big5.x.test/a-1', 'https://x.test/a-1'],
  ['https://en.x.test/a-1', 'https://fr.x.test/a-1'],
  ['https://x.test/a?lang=en', 'https://x.test/a?lang=fr'],
  // Pages of one article
  ['https://x.test/a?page=1', 'https://x.test/a?page=2'],
  ['https://x.test/a?p=2', 'https://x.test/a?p=3'],
  ['https://x.test/a_2.html', 'https://x.test/a.html'],
  // Marks that are names
  ['https://x.test/tag/amp', 'https://x.test/tag'],
  ['https://x.test/topics/print', 'https://x.test/topics'],
  ['https://x.test/news/print', 'https://x.test/news'],
  ['https://x.test/category/mobile', 'https://x.test/category'],
  ['https://x.test/mobile/phone-review', 'https://x.test/phone-review'],
  ['https://x.test/m/phone-review', 'https://x.test/phone-review'],
  ['https://x.test/wap/phone-review', 'https://x.test/phone-review'],
  ['https://x.test/amp/fender', 'https://x.test/fender'],
  ['https://x.test/print', 'https://x.test/'],
  ['https://x.test/amp', 'https://x.test/'],
  ['https://x.test/print.html', 'https://x.test/'],
  ['https://x.test/blueprint', 'https://x.test/blue'],
  ['https://x.test/a?print=5', 'https://x.test/a'],
  ['https://x.test/a?amp=5', 'https://x.test/a'],
  ['https://x.test/a?view=gallery', 'https://x.test/a'],
  ['https://x.test/a?mode=live', 'https://x.test/a'],
  ['https://x.test/a?format=pdf', 'https://x.test/a'],
  ['https://x.test/a?m=1', 'https://x.test/a'],
  ['https://x.test/a?y=2020&m=1', 'https://x.test/a?y=2020&m=2'],
  ['https://x.test/a?sid=1', 'https://x.test/a?sid=2'],
  ['https://x.test/a?id=1', 'https://x.test/a?id=01'],
  ['https://x.test/a?a=1&a=2', 'https://x.test/a?a=2&a=1'],
  ['https://x.test/index.html?id=1', 'https://x.test/index.html?id=2'],
  ['https://x.test/a/index2.html', 'https://x.test/a'],
  ['https://x.test/reindex.html', 'https://x.test/'],
  ['https://x.test/a;v=2', 'https://x.test/a'],
  ['https://x.test/a%2Fb', 'https://x.test/a/b'],
  ['https://x.test/#!/1', 'https://x.test/#!/2'],
  // Hosts that begin like a mark
  ['https://m.com/a', 'https://amp.com/a'],
  ['https://amp.com.au/a', 'https://m.com.au/a'],
  ['https://wap.co/a', 'https://touch.co/a'],
  ['https://mail.x.test/a', 'https://x.test/a'],
  ['https://m2.x.test/a', 'https://x.test/a'],
  ['https://www2.x.test/a', 'https://x.test/a'],
  ['https://a.m.com/x', 'https://a.com/x'],
  ['https://3gp.x.test/a', 'https://x.test/a'],
  // Wrappers that wrap nothing
  ['https://www.google.com/amp/help', 'https://www.google.com/help'],
  ['https://cdn.ampproject.org/v0.js', 'https://cdn.ampproject.org/v0/amp-ad.js'],
  [
    'https://a-test.cdn.ampproject.org/c/s/a.test/x-1',
    'https://b-test.cdn.ampproject.org/c/s/b.test/x-1',
  ],
  ['https://www.google.com/amp/s/a.test/x-1', 'https://www.google.com/amp/s/a.test/x-2'],
];

test.each(same)('%s is known under every shape of its address', (of, others) => {
  const apart = others.filter((other) => key(other) !== key(of));
  expect(apart).toEqual([]);
});

test.each(different)('%s is not %s', (one, other) => {
  expect(key(one)).not.toBe(key(other));
});

test('the table holds at least 150 pairs', () => {
  const pairs = same.reduce((sum, [, others]) => sum + others.length, 0);
  expect(pairs + different.length).toBeGreaterThanOrEqual(150);
});
