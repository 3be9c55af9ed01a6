import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editRecord } from '../src/archive/edit-record.ts';
import { differenceOf, weighMissing } from '../src/archive/edits.ts';
import type { Archive } from '../src/archive/index.ts';
import { sha256 } from '../src/digest/index.ts';
import { parseFeed } from '../src/feed/index.ts';
import type { Capture, Instant, Url } from '../src/model/index.ts';
import type { ArticleRecord } from '../src/store/index.ts';
import { createReader } from '../src/web/index.ts';
import { openTestStore } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { partsForTest } from './parts.ts';
import { rss, type Site, startSite } from './small-site.ts';

const day = 86_400_000;

const page = (title: string, paragraphs: readonly string[]) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs.map((one) => `<p>${one}</p>`).join('')}</article></body></html>`;

const fire = [
  'A fire in the old cannery on the north quay killed 12 people on Monday night, the harbour office said.',
  'The owner was warned of the wiring in spring and did not answer the letter, according to two clerks who saw it.',
  'Boats on the quay were moved before midnight, and the ferry ran again at six in the morning as it does every day.',
];
const bridge = [
  '南岸的小桥昨天下午重新开放，三百人冒雨走过桥面，多数是住在对岸的学生和他们的父母。',
  '交通局表示，检测报告已经在网站上公布，桥墩每三个月检查一次，费用由区里承担。',
  '附近的商贩说，封桥以来生意少了一半，他们希望周末的夜市能够尽快恢复，灯也要修好。',
];

describe('what outlets change in their articles', () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let url: (path: string) => Url;

  beforeAll(async () => {
    site = await startSite({
      '/feed': rss(['/fire', '/bridge']),
      '/fire': page('Fire on the north quay kills 12', fire),
      '/bridge': page('小桥重新开放', bridge),
    });
    url = (path) => `http://127.0.0.1:${site.port}${path}` as Url;
    archive = await openForTest(folder, time.now);
    const feed = await archive.follow(url('/feed'), { allowPrivate: true });
    await archive.fetch({ sourceId: feed.id });
    time.pass(day);
    const later = fire.map((one) => one.replace('12', '15').replace('did not answer', 'answered'));
    site.set('/fire', page('Fire on the north quay kills 15', later.slice(0, 2)));
    site.set(
      '/bridge',
      page(
        '小桥重新开放',
        bridge.map((one) => one.replace('父母。', '父母！')),
      ),
    );
    await archive.fetch({ sourceId: feed.id });
    time.pass(2 * day);
    site.set(
      '/bridge',
      page(
        '小桥重新开放',
        bridge.map((one) => one.replace('三百', '五百')),
      ),
    );
    await archive.fetch({ sourceId: feed.id });
  });

  afterAll(async () => {
    await archive.close();
    await site.close();
    clear();
  });

  it('are told heaviest first, with what became of each word', async () => {
    const edits = await archive.edits({ order: 'weight', limit: 10 });
    expect(edits.map(({ article }) => article.url)).toEqual([url('/fire'), url('/bridge')]);
    const [first, second] = edits.map(({ edit }) => edit);
    expect(first).toMatchObject({ from: 1, to: 2, told: true });
    expect(first?.kinds).toEqual(
      expect.arrayContaining(['title', 'number', 'negation', 'removed']),
    );
    expect(second?.changes[0]).toMatchObject({ kind: 'number', before: '三百', after: '五百' });
  });

  it('are shown word by word between any two revisions', async () => {
    const { from, to, edit, told } = await archive.diff(url('/bridge'), 1, 3);
    expect([from.number, to.number, told]).toEqual([1, 3, true]);
    const changed = edit.blocks.filter((block) => block.kind !== 'same');
    expect(changed.map((block) => block.spans.filter((span) => span.kind !== 'same'))).toEqual([
      [
        { kind: 'removed', text: '三百' },
        { kind: 'added', text: '五百' },
      ],
    ]);
  });

  it('are refused in one sentence where there is nothing to compare', async () => {
    await expect(archive.diff(url('/bridge'), 1, 1)).rejects.toThrow('are one revision');
    await expect(archive.diff(url('/bridge'), 1, 9)).rejects.toThrow(
      'no revision 9; it has 1 to 3',
    );
  });

  it('are answered by diff, edits and history as JSON', async () => {
    const json = async (...parameters: string[]) => {
      const told = await command([...parameters, '--json', '--archive', folder]);
      expect([told.code, told.err]).toEqual([0, '']);
      return JSON.parse(told.out);
    };
    const diff = await json('diff', url('/fire'), '1', '2');
    expect(diff.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'title', before: 'Fire on the north quay kills 12' }),
        expect.objectContaining({ kind: 'number', before: '12', after: '15' }),
        expect.objectContaining({ kind: 'removed', before: fire[2] }),
      ]),
    );
    const { edits } = await json('edits', '--since', '2026-11-26');
    expect(edits).toMatchObject([{ from: 2, to: 3, kinds: ['number', 'punctuation'] }]);
    const { revisions } = await json('history', url('/bridge'));
    expect(revisions[1].edit).toMatchObject({ told: true, weight: 0, kinds: ['punctuation'] });
  });

  it('are marked in text, and in whole paragraphs when asked for', async () => {
    const told = await command(['diff', url('/bridge'), '--archive', folder]);
    expect(told.out).toContain('[-三百-]{+五百+}人冒雨');
    expect(told.out).toContain('… 2 paragraphs unchanged');
    const unified = await command([
      'diff',
      url('/bridge'),
      '--format',
      'unified',
      '--archive',
      folder,
    ]);
    expect(unified.out).toContain(`-${String(bridge[0]).replace('父母。', '父母！')}\n`);
    const wrong = await command(['diff', url('/bridge'), '--format', 'xml', '--archive', folder]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('takes words or unified')]);
  });

  it('have pages, feeds and comparisons in the reader', async () => {
    const reader = createReader({ archive, now: time.now, title: 'Archive', timeZone: 'UTC' });
    const get = async (path: string, headers = {}) => {
      const answer = await reader.request(path, { headers });
      return [answer.status, await answer.text()] as const;
    };
    const [{ source }] = (await archive.sources()) as [Awaited<ReturnType<Archive['sources']>>[0]];
    const { article } = await archive.article(url('/fire'));
    const [status, html] = await get('/edits');
    expect([status, html]).toEqual([200, expect.stringContaining('<del>12</del>')]);
    expect(await get(`/outlet/${source.id}/edits?order=time`)).toEqual([
      200,
      expect.stringContaining(`/article/${article.id}/diff/1..2`),
    ]);
    expect(
      (await get(`/article/${article.id}/diff/1..2`, { 'Accept-Language': 'zh' }))[1],
    ).toContain('逐词对照');
    expect((await get(`/article/${article.id}`))[1]).toContain(
      `href="/article/${article.id}/diff/1..2"`,
    );
    for (const path of ['/edits.atom', `/outlet/${source.id}/edits.atom`]) {
      const [code, feed] = await get(path);
      const { entries } = parseFeed({ text: feed, url: url('/feed') });
      expect([code, entries.length]).toEqual([200, 2]);
    }
    for (const path of [
      '/edits?order=x',
      '/edits?days=x',
      '/edits?after=x',
      `/article/${article.id}/diff/1..1`,
    ]) {
      expect([path, (await get(path))[0]]).toEqual([path, 400]);
    }
    expect((await get(`/article/${article.id}/diff/1..7`))[0]).toBe(404);
    expect((await get('/outlet/nobody/edits'))[0]).toBe(404);
  });

  it('keep their ids and their public address whatever address they are asked at', async () => {
    const feedAt = async (host: string, publicUrl?: string) => {
      const reader = createReader({
        ...{ archive, now: time.now, title: 'Archive', timeZone: 'UTC' },
        ...(publicUrl !== undefined && { publicUrl }),
      });
      return await (await reader.request(`${host}/edits.atom`)).text();
    };
    const ids = (feed: string) => feed.match(/<id>urn:backissue:edit:[0-9a-f]{24}<\/id>/g);
    const [one, other] = [await feedAt('http://a.test'), await feedAt('http://b.test:81')];
    expect(ids(one)).toHaveLength(2);
    expect(ids(other)).toEqual(ids(one));
    const behind = await feedAt('http://127.0.0.1:8080', 'https://reader.example/');
    expect(behind).toContain('<id>https://reader.example/edits.atom</id>');
    expect(behind).toContain('href="https://reader.example/article/');
    expect(behind).not.toContain('127.0.0.1:8080');
  });

  it('come a page at a time, without gap or double', async () => {
    const first = await archive.edits({ order: 'weight', limit: 1 });
    const after = first[0]?.edit;
    const rest = await archive.edits({ order: 'weight', limit: 9, ...(after && { after }) });
    expect(rest.map(({ article }) => article.url)).toEqual([url('/bridge')]);
  });
});

