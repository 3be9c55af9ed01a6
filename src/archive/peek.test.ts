import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { clock, openForTest, scratch } from '../../test/newspaper.ts';
import { partsForTest } from '../../test/parts.ts';
import {
  feedLink,
  gzipped,
  listPage,
  rss,
  type Site,
  type SiteAnswer,
  sitemapIndex,
  startSite,
  storyPage,
  urlset,
} from '../../test/small-site.ts';
import type { Archive } from './index.ts';
import { type PeekLimits, peekUrl } from './peek.ts';

const stories = [
  '/2026/11/24/ferry-late',
  '/2026/11/23/crane-new',
  '/2026/11/22/quay-open',
] as const;
const { folder, clear } = scratch();
const time = clock();
let archive: Archive;
let site: Site | undefined;

beforeAll(async () => {
  archive = await openForTest(folder, time.now);
});
afterAll(async () => {
  await archive.close();
  clear();
});
afterEach(async () => {
  await site?.close();
  site = undefined;
});

type Answers = Record<string, string | SiteAnswer>;

async function peek(answers: Answers, path = '/') {
  site = await startSite(answers);
  const found = await archive.peek(site.url(path), { allowPrivate: true });
  const { pathname, search } = new URL(found.url);
  return { ...found, path: pathname + search, requests: site.asked.length };
}

interface Case {
  readonly is: string;
  readonly answers: Answers;
  readonly from?: string;
  readonly gives: { readonly kind: string; readonly path: string; readonly entries?: number };
}

