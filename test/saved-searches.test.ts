import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { parseFeed } from '../src/feed/index.ts';
import { instant, type Url } from '../src/model/index.ts';
import { createReader } from '../src/web/index.ts';
import { isOnPostgres, runSql } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { startSite } from './small-site.ts';
import { withoutWordEnds } from './without-word-ends.ts';

vi.setConfig({ testTimeout: 60_000 });
const { freshFolder, clear } = scratch();
afterAll(clear);

/** A page of the paper: its title, and a text of several sentences that says what is given. */
const page = (title: string, says: string): string =>
  `<!doctype html><html lang="zh-Hans"><head><title>${title}</title></head><body><article><h1>${title}</h1>
<p>${says}记者在现场看到，当地居民已经习惯了这样的天气，人们在路边等候，彼此交谈，没有人着急。</p>
<p>有关部门表示，情况如有变化会及时告知，请大家留意后续消息，并妥善安排自己的时间。</p></article></body></html>`;
const ferry = (name: string) =>
  page(`渡轮消息${name}`, `大风中，${name}号渡轮今天停航，乘客改乘巴士。`);
const other = (name: string) => page(`机场消息${name}`, `${name}号跑道今天开放，旅客不多。`);

const names = {
  甲: 'note-100001',
  乙: 'note-100002',
  丙: 'note-100003',
  丁: 'note-100004',
  戊: 'note-100005',
  己: 'note-100006',
} as const;

const site = await startSite({});
afterAll(() => site.close());

/** Captures pages, as they are now, at addresses of their names. */
async function take(archive: Archive, pages: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, html] of Object.entries(pages)) {
    site.set(`/2026/11/${name}`, html);
    await archive.capture(site.url(`/2026/11/${name}`), { allowPrivate: true });
  }
}

/** An archive, its commands, and what a saved search tells behind a mark. */
async function opened() {
  const folder = freshFolder();
  const time = clock();
  const open = () => openForTest(folder, time.now);
  const says = (...parameters: string[]) =>
    command([...parameters, '--archive', folder], { now: time.now });
  const titles = async (archive: Archive, since = 0) =>
    (await archive.savedHits('渡轮', { since })).hits.map(({ article }) => article.title);
  return { folder, time, open, says, titles, archive: await open() };
}

describe('a saved search', () => {
  it.skipIf(isOnPostgres)(
    'tells each new hit once, and marks stay good over edits, a rebuild and a takedown',
    async () => {
      const { time, open, says, titles, archive } = await opened();
      await take(archive, { [names.甲]: ferry('甲'), [names.乙]: other('乙') });
      await archive.saveSearch({ name: '渡轮', text: '渡輪 停航' });
      expect(await titles(archive)).toEqual([]);
      time.pass(60_000);
      await take(archive, { [names.丙]: ferry('丙'), [names.丁]: other('丁') });
      const first = await archive.savedHits('渡轮');
      expect(first.hits).toMatchObject([
        { article: { title: '渡轮消息丙' }, foundAt: instant(time.now()) },
      ]);
      expect(first.hits[0]?.snippet).toContain('<mark>渡轮</mark>');
      time.pass(60_000);
      // Words of one that was no hit now fit; one that was a hit is changed and stays one.
      await take(archive, {
        [names.乙]: ferry('乙'),
        [names.丙]: page('渡轮消息丙', '丙号渡轮又停航了，明天再看。'),
      });
      expect(await titles(archive, first.mark)).toEqual(['渡轮消息乙']);
      const { mark } = await archive.savedHits('渡轮');
      await archive.close();
      expect(await says('rebuild')).toMatchObject({ code: 0, err: '' });
      const again = await open();
      expect(await titles(again, mark)).toEqual([]);
      expect(await titles(again)).toEqual(['渡轮消息丙', '渡轮消息乙']);
      await take(again, { [names.戊]: ferry('戊') });
      expect(await titles(again, mark)).toEqual(['渡轮消息戊']);
      await again.takeDown(site.url(`/2026/11/${names.戊}`), { reason: 'court' });
      await take(again, { [names.己]: ferry('己') });
      expect(await titles(again, mark)).toEqual(['渡轮消息己']);
      await again.close();
    },
  );

  it('is not told anew of what is indexed anew', async () => {
    const { folder, open, titles, archive } = await opened();
    await take(archive, { [names.甲]: ferry('甲') });
    await archive.saveSearch({ name: '渡轮', text: '渡轮' });
    await take(archive, { [names.乙]: ferry('乙') });
    const { mark } = await archive.savedHits('渡轮');
    await archive.close();
    await runSql(folder, 'delete from find_docs', 'delete from find_columns');
    const again = await open();
    await expect.poll(async () => (await again.search({ text: '渡轮' })).unindexed).toBeUndefined();
    await take(again, { [names.丙]: ferry('丙') });
    expect(await titles(again, mark)).toEqual(['渡轮消息丙']);
    await again.close();
  });

  it.skipIf(isOnPostgres)('finds again after a backup was restored', async () => {
    const { folder, time, says, titles, archive } = await opened();
    await archive.saveSearch({ name: '渡轮', text: '渡轮' });
    await take(archive, { [names.甲]: ferry('甲') });
    await archive.close();
    const [backup, target] = [join(folder, '../backup'), join(folder, '../restored')];
    expect(await says('backup', backup)).toMatchObject({ code: 0, err: '' });
    expect((await command(['restore', backup, '--archive', target])).code).toBe(0);
    const restored = await openForTest(target, time.now);
    expect(await titles(restored)).toEqual(['渡轮消息甲']);
    expect(await restored.stats()).toMatchObject({ saved: 1 });
    await restored.close();
  });

  it('refuses a name that is taken or none, and a query without words', async () => {
    const { archive } = await opened();
    await archive.saveSearch({ name: '渡轮', text: '渡轮' });
    const refused = (name: string, text: string, code: string) =>
      expect(archive.saveSearch({ name, text })).rejects.toMatchObject({ code });
    await refused(' 渡轮 ', '港口', 'conflict');
    await refused('', '港口', 'invalid');
    await refused('港\n口', '港口', 'invalid');
    await refused('港口', ' ', 'invalid');
    await expect(archive.savedHits('港口')).rejects.toMatchObject({ code: 'not-found' });
    await archive.close();
  });
});