const at = '2026-11-24T08:00:00.000Z' as Instant;
const articleOf = (id: string): ArticleRecord => ({
  ...{ id, url: `https://paper.test/${id}` as Url, sourceId: 's1', title: 'A', authors: [] },
  ...{ language: 'en', sortAt: at, firstSeenAt: at, lastSeenAt: at, lead: '' },
  ...{ revisionId: '', revisions: 0 },
});
const revisionOf = (article: string, number: number, text: string, captureId = 'c') => ({
  id: `${article}-${number}`,
  ...{ article, number, captureId, basis: 'page' as const, extractor: 'x@1', seenAt: at },
  previous: number === 1 ? null : `${article}-${number - 1}`,
  textDigest: sha256(text),
  content: {
    ...{ url: 'https://paper.test/a' as Url, title: 'A', authors: [], site: '', language: 'en' },
    ...{ html: '', images: [], text },
  },
});

const captureOf = (id: string): Capture => ({
  ...{ id, askedUrl: 'https://paper.test/a' as Url, finalUrl: 'https://paper.test/a' as Url },
  ...{ capturedAt: at, status: 200, headers: [], payload: sha256(id) },
  record: { file: 'x', offset: 0, length: 1 },
});

describe('edits that were not weighed', () => {
  const time = clock();
  const { folder, clear } = scratch();
  afterAll(clear);

  it('are weighed when the archive is next opened to write', async () => {
    const store = await openTestStore({ file: `${folder}/one.sqlite` });
    const { services, close } = partsForTest(store, folder, time.now);
    try {
      const [one, two, three] = [
        revisionOf('a1', 1, 'It cost 12 crowns.'),
        revisionOf('a1', 2, 'It cost 15 crowns.'),
        { ...revisionOf('a1', 3, 'It cost 15 crowns, all told.'), extractor: 'x@2' },
      ];
      const article = { ...articleOf('a1'), revisionId: three.id, revisions: 3 };
      await store.commit({ articles: [article], revisions: [one, two, three] });
      await weighMissing(services);
      expect(await store.editsOf('a1')).toEqual([
        editRecord(one, two, { sourceId: 's1', told: true }),
        editRecord(two, three, { sourceId: 's1', told: false }),
      ]);
      expect(await store.unweighed(9)).toEqual([]);
      // Once for a catalogue: what is written today brings its edit.
      const late = revisionOf('a1', 4, 'It cost 19 crowns.');
      await store.commit({ revisions: [late] });
      await weighMissing(services);
      expect((await store.unweighed(9)).map(({ id }) => id)).toEqual(['a1-4']);
    } finally {
      await close();
    }
  });

  it('are told as no edits where the words came with a record that was merged', async () => {
    const store = await openTestStore({ file: `${folder}/merged.sqlite` });
    const { services, close } = partsForTest(store, folder, time.now);
    try {
      const [own, brought, edited] = [
        revisionOf('a1', 1, 'It cost 12 crowns.', 'c1'),
        revisionOf('a1', 2, 'It cost 15 crowns.', 'c2'),
        revisionOf('a1', 3, 'It cost 19 crowns.', 'c3'),
      ];
      const stays = { ...articleOf('a1'), revisionId: edited.id, revisions: 3 };
      const merged = { ...articleOf('a2'), mergedInto: 'a1', revisionId: 'a2-1', revisions: 1 };
      await store.commit({
        articles: [stays, merged],
        revisions: [
          own,
          brought,
          edited,
          { ...brought, id: 'a2-1', article: 'a2', number: 1, previous: null },
        ],
      });
      await store.commit({ captures: [captureOf('c3')] });
      await weighMissing(services);
      const weighed = await store.editsOf('a1');
      expect(weighed.map(({ to, told }) => [to, told])).toEqual([
        [2, false],
        [3, true],
      ]);
      // The first has no capture on record: its words as they are there are compared.
      const { edit } = await differenceOf(services, 'a1', [1, 3]);
      expect(JSON.stringify(edit)).toMatch(/12.+19/);
    } finally {
      await close();
    }
  });
});
