import { describe, expect, it } from 'vitest';
import type { Instant } from '../model/index.ts';
import {
  absencesPage,
  frontPage,
  outletPage,
  searchPage,
  sourcesPage,
  stylesheet,
} from './index.ts';
import { messageTables } from './messages.ts';
import { sampleAbsences } from './testing/absences.ts';
import { sampleContext } from './testing/context.ts';
import { sampleFront } from './testing/front.ts';
import { bridgeLine, pierLine } from './testing/lines.ts';
import { sampleSources, well } from './testing/sources.ts';

const context = sampleContext();
const chinese = sampleContext({ locale: 'zh-Hans' });

describe('frontPage', () => {
  it('shows titles in their own language and links outlets, days, articles', () => {
    const page = frontPage(context, sampleFront);
    expect(page).toMatch(/<a href="a2-bridge\.html" lang="zh-Hans">(?:<span>)?“先/);
    expect(page).toContain('<a href="outlet-gangwan.html" lang="">港湾晚报</a>');
    expect(page).toContain('<a href="day-2026-11-24.html">');
    expect(page).toContain('12 more');
  });

  it('says how many sources need attention, or that all answer', () => {
    expect(frontPage(context, sampleFront)).toContain('2 of 7 sources need attention');
    const health = { total: 1, failing: 0 };
    expect(frontPage(context, { ...sampleFront, health })).toContain('1 source, answering');
    expect(frontPage(chinese, { ...sampleFront, health })).toContain('1 个来源，全部正常');
  });

  it('calls the day of the dateline today and the one before yesterday, in the archive’s zone', () => {
    const now = '2026-11-23T16:05:00.000Z' as Instant;
    const page = frontPage({ ...context, now }, sampleFront);
    expect(page).toContain('<time datetime="2026-11-24">Today</time>');
    expect(page).toContain('Monday, 23 November 2026</time> <span class="near">Yesterday</span>');
  });

  it('tells in a list that an article is not served, with what was seen', () => {
    expect(frontPage(context, sampleFront)).toContain('Not served at the last look: not found');
    expect(frontPage(chinese, sampleFront)).toContain('最近一次未能取得：找不到页面');
  });
});

describe('absencesPage', () => {
  it('says how many there are of each, and where only the newest are listed', () => {
    const view = { ...sampleAbsences, totals: { gone: 1312, missed: 1, returned: 1 } };
    const page = absencesPage(context, view);
    expect(page).toContain('<h2>Not served any more: 1,312, the newest 1 shown</h2>');
    expect(page).toContain('<h2>Served again: 1</h2>');
    const inChinese = absencesPage(chinese, view);
    expect(inChinese).toContain('<h2>已不再提供：1,312 篇，列出最近的 1 篇</h2>');
    expect(inChinese).toContain('<h2>已恢复：1 篇</h2>');
  });
});

describe('outletPage', () => {
  const [source] = sampleSources.sources;
  if (source === undefined) throw new Error('no sample source');

  it('gives the time alone on its own day, and the date with it elsewhere', () => {
    const days = [{ date: '2026-11-24', articles: [bridgeLine] }];
    expect(outletPage(context, { source, health: well, days })).toContain('>09:20</time>');
    const other = [{ date: '2026-11-22', articles: [bridgeLine] }];
    expect(outletPage(context, { source, health: well, days: other })).toContain(
      '>24 November 2026 09:20</time>',
    );
  });

  it('links the pages beside it', () => {
    const page = outletPage(context, {
      source,
      health: well,
      days: [],
      older: 'o.html',
      newer: 'n.html',
    });
    expect(page).toContain('<a class="newer" href="n.html" rel="prev">');
    expect(page).toContain('<a class="older" href="o.html" rel="next">');
  });
});

