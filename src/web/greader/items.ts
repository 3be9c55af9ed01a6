import type { Accounts, Archive } from '../../archive/index.ts';
import type { Instant, Url } from '../../model/index.ts';
import {
  articlesFeed,
  editNote,
  type FeedItem,
  type Links,
  type PageContext,
} from '../../pages/index.ts';
import { whole } from '../feeds.ts';
import { imagesFor } from '../links.ts';
import { type Outlets, outletsOf } from '../outlets.ts';
import { longItemId } from './item-number.ts';
import { labelTag, readingList, readTag, starredTag } from './stream-name.ts';
import { feedId } from './subscriptions.ts';

type ArticleRecord = Awaited<ReturnType<Archive['articlesById']>>[number];
type Marks = Awaited<ReturnType<Accounts['marksOf']>>[number];
type Source = Awaited<ReturnType<Archive['sourceList']>>[number];

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

/** Items of these articles, in their order, some at a time; ids that are not there are left out. */
export async function* itemsOf(
  parts: ItemParts,
  ids: readonly string[],
): AsyncGenerator<readonly object[]> {
  const outlets = outletsOf(parts.sources);
  for (let from = 0; from < ids.length; from += together) {
    yield await someItems(parts, outlets, ids.slice(from, from + together));
  }
}

async function someItems(
  parts: ItemParts,
  outlets: Outlets,
  ids: readonly string[],
): Promise<readonly object[]> {
  const { archive, userId, context, base, sources } = parts;
  const records = new Map((await archive.articlesById(ids)).map((one) => [one.id, one]));
  const marks = new Map(
    (await archive.accounts.marksOf(userId, ids)).map((one) => [one.articleId, one]),
  );
  const ordered = ids.flatMap((id) => records.get(id) ?? []);
  const told = await whole(archive, ordered, outlets);
  const images = told.flatMap((one) => one.images);
  const links = { ...context.links, image: await provenImages(archive, images) };
  const absolute = (path: string) => `${base}${path}`;
  const place = { self: base, page: base, absolute };
  const feed = articlesFeed({ ...context, links }, { articles: told }, place);
  return feed.items.flatMap((item, at) => {
    const record = records.get(told[at]?.line.id ?? '');
    if (record === undefined) return [];
    const source = sources.find(({ id }) => id === record.sourceId);
    const note = editNote({ ...context, links }, record, absolute);
    return itemOf({ ...item, html: item.html + note }, record, marks.get(record.id), source);
  });
}

/** Apps ask for images without their login, so each address shows that it comes from here. */
async function provenImages(archive: Archive, urls: readonly Url[]): Promise<Links['image']> {
  const image = await imagesFor(archive, urls);
  const proven = new Map<string, string>();
  for (const url of urls) {
    const path = image(url);
    if (path === undefined || proven.has(url)) continue;
    const proof = await archive.accounts.imageProof(path.slice('/image/'.length));
    proven.set(url, `${path}?for=${proof}`);
  }
  return (url) => proven.get(url);
}

function itemOf(
  item: FeedItem,
  record: ArticleRecord,
  marks: Marks | undefined,
  source: Source | undefined,
): object {
  const changedAt = item.updatedAt > record.firstSeenAt ? item.updatedAt : record.firstSeenAt;
  const ms = Date.parse(changedAt);
  const published = item.publishedAt ?? record.firstSeenAt;
  return {
    id: longItemId(record.id),
    crawlTimeMsec: String(ms),
    timestampUsec: String(ms * 1000),
    published: seconds(published),
    updated: seconds(item.updatedAt),
    title: item.title,
    canonical: [{ href: record.url }],
    alternate: [{ href: record.url, type: 'text/html' }],
    origin: {
      streamId: feedId(record.sourceId),
      title: source?.title ?? item.outlet.title,
      htmlUrl: homeOf(source) ?? new URL(record.url).origin,
    },
    author: item.authors.join(', '),
    summary: { content: item.html },
    content: { content: item.html },
    categories: categoriesOf(marks, source),
    ...(item.image === undefined ? {} : { enclosure: [enclosureOf(item.image, record.image)] }),
  };
}

const seconds = (at: Instant): number => Math.floor(Date.parse(at) / 1000);

/** Where the outlet of a source is read. */
export const homeOf = (source: Source | undefined): string | undefined =>
  source && (source.home ?? new URL(source.url).origin);

function categoriesOf(marks: Marks | undefined, source: Source | undefined): readonly string[] {
  return [
    readingList,
    ...(marks?.read === true ? [readTag] : []),
    ...(marks?.starredAt === undefined ? [] : [starredTag]),
    ...(source?.folder ? [labelTag(source.folder)] : []),
  ];
}

/** By the end of its address: what the image is its own answer says. */
const types: Readonly<{ [end: string]: string }> = {
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
};

function enclosureOf(href: string, original: string | undefined): object {
  const [, end = ''] = /\.([a-z]{3,4})(?:[?#]|$)/i.exec(original ?? '') ?? [];
  return { href, url: href, type: types[end.toLowerCase()] ?? 'image/jpeg', length: 0 };
}
