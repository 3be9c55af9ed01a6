import {
  articlesFeed,
  editsFeed,
  type Feed,
  type FeedOf,
  type FeedPlace,
  type PageContext,
  writeFeed,
} from '../pages/index.ts';
import { editItem, wholeArticles } from '../views/index.ts';
import { articlesOf, keyOf, type Listed } from './listed-articles.ts';
import { baseOf, contextAt, mainId, outletKey, picturesFor, type SiteDesk } from './site-desk.ts';
import type { UnitMade } from './site-folder.ts';
import { type LinkPlace, rootFrom } from './site-links.ts';
import { sitePaths } from './site-paths.ts';

/** Entries of a feed. */
const entries = 50;
/** Of edits a feed brings no typing errors. */
const leastInFeed = 15;
const formats = ['atom', 'rss', 'json'] as const;

/** Feeds of everything, of each outlet, and of edits; Atom, RSS and JSON Feed, articles whole. */
export async function writeFeeds(desk: SiteDesk): Promise<void> {
  await writeArticlesFeed(desk, { of: 'all' }, desk.listed);
  const byOutlet = Map.groupBy(desk.listed, ({ sourceId }) => mainId(desk, sourceId));
  for (const { source } of desk.sources) {
    if (mainId(desk, source.id) !== source.id) continue;
    const of = { of: 'outlet', id: source.id } as const;
    await writeArticlesFeed(desk, of, byOutlet.get(source.id) ?? [], source.title);
  }
  await writeEditsFeed(desk);
}

async function writeArticlesFeed(
  desk: SiteDesk,
  of: FeedOf,
  listed: readonly Listed[],
  title?: string,
): Promise<void> {
  const newest = listed.slice(-entries).reverse();
  const told = newest.map(({ line, sourceId }) => [line, outletKey(desk, sourceId)]);
  const name = `feed ${JSON.stringify(of)}`;
  // An empty feed tells the moment of the newest article of all.
  const key = keyOf(told, title, newest.length === 0 ? desk.now : '');
  await desk.folder.unit(name, key, async () => {
    const ids = newest.map(({ id }) => id);
    const articles = await wholeArticles(
      desk.archive,
      await articlesOf(desk.archive, ids),
      desk.outlets,
    );
    const taken = await picturesFor(
      desk,
      articles.flatMap((one) => one.images),
    );
    const view = { articles, ...(title !== undefined && { title }) };
    const { missing, pictures } = taken;
    const made = feedFiles(desk, of, (context, place) =>
      articlesFeed(context(taken.picture), view, place),
    );
    return { ...made, missing, pictures };
  });
}

async function writeEditsFeed(desk: SiteDesk): Promise<void> {
  const { archive, outlets } = desk;
  const found = await archive.edits({ order: 'time', least: leastInFeed, limit: entries });
  const view = { edits: found.map((one) => editItem(one, outlets)) };
  const made = feedFiles(desk, { of: 'edits' }, (context, place) =>
    editsFeed(context(), view, place),
  );
  await desk.folder.put('feed edits', '', made);
}

type FeedContext = (picture?: LinkPlace['picture']) => PageContext;

/** A feed in every format. Its addresses are relative where the site's own is not known. */
function feedFiles(
  desk: SiteDesk,
  of: FeedOf,
  make: (context: FeedContext, place: FeedPlace) => Feed,
): UnitMade {
  const files = formats.flatMap((format) => {
    const path = sitePaths.feed(of, format);
    if (path === undefined) return [];
    const root = baseOf(desk.options) ?? rootFrom(path);
    const page = pageOf(of);
    const place = {
      id: `urn:backissue:site:${keyOf(desk.options.title, of)}`,
      self: `${root}${path}`,
      page: `${root}${page}`,
      absolute: (href: string) => href,
    };
    const context: FeedContext = (picture) =>
      contextAt(desk, path, { root, ...(picture && { picture }) });
    return [{ path, bytes: writeFeed(make(context, place), format) }];
  });
  return { files };
}

function pageOf(of: FeedOf): string {
  if (of.of === 'outlet') return sitePaths.outlet(of.id);
  return of.of === 'edits' ? sitePaths.edits('newest') : sitePaths.front;
}