describe('sourcesPage', () => {
  it('puts what needs attention first, then folders, then what is no longer followed', () => {
    const page = sourcesPage(context, sampleSources);
    const order = [
      'Need attention',
      'Northern Gazette',
      '>Harbour<',
      '>中文<',
      'No longer followed',
      'The Lantern',
    ];
    // The head of the page leads to every folder already.
    const groups = page.slice(page.indexOf('<section class="folder">'));
    const places = order.map((text) => groups.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(page).toContain('10,844');
  });
});

describe('the health of sources', () => {
  it('is told by the kind of each finding in the reader’s language, with the figures beneath', () => {
    const page = sourcesPage(chinese, sampleSources);
    expect(page).toContain('2026年11月22日 14:00</time> 起，只回应验证码页面。');
    expect(page).toContain('改读其站点地图：');
    expect(page).toContain('<ul lang="en"><li dir="auto">It shows a captcha instead of its items');
    const english = sourcesPage(context, sampleSources);
    expect(english).toMatch(/Answers with a captcha since <time[^>]*>22 November 2026 14:00</);
    expect(english).toContain('Its article pages are much shorter than usual since');
  });

  it('tells how much a source usually brings', () => {
    const page = sourcesPage(context, sampleSources);
    for (const told of ['about 12 a day', 'about 3 a day', 'about 2 a week']) {
      expect(page).toContain(told);
    }
    expect(sourcesPage(chinese, sampleSources)).toContain('每天约 12 篇');
  });

  it('stands on the page of an outlet in one line, with what was looked for in vain', () => {
    const silent = sampleSources.sources.find(({ health }) => health.state === 'silent');
    if (silent === undefined) throw new Error('no silent sample');
    const page = outletPage(context, { source: silent, health: silent.health, days: [] });
    expect(page.match(/class="health-line"/g)).toHaveLength(1);
    expect(page).toMatch(
      /Nothing new since <time[^>]*>[^<]*<\/time>\. Nothing newer was found elsewhere/,
    );
    expect(page).not.toContain('it usually brings one');
    const [other] = sampleSources.sources;
    const quiet = outletPage(context, { source: silent, health: other?.health ?? well, days: [] });
    expect(quiet).not.toContain('health-line');
  });

  it('has words for a kind of finding that these pages do not know yet', () => {
    const [first] = sampleSources.sources;
    if (first === undefined) throw new Error('no sample source');
    const since = '2026-11-20T00:00:00.000Z' as Instant;
    const findings = [{ kind: 'upside-down', since, says: 'It is.' }];
    const row = { ...first, health: { ...well, findings } };
    expect(sourcesPage(chinese, { sources: [row] })).toContain('起与平常不同。');
  });
});

const sampleSearch = {
  query: 'pier lang:zh',
  total: 10_000,
  more: true,
  hits: [{ line: pierLine, snippetHtml: 'the old <mark>pier</mark>' }],
  narrowed: [{ text: 'lang:zh', href: 'no-lang' }],
  orders: [
    { order: 'relevance', href: 'best', isHere: false },
    { order: 'date', href: 'by-date', isHere: true },
  ],
  times: [
    { name: '2026-10', articles: 40, href: 'october' },
    { name: '2026-11', articles: 0, href: 'november' },
    { name: '2026-12', articles: 1, href: 'december' },
  ],
  languages: [
    { name: 'zh-Hans', articles: 40, href: 'zh' },
    { name: 'fr', articles: 1, href: 'fr' },
  ],
  next: 'next',
} as const;

describe('searchPage', () => {
  it('keeps the query in the box and marks what was found', () => {
    const hits = [{ line: pierLine, snippetHtml: 'the old <mark>pier</mark>' }];
    const page = searchPage(context, { query: '"old pier"', total: 1284, hits });
    expect(page).toContain('value="&quot;old pier&quot;"');
    expect(page).toContain('1,284 articles for “&quot;old pier&quot;”');
    expect(page).toContain('the old <mark>pier</mark>');
  });

  it('folds articles of the same text beneath the first without a script', () => {
    const hit = { line: pierLine, snippetHtml: 'pier' };
    const view = { query: 'pier', total: 3, each: { isEach: false, href: 'each' } };
    const page = searchPage(context, { ...view, hits: [{ ...hit, same: [bridgeLine] }] });
    expect(page).toContain('<summary>The same text in 1 other article</summary>');
    expect(page).toMatch(/<details class="same">.*<a href="a2-bridge.html" lang="zh-Hans">/s);
    expect(page).toContain('<a href="each">List articles of the same text one by one</a>');
    expect(searchPage(context, { ...view, hits: [hit] })).not.toContain('<details');
    const chinesePage = searchPage(chinese, { ...view, hits: [{ ...hit, same: [bridgeLine] }] });
    expect(chinesePage).toContain('另有 1 篇文章内容相同');
  });

  it('can be ordered, narrowed and widened by links alone', () => {
    const page = searchPage(context, sampleSearch);
    expect(page).toContain('More than 10,000 articles');
    expect(page).toContain('<a href="by-date" aria-current="page">Newest first</a>');
    expect(page).toContain('<a href="no-lang">without <bdi lang="">lang:zh</bdi></a>');
    expect(page).toMatch(
      /<a href="october" title="October 2026: 40 articles"><span class="bar bar-20">/,
    );
    expect(page).toMatch(/<span class="bar bar-0"><\/span><span class="unseen">November 2026: 0/);
    expect(page).toContain(
      '<a href="fr"><bdi lang="">French</bdi></a> <span class="count">1</span>',
    );
    expect(page).toContain('<a class="older" href="next" rel="next">Next page</a>');
    expect(page).not.toContain('style=');
    const chinesePage = searchPage(chinese, sampleSearch);
    expect(chinesePage).toContain('2026年10月：40 篇');
    expect(chinesePage).toContain('<bdi lang="">法语</bdi>');
  });

  it('says that not all is indexed, which source nobody has, and what to try instead', () => {
    const page = searchPage(context, {
      ...{ query: 'peir source:times', total: 0, hits: [], unindexed: 1200 },
      unknownSources: ['times'],
      suggestions: [{ name: 'pier', articles: 3, href: 'pier' }],
    });
    expect(page).toContain('Not complete: 1,200 articles are not indexed yet.');
    expect(page).toContain('No source is called “times”.');
    expect(page).toContain('<a href="pier" lang="">pier</a> <span>3 articles</span>');
  });
});

describe('messages', () => {
  const holes = (message: unknown) => new Set(JSON.stringify(message).match(/\{\w+\}/g));

  it.each(['zh-Hans', 'zh-Hant'] as const)(
    'ask for the same values in English and %s',
    (locale) => {
      const english = Object.entries(messageTables.en);
      const other = new Map<string, unknown>(Object.entries(messageTables[locale]));
      expect([...other.keys()].sort()).toEqual(english.map(([key]) => key).sort());
      for (const [key, message] of english)
        expect([key, holes(other.get(key))]).toEqual([key, holes(message)]);
    },
  );

  it('write Chinese in the characters, quotation marks and words of its readers', () => {
    const found = (locale: 'zh-Hans' | 'zh-Hant', alien: RegExp) =>
      JSON.stringify(messageTables[locale]).match(alien) ?? [];
    expect(found('zh-Hans', /[「」個這為沒時來內網圖簡錄應動發開關]/g)).toEqual([]);
    expect(found('zh-Hant', /[“”‘’个这为没时们来内网图简录长门问间应动发开关]/g)).toEqual([]);
    // Of the mainland, whatever the characters.
    const mainland = /搜索|服務器|登錄|鏈接|導入|默認|軟件|設置|字節|賬/g;
    expect(found('zh-Hant', mainland)).toEqual([]);
  });
});

describe('stylesheet', () => {
  it('names no other resource', () => {
    expect(stylesheet).not.toMatch(/url\(|@import|https?:|@font-face/);
  });

  it('closes every brace it opens', () => {
    expect(stylesheet.split('{').length).toBe(stylesheet.split('}').length);
  });
});