const cases: readonly Case[] = [
  {
    is: 'a feed only linked in the body',
    answers: {
      '/': listPage(stories, '').replace('</ul>', '</ul><a href="/out.rss">RSS</a>'),
      '/out.rss': rss(stories),
    },
    gives: { kind: 'feed', path: '/out.rss', entries: 3 },
  },
  {
    is: 'the main feed, not comments, categories and podcasts',
    answers: {
      '/': listPage(
        stories,
        [
          feedLink('/comments/feed', 'Gazette » Comments Feed'),
          feedLink('/category/town/feed', 'Town'),
          feedLink('/podcast.xml', 'The Gazette podcast'),
          feedLink('/feed', 'Gazette » Feed'),
        ].join(''),
      ),
      '/comments/feed': rss(['/a-1', '/a-2']),
      '/category/town/feed': rss(stories.slice(1)),
      '/podcast.xml': rss(['/podcast/1']),
      '/feed': rss(stories),
    },
    gives: { kind: 'feed', path: '/feed' },
  },
  {
    is: 'a section’s own feed',
    answers: {
      '/world/': listPage(
        stories,
        feedLink('/rss.xml', 'All') + feedLink('/world/rss.xml', 'World'),
      ),
      '/rss.xml': rss(stories),
      '/world/rss.xml': rss(stories.slice(1)),
    },
    from: '/world/',
    gives: { kind: 'feed', path: '/world/rss.xml' },
  },
  {
    is: 'the feed in the page’s language',
    answers: {
      '/zh-hant/': listPage(
        stories,
        feedLink('/en/feed', 'English') +
          feedLink('/zh-hans/feed', '简体') +
          feedLink('/zh-hant/feed', '繁體'),
      ).replace('lang="en"', 'lang="zh-Hant"'),
      '/en/feed': rss(stories, { language: 'en' }),
      '/zh-hans/feed': rss(stories, { language: 'zh-CN' }),
      '/zh-hant/feed': rss(stories, { language: 'zh-TW' }),
    },
    from: '/zh-hant/',
    gives: { kind: 'feed', path: '/zh-hant/feed' },
  },
  {
    is: 'the language that only the feeds themselves tell',
    answers: {
      '/': listPage(stories, feedLink('/one.xml') + feedLink('/two.xml')),
      '/one.xml': rss(stories, { language: 'zh-CN' }),
      '/two.xml': rss(stories, { language: 'en-GB' }),
    },
    gives: { kind: 'feed', path: '/two.xml' },
  },
  {
    is: 'a feed with items before one without, and before one that is gone',
    answers: {
      '/': listPage(
        stories,
        feedLink('/gone.xml') + feedLink('/empty.xml') + feedLink('/full.xml'),
      ),
      '/empty.xml': rss([]),
      '/full.xml': rss(stories),
    },
    gives: { kind: 'feed', path: '/full.xml' },
  },
  {
    is: 'of twins the one with whole texts',
    answers: {
      '/': listPage(stories, feedLink('/short.xml') + feedLink('/whole.xml')),
      '/short.xml': rss(stories, { text: 'Short.' }),
      '/whole.xml': rss(stories, { text: 'A whole text, told at length. '.repeat(40) }),
    },
    gives: { kind: 'feed', path: '/whole.xml' },
  },
  {
    is: 'from an article the outlet’s feed, not that of its comments',
    answers: {
      [stories[0]]: storyPage(
        'Ferry late',
        feedLink('/2026/11/24/ferry-late/feed', 'Replies to Ferry late'),
      ),
      '/2026/11/24/ferry-late/feed': rss(['/2026/11/24/ferry-late']),
      '/': listPage(stories, feedLink('/feed')),
      '/feed': rss(stories),
    },
    from: stories[0],
    gives: { kind: 'feed', path: '/feed' },
  },
  {
    is: 'a feed at a usual path',
    answers: { '/': listPage(stories), '/atom.xml': rss(stories) },
    gives: { kind: 'feed', path: '/atom.xml' },
  },
  {
    is: 'the sitemap of robots.txt, news before others',
    answers: {
      '/': listPage(stories),
      '/robots.txt': {
        type: 'text/plain',
        body: 'User-agent: *\nSitemap: {base}/all.xml\nSitemap: {base}/news.xml\n',
      },
      '/all.xml': urlset(stories),
      '/news.xml': urlset(stories.slice(0, 2)),
    },
    gives: { kind: 'sitemap', path: '/news.xml', entries: 2 },
  },
  {
    is: 'a gzipped sitemap index of a gzipped sitemap, whatever the server calls them',
    answers: {
      '/': '<p>Nothing but words</p>',
      '/robots.txt': { type: 'text/plain', body: 'Sitemap: {base}/map.xml.gz' },
      '/map.xml.gz': {
        type: 'text/plain',
        body: gzipped('<sitemapindex><sitemap><loc>/part.xml.gz</loc></sitemap></sitemapindex>'),
      },
      '/part.xml.gz': {
        type: 'application/x-gzip',
        body: gzipped('<urlset><url><loc>/2026/11/24/ferry-late</loc></url></urlset>'),
      },
    },
    gives: { kind: 'sitemap', path: '/map.xml.gz', entries: 1 },
  },
  {
    is: 'the page itself where there is nothing else',
    answers: { '/news/': listPage(stories) },
    from: '/news/',
    gives: { kind: 'page', path: '/news/', entries: 3 },
  },
  {
    is: 'from an article of an outlet without feeds its front page',
    answers: { '/': listPage(stories), [stories[0]]: storyPage('Ferry late') },
    from: stories[0],
    gives: { kind: 'page', path: '/', entries: 3 },
  },
  {
    is: 'the page that a refresh leads to',
    answers: {
      '/': '<meta http-equiv="refresh" content="0; url=/home/">',
      '/home/': listPage(stories, feedLink('/feed')),
      '/feed': rss(stories),
    },
    gives: { kind: 'feed', path: '/feed' },
  },
  {
    is: 'what stands in frames',
    answers: {
      '/': '<html><frameset cols="20%,80%"><frame src="/menu.html"><frame src="/main.html"></frameset></html>',
      '/menu.html': '<html><a href="/about">About</a></html>',
      '/main.html': listPage(stories),
    },
    gives: { kind: 'page', path: '/main.html', entries: 3 },
  },
  {
    is: 'behind a login the feed that is open',
    answers: {
      '/world/': {
        status: 403,
        body: '<html><form action="/login"><input type="password"></form></html>',
      },
      '/': listPage(stories, feedLink('/feed')),
      '/feed': rss(stories),
    },
    from: '/world/',
    gives: { kind: 'feed', path: '/feed' },
  },
  {
    is: 'the feed that a page that is not found names',
    answers: {
      '/': { status: 404, body: listPage([], feedLink('/feed')) },
      '/feed': rss(stories),
    },
    gives: { kind: 'feed', path: '/feed' },
  },
  {
    is: 'a feed served as HTML, with a stylesheet',
    answers: {
      '/feed': {
        type: 'text/html',
        body: rss(stories).replace('?>', '?><?xml-stylesheet href="/nice.xsl" type="text/xsl"?>'),
      },
    },
    from: '/feed',
    gives: { kind: 'feed', path: '/feed', entries: 3 },
  },
  {
    is: 'from a page that calls itself a feed the feed it names',
    answers: {
      '/rss': { type: 'application/rss+xml', body: listPage(stories, feedLink('/real.xml')) },
      '/real.xml': rss(stories),
    },
    from: '/rss',
    gives: { kind: 'feed', path: '/real.xml' },
  },
  {
    is: 'a feed where it has moved for good',
    answers: {
      '/old': { status: 301, headers: { Location: '/older' } },
      '/older': { status: 308, headers: { Location: '/new' } },
      '/new': { status: 302, headers: { Location: '/today' } },
      '/today': rss(stories),
    },
    from: '/old',
    gives: { kind: 'feed', path: '/new' },
  },
];