describe('the reader', () => {
  const readerOver = (archive: Archive, publicUrl?: string) => {
    const rest = { title: 'Test', timeZone: 'UTC', now: () => Date.UTC(2026, 10, 24, 9) };
    return createReader({ archive, ...rest, ...(publicUrl === undefined ? {} : { publicUrl }) });
  };

  it('shows saved searches with their newest hits, and each as a feed', async () => {
    const { time, archive } = await opened();
    await take(archive, { [names.甲]: ferry('甲') });
    const { id } = await archive.saveSearch({ name: '船', text: '渡轮 停航' });
    time.pass(60_000);
    await take(archive, { [names.乙]: ferry('乙') });
    const reader = readerOver(archive);
    const text = async (path: string) => await (await reader.request(path)).text();
    const list = withoutWordEnds(await text('/saved'));
    expect(list).toContain(`<a href="/saved/${id}"><bdi lang="">船</bdi></a>`);
    expect(list).toMatch(/1 new.*渡轮消息乙.*<mark>渡轮<\/mark>.*New.*渡轮消息甲/s);
    expect(await text('/search?q=')).toContain('<a href="/saved">');
    const feed = await text(`/saved/${id}/hits.atom`);
    const [first] = (await archive.savedHits('船')).hits;
    expect(feed).toContain(`<id>urn:backissue:hit:${id}:${first?.article.id}</id>`);
    expect(feed).toContain(`<updated>${first?.foundAt}</updated>`);
    expect(feed.match(/<entry /g)).toHaveLength(2);
    for (const format of ['atom', 'rss', 'json']) {
      const path = `/saved/${id}/hits.${format}`;
      const answer = await reader.request(path);
      const read = parseFeed({ text: await answer.text(), url: `http://x.test${path}` as Url });
      expect(read.entries.map(({ title }) => title)).toEqual(['渡轮消息乙', '渡轮消息甲']);
      expect(read.entries[0]?.contentHtml).toContain('<mark>渡轮</mark>');
      expect(await text(`/saved/${id}`)).toContain(`href="${path}"`);
    }
    expect((await reader.request(`/saved/${id}/hits.rss?limit=0`)).status).toBe(400);
    expect((await reader.request('/saved/nobody/hits.json')).status).toBe(404);
    await archive.close();
  });

  it('shows what has all of it alone, and each of several with the same text', async () => {
    const { time, archive } = await opened();
    await take(archive, { [names.甲]: ferry('甲'), [names.乙]: other('乙') });
    // Most of this stands in one, the last word in none.
    await archive.saveSearch({ name: '无', text: '大风中 渡轮今天停航 乘客改乘飞艇' });
    await archive.saveSearch({ name: '船', text: '渡轮 停航' });
    const reader = readerOver(archive);
    const list = async () => withoutWordEnds(await (await reader.request('/saved')).text());
    expect(await list()).toMatch(/Nothing found yet\..*<bdi lang="">船<\/bdi>.*渡轮消息甲/s);
    time.pass(60_000);
    await take(archive, { [names.丙]: ferry('甲') });
    const { hits } = await archive.savedHits('船');
    expect(hits).toHaveLength(1);
    expect((await list()).match(/渡轮消息甲<\/a>/g)).toHaveLength(2);
    await archive.close();
  });

  it('lists none where it has an address on the internet; who knows one gets there', async () => {
    const { archive } = await opened();
    const { id } = await archive.saveSearch({ name: '船', text: '渡轮' });
    const reader = readerOver(archive, 'https://reader.test/');
    const status = async (path: string) => (await reader.request(path)).status;
    expect(await status('/saved')).toBe(404);
    expect(await status(`/saved/${encodeURIComponent('船')}`)).toBe(404);
    expect(await status(`/saved/${id}`)).toBe(200);
    expect(await (await reader.request(`/saved/${id}/hits.atom`)).text()).toContain(
      `<id>https://reader.test/saved/${id}/hits.atom</id>`,
    );
    expect(await (await reader.request('/search')).text()).not.toContain('/saved');
    await archive.close();
  });
});

