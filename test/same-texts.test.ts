import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Archive, ImportItem } from '../src/archive/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { createReader } from '../src/web/index.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { startSite } from './small-site.ts';
import { withoutWordEnds } from './without-word-ends.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const time = clock();
const { folder, freshFolder, clear } = scratch();
afterAll(clear);

const story = `北港的渡轮公司昨天说，因为海面风浪太大，往来南岛的班次从今天早上起全部停航，旅客可以在码头退票，
也可以改乘明天的班次。港务局提醒驾车的旅客不要前往码头，停车场已经满了。岛上的学校照常上课，医院备有两艘快艇。`;
const traditional = `【港灣日報三月五日訊】北港的渡輪公司昨天說，因為海面風浪太大，往來南島的班次從今天早上起全部停航，旅客可以在碼頭退票，
也可以改乘明天的班次。港務局提醒駕車的旅客不要前往碼頭，停車場已經滿了。島上的學校照常上課，醫院備有兩艘快艇。`;
const weather = (low: number, high: number, wind: number) =>
  `今天渡轮航线上白天多云，气温 ${low} 到 ${high} 度，东北风 ${wind} 级，浪高 ${wind / 2} 米，能见度良好，
小船可以出海，夜间有雾，请留意港务局的广播，明天的预报在下午 5 时公布。`;

const item = (day: number, outlet: string, title: string, text: string): ImportItem => ({
  path: `${day}.html`,
  outlet: { folder: outlet, title: outlet },
  url: `https://${outlet}.test/${day}` as Url,
  title,
  publishedAt: instant(Date.UTC(2026, 9, day)),
  observedAt: instant(Date.UTC(2026, 9, day, 1)),
  bytes: new TextEncoder().encode(`${title}${text}`),
  contentType: 'text/html',
  html: `<p>${text}</p>`,
});

async function* items(): AsyncGenerator<ImportItem> {
  yield item(1, 'evening', '北港渡轮停航', story);
  yield item(2, 'daily', '快訊：北港渡輪今天停航', traditional);
  yield item(3, 'morning', '渡轮航线天气', weather(12, 18, 4));
  yield item(4, 'morning', '渡轮航线天气', weather(9, 15, 6));
  yield item(5, 'island', '北港渡轮停航（图）', `${story}（责任编辑：林一）`);
}

const run = (...parameters: string[]) =>
  command([parameters[0] ?? '', '--archive', folder, ...parameters.slice(1)], { now: time.now });

describe('one text at three outlets', () => {
  let archive: Archive;
  beforeAll(async () => {
    archive = await openForTest(folder, time.now);
    await archive.import(items());
  });
  afterAll(() => archive.close());

  it('is one hit of a search, unless each article is asked for', async () => {
    const found = await archive.search({ text: '渡轮' });
    expect(found.hits.map(({ same }) => same.length).sort()).toEqual([0, 0, 2]);
    expect(found.total).toBe(5);
    const each = await archive.search({ text: '渡轮', each: true });
    expect([each.hits.length, each.total]).toEqual([5, 5]);
    const one = await archive.search({ text: '停航', limit: 1 });
    expect([one.hits[0]?.same.length, one.next]).toEqual([2, undefined]);
  });

  it('is told by the commands, the daily bulletin in the same sentences is not', async () => {
    expect((await run('search', '停航')).out).toMatch(/3 found.*the same text: .+ \(\w+\), .+ \(/s);
    expect((await run('search', '停航', '--each')).out).not.toContain('the same text');
    const { out } = await run('similar', 'https://evening.test/1');
    expect(out).toContain('2 other articles hold this text');
    expect(out).toMatch(/快訊：北港渡輪今天停航\n {2}daily · 2026-10-02 · \w+\n {2}\d\d % of/);
    expect((await run('similar', 'https://morning.test/3')).out).toContain('no other articles');
    const document = (await run('similar', 'https://evening.test/1', '--json')).json();
    expect(document).toMatchObject({
      article: { url: 'https://evening.test/1' },
      similar: [{ article: { source: 'island' } }, { article: { source: 'daily' } }],
    });
  });

  it('is folded on the search page and linked from the article’s, in two languages', async () => {
    const reader = createReader({ archive, now: time.now, title: 'T', timeZone: 'UTC' });
    const page = async (path: string, language = 'en') =>
      (await reader.request(path, { headers: { 'Accept-Language': language } })).text();
    const found = await page('/search?q=停航');
    expect(found).toContain('<summary>The same text in 2 other articles</summary>');
    expect(found).toContain('3 articles for');
    const each = /href="([^"]+each=1[^"]*)"/.exec(found)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const listed = await page(each, 'zh');
    expect(listed).not.toContain('<summary>');
    expect(listed).toContain('合并列出内容相同的文章');
    const { article } = await archive.article('https://evening.test/1');
    const shown = await page(`/article/${article.id}`, 'zh');
    expect(withoutWordEnds(shown)).toMatch(
      /别处的相同内容.*快訊：北港渡輪今天停航.*daily.*相同程度 \d+%/s,
    );
  });
});

describe('one text at two addresses', () => {
  it('is known in a backup and by a rebuilt archive, and no more once it was taken down', async () => {
    const place = freshFolder();
    const [whole, kept, restored] = ['whole', 'kept', 'restored'].map((name) => join(place, name));
    const site = await startSite({
      '/one': newsPage('北港渡轮停航', story),
      '/two': newsPage('北港渡輪停航', traditional),
    });
    const first = await openForTest(whole ?? '', time.now);
    for (const path of ['/one', '/two'])
      await first.capture(site.url(path), { allowPrivate: true });
    await first.close();
    const does = (name: string, folder = '', ...rest: string[]) =>
      command([name, '--archive', folder, ...rest], { now: time.now });
    const copies = async (folder = '') => {
      const { out } = await does('similar', folder, site.url('/one'), '--json');
      return (JSON.parse(out) as { similar: unknown[] }).similar.length;
    };
    expect(await copies(whole)).toBe(1);
    // A database is backed up by its own means.
    if (!isOnPostgres) {
      expect((await does('backup', whole, kept ?? '')).code).toBe(0);
      expect((await does('restore', restored, kept ?? '')).code).toBe(0);
      expect(await copies(restored)).toBe(1);
    }
    await rebuilt(whole ?? '');
    expect(await copies(whole)).toBe(1);
    const taken = await does('takedown', whole, site.url('/two'), '--reason', 'court');
    expect(taken.code).toBe(0);
    expect(await copies(whole)).toBe(0);
    await site.close();
  });
});

const newsPage = (title: string, text: string): string =>
  `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${title}</title></head>
<body><article><h1>${title}</h1><p>${text}</p></article></body></html>`;
