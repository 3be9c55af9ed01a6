import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader } from '../src/web/index.ts';
import { askSql, runSql } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { startSite } from './small-site.ts';

vi.setConfig({ testTimeout: 60_000 });
const { folder, freshFolder, clear } = scratch();
const time = clock();
const site = await startSite({});
afterAll(async () => {
  await site.close();
  clear();
});

/** What stays of each page: no two have the same. */
const stays: Readonly<Record<string, readonly string[]>> = {
  市长的账目: [
    '记者在市政厅外看到，人们在路边等候，彼此交谈，没有人着急。',
    '议会将于下周讨论此事。',
  ],
  北港的渡轮: [
    '港务公司说，居民已经习惯了这样的天气，码头上十分安静。',
    '预计后天恢复航行，请留意公告。',
  ],
  消息一则: ['本报昨天收到几位读者的来信，询问事情的经过。', '我们会继续关注，并把所知告诉大家。'],
};
const html = (title: string, ...paragraphs: string[]): string =>
  `<!doctype html><html lang="zh-Hans"><head><title>${title}</title></head><body><article><h1>${title}</h1>${[...paragraphs, ...(stays[title] ?? [])].map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;

const denied = '市长林一否认收受港务公司的款项，称一切均有记录可查。';
const url = (name: string) => site.url(`/2026/11/${name}`);
async function capture(archive: Archive, name: string, page: string): Promise<void> {
  site.set(`/2026/11/${name}`, page);
  time.pass(86_400_000);
  await archive.capture(url(name), { allowPrivate: true });
}

/** What lies in the index of what went. */
const rows = (where = folder): Promise<unknown[]> =>
  askSql(
    where,
    `select id, revision, packed, spans from find_removed join articles using (ord)
       order by id, revision`,
  );

const search = (...parameters: string[]) =>
  command(['search', '--archive', folder, ...parameters], { now: time.now });
const totalOf = async (...parameters: string[]) =>
  (await search('--json', ...parameters)).json()['total'];

beforeAll(async () => {
  const archive = await openForTest(folder, time.now);
  // Of one a paragraph goes and comes again in part; of one a number, of one nothing but its script.
  await capture(archive, 'mayor-100001', html('市长的账目', denied, '账目共二百万元。'));
  await capture(archive, 'mayor-100001', html('市长的账目', '账目共二百万元。'));
  await capture(archive, 'port-100002', html('北港的渡轮', '渡轮停航，乘客 300 人改乘巴士。'));
  await capture(archive, 'port-100002', html('北港的渡轮', '渡轮停航，乘客 200 人改乘巴士。'));
  await capture(archive, 'back-100003', html('消息一则', denied));
  await capture(archive, 'back-100003', html('消息一则', '暂无消息。'));
  await capture(archive, 'back-100003', html('消息一则', denied));
  await archive.close();
});

describe('removed words', () => {
  it('are found in either script and with other clauses, where they stand no longer', async () => {
    expect(await totalOf('removed:否认')).toBe(1);
    expect(await totalOf('刪去：「否認收受」')).toBe(1);
    expect(await totalOf('removed:收受', '账目')).toBe(1);
    expect(await totalOf('账目', '--', '-removed:收受')).toBe(0);
    expect(await totalOf('removed:300')).toBe(1);
    expect(await totalOf('removed:"乘客 300 人"')).toBe(1);
    expect(await totalOf('removed:200')).toBe(0);
    expect(await totalOf('removed:渡轮')).toBe(0);
    expect(await totalOf('removed:否认 OR removed:300')).toBe(2);
    expect(await totalOf('removed:否认', '--since', '2027')).toBe(0);
  });

  it('are shown with the passage, the revision that had it and when it went', async () => {
    const found = await search('--removed', '收受 "一切均有记录"');
    expect(found.out).toMatch(
      /^1 found\n\n市长的账目\n.*\n {2}removed: in revision 1 \(2026-11-25\), not in 2 \(2026-11-26\)\n {4}市长林一否认\*收受\*港务/,
    );
    const [hit] = (await search('removed:收受', '--json')).json()['hits'] as unknown as {
      removed: { snippet: string };
    }[];
    expect(hit?.removed).toMatchObject([{ from: 1, to: 2 }]);
  });

  it('are shown by the reader with the way to what changed', async () => {
    const archive = await openForTest(folder, time.now, { mode: 'read' });
    const reader = createReader({ archive, now: time.now, title: 'Test', timeZone: 'UTC' });
    const page = await (
      await reader.request(`/search?q=${encodeURIComponent('removed:收受')}`)
    ).text();
    const { hits } = await archive.search({ text: 'removed:收受' });
    await archive.close();
    expect(page).toMatch(/市长林一否认<mark>收受<\/mark>港务/);
    expect(page).toContain(`href="/article/${hits[0]?.article.id}/diff/1..2"`);
  });

  it('are the same after a rebuild, and when they are indexed after they went', async () => {
    const before = await rows();
    expect(before).toHaveLength(3);
    await rebuilt(folder, time);
    expect(await rows()).toEqual(before);
    await runSql(
      folder,
      'delete from find_removed',
      "delete from marks where name = 'removed-words'",
    );
    expect(await totalOf('removed:收受')).toBe(0);
    const archive = await openForTest(folder, time.now);
    await expect.poll(async () => (await archive.search({ text: 'removed:收受' })).total).toBe(1);
    await archive.close();
    expect(await rows()).toEqual(before);
  });

  it('go with an article that is taken down', async () => {
    const own = freshFolder();
    const archive = await openForTest(own, time.now);
    await capture(archive, 'mayor-100009', html('市长的账目', denied, '账目共二百万元。'));
    await capture(archive, 'mayor-100009', html('市长的账目', '账目共二百万元。'));
    expect((await archive.search({ text: 'removed:收受' })).total).toBe(1);
    await archive.takeDown(url('mayor-100009'), { reason: 'court' });
    expect((await archive.search({ text: 'removed:收受' })).total).toBe(0);
    await archive.close();
    expect(await rows(own)).toEqual([]);
  });

  it('need a query or words of their own', async () => {
    expect(await search()).toMatchObject({ code: 2, err: expect.stringContaining('--removed') });
  });
});
