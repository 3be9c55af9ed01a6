import { ArchiveError, type Url } from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import { type Draft, EntryList } from './draft.ts';
import type { FeedInput, ParsedFeed } from './feed-document.ts';
import { textAsHtml, titleFromText } from './feed-text.ts';
import { authorNames, firstDate, guidUrl, linkUrl } from './item-fields.ts';
import { readJsonFeed } from './read-json.ts';

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
    ...known('hub', hubOf(feed, input.url)),
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

function hubOf(feed: JsonObject, base: Url): Url | undefined {
  const hubs: readonly unknown[] = Array.isArray(feed['hubs']) ? feed['hubs'] : [];
  const hub = hubs.find(isObject);
  return hub === undefined ? undefined : parseUrl(textIn(hub, 'url'), base);
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