describe('backissue saved', () => {
  it('saves, lists, runs, renames and removes', async () => {
    const { says, open, archive } = await opened();
    await take(archive, { [names.甲]: ferry('甲') });
    await archive.close();
    expect((await says('saved')).out).toContain('backissue search QUERY --save NAME');
    const search = await says('search', '渡轮', '--source', 'nobody', '--save', '船');
    expect(search).toMatchObject({ code: 1, err: expect.stringContaining('nobody') });
    expect((await says('saved', '--json')).json()).toEqual({ saved: [] });
    await says('search', '渡轮', '--since', '2026-11-01 10:00', '--save', '时');
    expect((await says('saved')).out).toBe('    0 new  时: 渡轮 since:"2026-11-01 10:00"\n');
    expect((await says('saved', 'remove', '时')).code).toBe(0);
    const saving = await says('search', '渡轮', '--since', '2026', '--save', ' 船 ');
    expect(saving.out).toMatch(/^Saved as 船;.*\n1 found\n/);
    const again = await open();
    await take(again, { [names.乙]: ferry('乙'), [names.丙]: ferry('丙') });
    await again.close();
    expect((await says('saved')).out).toBe('    2 new  船: 渡轮 since:2026\n');
    const kept = (await says('saved', 'run', '船', '--keep', '--json')).json();
    expect(kept).toMatchObject({ more: false, search: { name: '船', new: 2 } });
    const first = await says('saved', 'run', '船', '--limit', '1');
    expect(first.out).toMatch(/^1 new for 船\n\n渡轮消息乙\n.*\n.*\*渡轮\*.*\n\nThere are more/);
    expect((await says('saved', 'run', '船')).out).toContain('渡轮消息丙');
    expect((await says('saved', 'run', '船')).out).toBe('Nothing new for 船.\n');
    expect((await says('saved', 'run', '船', '--since', '0')).out).toContain('2 new for 船');
    expect((await says('saved', 'rename', '船', '渡轮')).out).toBe('船 is called 渡轮 now.\n');
    expect((await says('saved', 'remove', '渡轮')).out).toBe('渡轮 is saved no longer.\n');
    expect((await says('saved', 'run', '渡轮')).code).toBe(1);
  });

  it.each([
    [['show', 'a'], 'saved show: it takes run, rename or remove'],
    [['run'], 'saved run needs the name'],
    [['rename', 'a'], 'saved rename needs the name of a saved search and a new one'],
    [['remove', 'a', 'b'], 'saved remove takes one name'],
    [['run', 'a', '--since', 'now'], '--since is now; it takes a mark'],
  ])('refuses %j', async (parameters, says) => {
    const { code, err } = await command(['saved', ...parameters, '--archive', freshFolder()]);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });
});
