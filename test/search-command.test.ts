import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ImportItem } from '../src/archive/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { runSql } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';

vi.setConfig({ testTimeout: 30_000 });
const time = clock();
const { folder, clear } = scratch();

const outlet = { folder: 'evening', title: '港湾晚报' };
const item = (day: number, title: string, text: string): ImportItem => ({
  path: `${day}.html`,
  outlet,
  url: `https://paper.test/${day}` as Url,
  title,
  publishedAt: instant(Date.UTC(2026, 9, day)),
  observedAt: instant(Date.UTC(2026, 9, day, 1)),
  bytes: new TextEncoder().encode(title),
  contentType: 'text/html',
  html: `<p>${text}</p>`,
});

async function* items(): AsyncGenerator<ImportItem> {
  yield item(20, '北港渡轮停航', '大风中，渡轮今天停航，乘客改乘巴士。');
  yield item(30, '渡轮复航', '渡轮今天恢复，乘客不多。');
  yield item(40, '港口开放', '北港的渡轮照常，港口全天开放。');
}

const search = (...parameters: string[]) =>
  command(['search', '--archive', folder, ...parameters], { now: time.now });
const titlesIn = (out: string) => out.match(/^\S*(?:航|放)$/gm);

/** Opens the archive to capture until all is indexed. */
async function indexed(): Promise<void> {
  const archive = await openForTest(folder, time.now);
  await expect.poll(async () => (await archive.search({ text: '停航' })).unindexed).toBeUndefined();
  await archive.close();
}

beforeAll(async () => {
  const archive = await openForTest(folder, time.now);
  await archive.import(items());
  await archive.close();
});
afterAll(clear);

describe('backissue search', () => {
  it('takes fields in the query and as options', async () => {
    expect(titlesIn((await search('标题：渡轮')).out)).toHaveLength(2);
    expect(titlesIn((await search('渡轮', 'since:2026-11')).out)).toEqual(['港口开放']);
    expect(titlesIn((await search('渡轮', '--since', '2026-10-30')).out)).toHaveLength(2);
    expect(titlesIn((await search('渡轮', '--until', '2026-10-30')).out)).toHaveLength(2);
    expect(titlesIn((await search('渡轮', '--until', '2026-10')).out)).toHaveLength(2);
  });

  it('goes through what was found page by page, in the order asked for', async () => {
    const first = await search('渡轮', '--sort', 'date', '--limit', '2');
    expect(titlesIn(first.out)).toEqual(['港口开放', '渡轮复航']);
    const [, next = ''] = /^The next page: --after (\S+)$/m.exec(first.out) ?? [];
    const second = await search('渡轮', '--sort', 'date', '--limit', '2', '--after', next);
    expect(titlesIn(second.out)).toEqual(['北港渡轮停航']);
    expect(second.out).not.toContain('next page');
  });

  it('counts by month, source and language', async () => {
    const { out } = await search('渡轮', '--facets');
    expect(out).toMatch(/^ {2}2026-10 ▇+ 2$/m);
    expect(out).toMatch(/^ {2}3 {2}港湾晚报 \(source:\w+\)$/m);
    expect((await search('渡轮', '--facets', '--json')).json()).toMatchObject({
      total: 3,
      more: false,
      facets: {
        months: [
          { month: '2026-10', articles: 2 },
          { month: '2026-11', articles: 1 },
        ],
        sources: [{ source: '港湾晚报', articles: 3 }],
      },
    });
  });

  it('says where nothing has all of it, and shows what has most', async () => {
    const says = 'nothing has all of it; these have most of the words';
    const { out } = await search('大风中渡轮今天停飞');
    expect(out).toMatch(new RegExp(`^1 found\\n${says}\\n\\n北港渡轮停航\\n`));
    expect((await search('大风中渡轮今天停飞', '--json')).json()).toMatchObject({ most: true });
    expect((await search('"大风中渡轮今天停飞"')).out).not.toContain(says);
    expect((await search('渡轮', '--json')).json()).not.toHaveProperty('most');
  });

  it('says what to try where nothing is found', async () => {
    const { out, code } = await search('渡轮 source:times');
    expect(code).toBe(0);
    expect(out).toContain('no source is called times; backissue sources lists them');
    expect(out).toContain('try: 渡轮 (3 found)');
  });

  it.each([
    ['--sort', 'worst', '--sort is worst; it takes date or relevance.'],
    ['--after', '3', '--after is 3; it takes what the page before says.'],
    ['--until', 'soon', '--until is soon; it takes a date like 2026-11-24, 2026 or 7d.'],
  ])('refuses %s %s', async (flag, value, says) => {
    const { code, err } = await search('渡轮', flag, value);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  it('is told by doctor of a hole in its index, not of one that is being made', async () => {
    const doctor = () => command(['doctor', '--archive', folder], { now: time.now });
    await runSql(folder, 'delete from find_docs where ord = (select max(ord) from articles)');
    expect(await doctor()).toMatchObject({
      code: 3,
      out: expect.stringContaining('this article cannot be found by search'),
    });
    await runSql(folder, 'delete from find_docs', 'delete from find_columns');
    expect((await doctor()).code).toBe(0);
    await indexed();
  });

  it('says that not all is indexed yet, until a command that captures has indexed it', async () => {
    await runSql(folder, 'delete from find_docs', 'delete from find_columns');
    expect((await search('渡轮')).out).toContain(
      'incomplete: 3 articles are not indexed yet; backissue serve or fetch goes on with it',
    );
    expect((await search('渡轮', '--json')).json()).toMatchObject({ unindexed: 3 });
    await indexed();
    expect((await search('停航', '--json')).json()).not.toHaveProperty('unindexed');
  });
});