describe('looking at an address finds', () => {
  it.each(cases)('$is', async ({ answers, from, gives }) => {
    const found = await peek(answers, from);
    expect(found).toMatchObject({ kind: gives.kind, path: gives.path });
    if (gives.entries !== undefined) expect(found.entries).toHaveLength(gives.entries);
    expect(found.requests).toBeLessThanOrEqual(22);
    expect(found.candidates[0]).toMatchObject({ url: found.url, entries: found.entries.length });
  });
});

describe('looking at an address', () => {
  it('tells what else could be followed', async () => {
    const { candidates } = await peek({
      '/': listPage(stories, feedLink('/feed', 'Main') + feedLink('/category/town/feed', 'Town')),
      '/feed': rss(stories),
      '/category/town/feed': rss(stories.slice(2)),
    });
    expect(
      candidates.map(({ url, kind, entries }) => [new URL(url).pathname, kind, entries]),
    ).toEqual([
      ['/feed', 'feed', 3],
      ['/category/town/feed', 'feed', 1],
      ['/', 'page', 3],
    ]);
  });

  it('takes no other outlet’s feed for a section’s', async () => {
    const found = await peek(
      {
        '/mine/': listPage(stories),
        '/': listPage(['/other/2026/11/24/one', '/other/2026/11/24/two'], feedLink('/other/feed')),
        '/other/feed': rss(['/other/2026/11/24/one']),
        '/robots.txt': { type: 'text/plain', body: 'Sitemap: {base}/map.xml' },
        '/map.xml': urlset(['/other/2026/11/24/one']),
      },
      '/mine/',
    );
    expect(found).toMatchObject({ kind: 'page', path: '/mine/' });
  });

  it('understands addresses without a scheme, and with that of feed readers', async () => {
    site = await startSite({ '/feed': rss(stories) });
    for (const asked of [
      `127.0.0.1:${site.port}/feed`,
      `feed:${site.url('/feed')}`,
      `feed://127.0.0.1:${site.port}/feed`,
    ]) {
      const found = await archive.peek(asked, { allowPrivate: true });
      expect(found.url).toBe(site.url('/feed'));
    }
    for (const wrong of [
      '',
      'gazette',
      'javascript:x()',
      'mailto:a@b.example',
      'ftp://a.example/',
    ]) {
      await expect(archive.peek(wrong)).rejects.toThrow(/no http or https address/);
    }
  });

  it('asks no further where the server is in trouble, or the document is none of the kinds', async () => {
    await expect(peek({ '/': { status: 503 } })).rejects.toThrow(/the server answered 503/);
    expect(site?.asked).toEqual(['/']);
    await site?.close();
    await expect(peek({ '/': '<opml version="2.0"><body/></opml>' })).rejects.toThrow(/import it/);
    expect(site?.asked).toEqual(['/']);
  });

  it('says what is wrong with an address that leads nowhere', async () => {
    await expect(peek({})).rejects.toThrow(/the server answered 404/);
    await site?.close();
    await expect(peek({ '/': '<p>Nothing here</p>' })).rejects.toThrow(/lists no articles/);
  });
});

