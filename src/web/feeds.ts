import { type Archive, newestArticles, sourcesIn } from '../archive/index.ts';
import { ArchiveError, type Source, type Url } from '../model/index.ts';
import {
  articlesFeed,
  editsFeed,
  type Feed,
  type FeedOf,
  type FeedPlace,
  hitsFeed,
  type Links,
  type PageContext,
} from '../pages/index.ts';
import { editItem, type Outlets, outletsOf, wholeArticles } from '../views/index.ts';
import { imagesFor, provenImages } from './links.ts';
import { savedSearchView } from './saved-html.ts';

/** Of edits a feed brings no typing errors. */
const leastInFeed = 15;

type Articles = Awaited<ReturnType<Archive['articles']>>;

/** Which feed, with how many entries at most. */
export interface FeedAsked {
  readonly of: FeedOf;
  readonly limit: number;
  readonly place: FeedPlace;
}

/** A feed with the newest of what it is of. Throws ArchiveError `not-found` for an outlet or folder that
 * is none and a search that is not saved, `invalid` for an empty search. */
export async function feedOf(
  archive: Archive,
  context: PageContext,
  { of, limit, place }: FeedAsked,
): Promise<Feed> {
  if (of.of === 'saved') {
    return hitsFeed(context, await savedSearchView(archive, of.id, limit), place);
  }
  const sources = await archive.sourceList();
  const outlets = outletsOf(sources);
  if (of.of === 'edits') {
    const outlet = of.outlet === undefined ? undefined : outlets.named(of.outlet);
    const sourceIds = outlet === undefined ? {} : { sourceIds: outlet.sourceIds };
    const found = await archive.edits({ order: 'time', least: leastInFeed, ...sourceIds, limit });
    const edits = found.map((one) => editItem(one, outlets));
    return editsFeed(context, { ...(outlet && { outlet: outlet.source }), edits }, place);
  }
  const { title, articles } = await chosen(archive, of, { sources, outlets, limit });
  const told = await wholeArticles(archive, articles, outlets);
  const images = told.flatMap((one) => one.images);
  const links = { ...context.links, image: await imagesIn(archive, context, images) };
  const view = { ...(title !== undefined && { title }), articles: told };
  return articlesFeed({ ...context, links }, view, place);
}

/** What shows a feed does not log in for its images: where somebody did for the feed, each is proven. */
async function imagesIn(
  archive: Archive,
  { visitor }: PageContext,
  images: readonly Url[],
): Promise<Links['image']> {
  if (visitor?.name === undefined) return await imagesFor(archive, images);
  const { id } = await archive.accounts.user(visitor.name);
  return await provenImages(archive, images, id);
}

/** The articles of a feed, and how it is called; without a title it is of everything. */
async function chosen(
  archive: Archive,
  of: Exclude<FeedOf, { of: 'edits' | 'saved' }>,
  from: { sources: readonly Source[]; outlets: Outlets; limit: number },
): Promise<{ title?: string; articles: Articles }> {
  const { sources, outlets, limit } = from;
  switch (of.of) {
    case 'all':
      return { articles: await archive.articles({ limit }) };
    case 'outlet': {
      const { source, sourceIds } = outlets.named(of.id);
      return {
        title: source.title,
        articles: await newestArticles(archive, sourceIds, { limit }),
      };
    }
    case 'folder': {
      const ids = sourcesIn(of.folder, sources);
      return { title: of.folder, articles: await newestArticles(archive, ids, { limit }) };
    }
    case 'search':
      return { title: of.query, articles: await searched(archive, of.query, limit) };
  }
}

async function searched(archive: Archive, query: string, limit: number): Promise<Articles> {
  if (query.trim() === '') {
    throw new ArchiveError('invalid', 'A feed of a search needs words; give them as q.');
  }
  const { hits } = await archive.search({ text: query, sort: 'date', exact: true, limit });
  return hits.map(({ article }) => article);
}
