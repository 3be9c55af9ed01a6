import { ArchiveError, type Url } from '../model/index.ts';
import { type Draft, EntryList } from './draft.ts';
import type { FeedHints, FeedInput, ParsedFeed } from './feed-document.ts';
import { textAsHtml, titleFromText } from './feed-text.ts';
import { authorNames, firstDate, guidUrl, linkUrl } from './item-fields.ts';
import { eachOnce, enclosure, type ItemMedia, isImage } from './item-media.ts';
import { tagsFrom } from './item-tags.ts';
import { readJsonFeed } from './read-json.ts';
import { anyOf } from './xml-hints.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), also when it is cut off or holds bad items. */
export function parseJsonFeed(input: FeedInput): ParsedFeed {
  const list = new EntryList();
  const { feed, items, fault } = readJsonFeed(input.text);
  if (feed === undefined) {
    throw new ArchiveError(
      'invalid',
      `${input.url} is not JSON that can be read (${fault ?? 'no object'}); check the address.`,
    );
  }
  if (fault !== undefined)
    list.warn(`The JSON could not be read whole (${fault}); items were read one by one.`);
  const authors = authorsOf(feed);
  items.every((item, index) => {
    if (isObject(item)) return list.add(jsonItem(item, input.url, authors));
    list.warn(`item ${index + 1} is not a JSON object; it was left out.`);
    return true;
  });
  if (items.length === 0) list.warn('The feed holds no items.');
  return {
    kind: 'feed',
    format: formatOf(feed),
    title: titleFromText(textIn(feed, 'title')),
    ...known('url', urlIn(feed, 'home_page_url', input.url)),
    ...known('language', textIn(feed, 'language')),
    ...known('description', titleFromText(textIn(feed, 'description'))),
    ...known('hints', hintsOf(feed, input.url)),
    entries: list.entries,
    warnings: list.warnings,
  };
}

function jsonItem(item: JsonObject, base: Url, feedAuthors: readonly string[]): Draft {
  const faults: string[] = [];
  const guid = textIn(item, 'id');
  const html = rawText(item, 'content_html') ?? textHtml(rawText(item, 'content_text'));
  const summary = textHtml(rawText(item, 'summary'));
  const authors = authorsOf(item);
  return {
    guid,
    url: urlIn(item, 'url', base) ?? urlIn(item, 'external_url', base) ?? guidUrl(guid),
    title: titleFromText(textIn(item, 'title')),
    authors: authors.length > 0 ? authors : feedAuthors,
    publishedAt: firstDate([textIn(item, 'date_published')], faults),
    updatedAt: firstDate([textIn(item, 'date_modified')], faults),
    contentHtml: html ?? summary,
    summaryHtml: html === undefined ? undefined : summary,
    ...mediaOf(item, base),
    tags: tagsOf(item),
    faults,
  };
}

function formatOf(feed: JsonObject): string {
  const version = /version\/(\d[\d.]{0,5})/.exec(textIn(feed, 'version'))?.[1];
  return version === undefined
    ? 'JSON Feed'
    : `JSON Feed ${version.includes('.') ? version : `${version}.0`}`;
}

function authorsOf(value: JsonObject): readonly string[] {
  const listed = Array.isArray(value['authors']) ? value['authors'] : [];
  const people: readonly unknown[] = listed.length > 0 ? listed : [value['author']];
  return authorNames(
    people
      .slice(0, 100)
      .map((one) => (isObject(one) ? textIn(one, 'name') : typeof one === 'string' ? one : '')),
  );
}

/** Hubs of WebSub alone: others (rssCloud) are asked in other ways. */
function hintsOf(feed: JsonObject, base: Url): FeedHints | undefined {
  const hubs = objectsIn(feed, 'hubs')
    .filter((hub) => /^$|websub|pubsubhubbub/i.test(textIn(hub, 'type')))
    .flatMap((hub) => urlIn(hub, 'url', base) ?? []);
  const self = urlIn(feed, 'feed_url', base);
  return anyOf({
    hubs: [...new Set(hubs)],
    ...known('self', self),
    ...(feed['expired'] === true ? { ended: true } : {}),
  });
}

/** The picture and the attachments; those that are pictures stand in for a missing picture. */
function mediaOf(item: JsonObject, base: Url): ItemMedia {
  const enclosures = eachOnce(
    objectsIn(item, 'attachments').flatMap((file) => {
      const url = urlIn(file, 'url', base);
      const [type, length] = [textIn(file, 'mime_type'), textIn(file, 'size_in_bytes')];
      return url === undefined ? [] : [enclosure(url, type, length)];
    }),
  );
  return {
    image:
      urlIn(item, 'image', base) ??
      urlIn(item, 'banner_image', base) ??
      enclosures.find(({ type = '', url }) => isImage(type, url))?.url,
    enclosures,
  };
}

function objectsIn(value: JsonObject, key: string): readonly JsonObject[] {
  const list = value[key];
  return Array.isArray(list) ? list.slice(0, 100).filter(isObject) : [];
}

function tagsOf(item: JsonObject): readonly string[] {
  const tags = item['tags'];
  const texts = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
  return tagsFrom(texts.map(titleFromText));
}

function urlIn(value: JsonObject, key: string, base: Url): Url | undefined {
  return linkUrl(textIn(value, key), base);
}

function textHtml(text: string | undefined): string | undefined {
  return text === undefined ? undefined : textAsHtml(text);
}

/** A member's text as it stands, undefined when missing or blank. */
function rawText(value: JsonObject, key: string): string | undefined {
  const text = value[key];
  return typeof text === 'string' && /\S/.test(text) ? text : undefined;
}

function textIn(value: JsonObject, key: string): string {
  const text = value[key];
  return typeof text === 'string' || typeof text === 'number' ? String(text).trim() : '';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of a result, left out where there is nothing to tell. */
function known<K extends string, V>(key: K, value: V | undefined): { [k in K]?: V } {
  if (value === undefined || value === '') return {};
  return { [key]: value } as { [k in K]?: V };
}
