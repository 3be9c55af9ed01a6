import type { Instant, Source } from '../../model/index.ts';
import { longItemId } from './item-number.ts';
import { labelTag, readingList, readTag, starredTag } from './stream-name.ts';
import { feedId } from './subscriptions.ts';
import type { ToldItem } from './told-items.ts';

/** An article as JSON tells it. */
export function itemJson(told: ToldItem): object {
  const { item, record, source } = told;
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
    categories: categoriesOf(told),
    ...(item.image === undefined ? {} : { enclosure: [enclosureOf(item.image, record.image)] }),
  };
}

const seconds = (at: Instant): number => Math.floor(Date.parse(at) / 1000);

/** Where the outlet of a source is read. */
export const homeOf = (source: Source | undefined): string | undefined =>
  source && (source.home ?? new URL(source.url).origin);

/** The tags of an article for its user. */
export function categoriesOf({
  marks,
  source,
}: Pick<ToldItem, 'marks' | 'source'>): readonly string[] {
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