describe('a search', () => {
  const limited = async (answers: Answers, limits: PeekLimits, now = time.now) => {
    site = await startSite(answers);
    const store = await openTestStore({ file: join(folder, 'backissue.sqlite') });
    const parts = partsForTest(store, folder, now);
    try {
      return await peekUrl(parts.services, site.url('/'), true, limits);
    } finally {
      await parts.close();
    }
  };

  it('makes no more requests than it may, and takes the page it has', async () => {
    const { kind } = await limited({ '/': listPage(stories) }, { requests: 4 });
    // Besides its own it asks robots.txt once before it guesses.
    expect([kind, (site?.asked.length ?? 0) <= 5]).toEqual(['page', true]);
  });

  it('ends with its time, though a server never answers', async () => {
    const clock = new AbortController();
    const begun = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(clock.signal);
    onTestFinished(() => begun.mockRestore());
    const page = listPage(stories, feedLink('/slow.xml'));
    const finding = limited({ '/': page, '/slow.xml': 'never' }, { ms: 300 });
    await expect.poll(() => site?.asked).toContain('/slow.xml');
    clock.abort(new DOMException('300 ms are over', 'TimeoutError'));
    expect((await finding).kind).toBe('page');
    expect(begun.mock.calls).toEqual([[300]]);
  });

  it('ends by the clock it is given', async () => {
    let asked = 0;
    const late = () => {
      asked += 1;
      return time.now() + (asked > 12 ? 60_000 : 0);
    };
    const found = await limited({ '/': listPage(stories) }, {}, late);
    expect([found.kind, (site?.asked.length ?? 0) < 20]).toEqual(['page', true]);
  });
});

describe('following', () => {
  it('the same feed under another address gives the known source', async () => {
    site = await startSite({
      '/feed/': rss(stories),
      '/feed': { status: 302, headers: { Location: '/feed/' } },
      '/rss': { status: 301, headers: { Location: '/feed/' } },
      '/': listPage(stories, feedLink('/feed/')),
    });
    const { url } = site;
    const first = await archive.follow(url('/feed/'), { allowPrivate: true, title: 'Mine' });
    expect(first.home).toBeUndefined();
    for (const path of ['/feed', '/rss', '/', '/feed/?utm_source=x']) {
      const again = await archive.follow(url(path), { allowPrivate: true });
      expect([path, again.id, again.url, again.title]).toEqual([path, first.id, first.url, 'Mine']);
    }
  });

  it('keeps the outlet’s page, for when the feed fails', async () => {
    site = await startSite({ '/': listPage(stories, feedLink('/feed')), '/feed': rss(stories) });
    const source = await archive.follow(site.url('/'), { allowPrivate: true });
    expect([source.url, source.home]).toEqual([site.url('/feed'), site.url('/')]);
  });

  it('a sitemap index with nothing in it but other indexes ends', async () => {
    site = await startSite({
      '/map.xml': sitemapIndex(['/map.xml', '/two.xml']),
      '/two.xml': sitemapIndex(['/map.xml', '/two.xml']),
    });
    const found = await archive.peek(site.url('/map.xml'), { allowPrivate: true });
    expect([found.kind, found.entries.length, site.asked.length <= 5]).toEqual([
      'sitemap',
      0,
      true,
    ]);
  });
});
