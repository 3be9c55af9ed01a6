import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

/** A page of the reader as somebody comes to it. */
export interface ReaderPage {
  readonly name: string;
  /** As the router has it; unset: no route leads there. */
  readonly route?: string;
  /** Without a slash before it. */
  readonly path: string;
  /** Who asks; a visitor by default. `empty`: a visitor of an archive with nothing in it yet. */
  readonly by?: 'owner' | 'empty';
  /** 200 by default. */
  readonly status?: number;
  /** What is done there before it is looked at. */
  readonly act?: (page: Page) => Promise<void>;
  /** Whether most of it was written by others, so that its elements are not ours to answer for. */
  readonly isTheirs?: boolean;
}

/** Routes that answer with something else than a page: feeds, files, and what programs ask. */
export const noPages: readonly RegExp[] = [
  /\.(?:atom|rss|json|epub|js|svg|png|css|webmanifest|opml)$/,
  /^\/(?:image|capture|ledgers?|text)\//,
  /^\/(?:healthcheck|livez|readyz|metrics|cdx)$/,
  /^\/article\/:id\/(?:evidence\.html$|:(?:proof|record)\{)/,
  /^\/witness\//,
  /^\/(?:timegate|timemap|websub|reader|accounts)\//,
  /^\/api\/v1(?:\/|$)/,
  /\*$/,
];

/** Every page there is, in each state that looks different. */
export async function everyPage(scene: Scene): Promise<readonly ReaderPage[]> {
  const lists = await listPages(scene);
  return [
    ...lists,
    ...(await articlePages(scene)),
    ...searchPages(scene),
    ...ownPages,
    ...errorPages(scene),
  ];
}

async function listPages({ archive, demo }: Scene): Promise<ReaderPage[]> {
  const sources = (await archive.sources()).map(({ source }) => source);
  const broken = sources.find(({ url }) => url === demo.cases.brokenItem.feed)?.id ?? '';
  const english = sources.find(({ folder }) => folder === demo.outlets[0]?.name);
  const folder = encodeURIComponent(english?.folder ?? '');
  return [
    { name: 'front', route: '/', path: '' },
    { name: 'front, logged in', route: '/', path: '', by: 'owner' },
    { name: 'front, further back', route: '/', path: '?before=2026-11-25T00:00:00.000Z' },
    { name: 'front of an empty archive', route: '/', path: '', by: 'empty' },
    { name: 'day', route: '/day/:date', path: 'day/2026-11-24' },
    { name: 'day without articles', route: '/day/:date', path: 'day/2020-01-01' },
    { name: 'outlet', route: '/outlet/:id', path: `outlet/${english?.id}` },
    { name: 'outlet with warnings', route: '/outlet/:id', path: `outlet/${broken}`, by: 'owner' },
    { name: 'folder', route: '/folder', path: `folder?name=${folder}`, by: 'owner' },
    { name: 'edits', route: '/edits', path: 'edits' },
    { name: 'edits by time', route: '/edits', path: 'edits?order=time' },
    { name: 'no edits', route: '/edits', path: 'edits', by: 'empty' },
    {
      name: 'edits of an outlet',
      route: '/outlet/:outlet/edits',
      path: `outlet/${english?.id}/edits`,
    },
    { name: 'absences', route: '/absences', path: 'absences' },
    { name: 'absences of an outlet', route: '/absences', path: `absences?source=${english?.id}` },
    { name: 'sources', route: '/sources', path: 'sources', by: 'owner' },
    { name: 'no sources', route: '/sources', path: 'sources', by: 'empty' },
    { name: 'source', route: '/sources/:id', path: `sources/${broken}`, by: 'owner' },
    {
      name: 'source to be left',
      route: '/sources/:id/unfollow',
      path: `sources/${broken}/unfollow`,
      by: 'owner',
    },
  ];
}

async function articlePages({ archive, demo }: Scene): Promise<ReaderPage[]> {
  const { cases } = demo;
  const idOf = async (url: string) => (await archive.article(url)).article.id;
  const edited = await idOf(cases.edited.url);
  const [traditional] = cases.traditional;
  const weighed = await archive.edits({ order: 'weight', limit: 100 });
  const chinese = weighed.find(({ article }) => article.language.startsWith('zh'));
  const one = async (name: string, url: string, more: Partial<ReaderPage> = {}) => ({
    ...{ name, route: '/article/:id', path: `article/${await idOf(url)}`, ...more },
  });
  const difference = '/article/:id/diff/:range{[0-9]{1,9}\\.\\.[0-9]{1,9}}';
  return [
    await one('article with edits', cases.edited.url),
    await one('article, logged in', cases.edited.url, { by: 'owner' }),
    await one('article that goes on', cases.live.url),
    await one('article in Chinese', cases.gbk.url),
    await one('article in traditional Chinese', traditional?.url ?? ''),
    await one('article with a picture', cases.lazyImage.url),
    await one('article that is gone', cases.gone.url),
    await one(
      'article with the same text elsewhere',
      `https://island.test/${encodeURIComponent('北港渡轮停航（图）')}`,
    ),
    {
      name: 'article as it stood',
      route: '/article/:id/:revision{[0-9]{1,9}}',
      path: `article/${edited}/1`,
    },
    { name: 'difference', route: difference, path: `article/${edited}/diff/1..2` },
    {
      name: 'difference in Chinese',
      route: difference,
      path: `article/${chinese?.article.id}/diff/${chinese?.edit.from}..${chinese?.edit.to}`,
    },
    {
      name: 'memento',
      route: '/web/:stamp{[0-9]{1,14}(?:id_)?}/*',
      path: `web/20261124080000/${cases.edited.url}`,
      isTheirs: true,
    },
  ];
}

function searchPages({ savedId }: Scene): ReaderPage[] {
  const search = (name: string, path: string, more: Partial<ReaderPage> = {}): ReaderPage => ({
    ...{ name, route: '/search', path: `search${path}`, ...more },
  });
  return [
    search('search', ''),
    search('search with hits', '?q=ferry', { by: 'owner' }),
    search('search in Chinese', `?q=${encodeURIComponent('渡轮')}`),
    search('search through months', '?q=date:2026'),
    search('search without hits', '?q=ferrry+source:nobody'),
    search('search for words that went', `?q=${encodeURIComponent('removed:the')}`),
    search('search that cannot be read', `?q=${encodeURIComponent('"ferry since:yesterday (')}`),
    search('search in no such order', '?q=ferry&sort=worst', { status: 400 }),
    { name: 'saved searches', route: '/saved', path: 'saved', by: 'owner' },
    { name: 'no saved searches', route: '/saved', path: 'saved', by: 'empty' },
    { name: 'saved search', route: '/saved/:id', path: `saved/${savedId}`, by: 'owner' },
  ];
}

const one = { route: '/users/:name', by: 'owner' } as const;
const userPages: readonly ReaderPage[] = [
  { name: 'users', route: '/users', path: 'users', by: 'owner' },
  { name: 'a user', ...one, path: 'users/owner' },
  { name: 'oneself as a user', ...one, path: 'users/lin?said=role' },
  { name: 'a user with a new password', ...one, path: 'users/mei', act: giveAPassword },
  {
    name: 'a user to be removed',
    route: '/users/:name/remove',
    path: 'users/owner/remove',
    by: 'owner',
  },
  { name: 'users, for nobody', route: '/users', path: 'users', status: 403 },
];

const login = { route: '/login', path: 'login' };
const ownPages: readonly ReaderPage[] = [
  { name: 'unread', route: '/unread', path: 'unread', by: 'owner' },
  { name: 'starred', route: '/starred', path: 'starred', by: 'owner' },
  { name: 'login', ...login },
  { name: 'login that failed', ...login, status: 403, act: logInWrongly },
  { name: 'account', route: '/account', path: 'account', by: 'owner' },
  {
    name: 'account with a new token',
    route: '/account',
    path: 'account',
    by: 'owner',
    act: makeToken,
  },
  ...userPages,
  { name: 'settings', route: '/settings', path: 'settings' },
  { name: 'settings that were saved', route: '/settings', path: 'settings?saved', by: 'owner' },
  { name: 'keys', route: '/keys', path: 'keys' },
  { name: 'offline', route: '/offline', path: 'offline' },
  { name: 'API', route: '/api', path: 'api' },
];

function errorPages({ removed }: Scene): ReaderPage[] {
  return [
    { name: 'what cannot be meant', path: 'day/today', status: 400 },
    { name: 'what is not allowed', path: 'account', status: 403 },
    { name: 'what is not there', path: 'nothing/of/this/name', status: 404 },
    { name: 'an article that is not there', path: 'article/ffffffffffffffffffff', status: 404 },
    { name: 'an article that was taken down', path: `article/${removed.id}`, status: 410 },
    {
      name: 'an address that was taken down',
      path: `web/2026/${removed.url}`,
      status: 410,
      isTheirs: true,
    },
    { name: 'what broke', path: 'broken', status: 500 },
  ];
}

async function logInWrongly(page: Page): Promise<void> {
  await page.fill('#name', 'lin');
  await page.fill('#password', 'not the password');
  await page.locator('.login button').click();
}

async function makeToken(page: Page): Promise<void> {
  await page.fill('#label', 'telephone');
  await page.locator('form[action="/account/tokens"] button').click();
}

async function giveAPassword(page: Page): Promise<void> {
  await page.locator('form[action="/users/mei/password"] button').click();
}
