import type { Accounts, Archive } from '../../archive/index.ts';
import { articlesFeed, editNote, type FeedItem, type PageContext } from '../../pages/index.ts';
import { type Outlets, outletsOf, wholeArticles } from '../../views/index.ts';
import { provenImages } from '../links.ts';

type ArticleRecord = Awaited<ReturnType<Archive['articlesById']>>[number];
type Source = Awaited<ReturnType<Archive['sourceList']>>[number];

/** An article as it is told to an app. */
export interface ToldItem {
  readonly item: FeedItem;
  readonly record: ArticleRecord;
  readonly marks?: Awaited<ReturnType<Accounts['marksOf']>>[number];
  readonly source?: Source;
}

/** What items are made of: for whom, and at what address the archive is read. */
export interface ItemParts {
  readonly archive: Archive;
  readonly userId: number;
  readonly context: PageContext;
  readonly base: string;
  readonly sources: readonly Source[];
}

/** Articles loaded at once. */
const together = 50;

/** These articles, in their order, some at a time; ids that are not there are left out. */
export async function* toldItems(
  parts: ItemParts,
  ids: readonly string[],
): AsyncGenerator<readonly ToldItem[]> {
  const outlets = outletsOf(parts.sources);
  for (let from = 0; from < ids.length; from += together) {
    yield await someItems(parts, outlets, ids.slice(from, from + together));
  }
}

async function someItems(
  parts: ItemParts,
  outlets: Outlets,
  ids: readonly string[],
): Promise<readonly ToldItem[]> {
  const { archive, userId, context, base, sources } = parts;
  const records = new Map((await archive.articlesById(ids)).map((one) => [one.id, one]));
  const marks = new Map(
    (await archive.accounts.marksOf(userId, ids)).map((one) => [one.articleId, one]),
  );
  const ordered = ids.flatMap((id) => records.get(id) ?? []);
  const told = await wholeArticles(archive, ordered, outlets);
  const images = told.flatMap((one) => one.images);
  const links = { ...context.links, image: await provenImages(archive, images, userId) };
  const absolute = (path: string) => `${base}${path}`;
  const place = { self: base, page: base, absolute };
  const feed = articlesFeed({ ...context, links }, { articles: told }, place);
  return feed.items.flatMap((item, at) => {
    const record = records.get(told[at]?.line.id ?? '');
    if (record === undefined) return [];
    const source = sources.find(({ id }) => id === record.sourceId);
    const html = item.html + editNote({ ...context, links }, record, absolute);
    const own = marks.get(record.id);
    return {
      item: { ...item, html },
      record,
      ...(own && { marks: own }),
      ...(source && { source }),
    };
  });
}
