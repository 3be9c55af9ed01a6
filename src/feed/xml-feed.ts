import { ArchiveError, type Url } from '../model/index.ts';
import { atomAuthors, atomEntry } from './atom-entry.ts';
import { atomLink, linksOf } from './atom-link.ts';
import { type Draft, EntryList, entryLimit } from './draft.ts';
import type { FeedInput, ParsedFeed } from './feed-document.ts';
import { atomTitleOf, titleOf } from './feed-text.ts';
import { linkUrl } from './item-fields.ts';
import { readXml } from './read-xml.ts';
import { rssItem } from './rss-item.ts';
import { child, childrenOf, firstFilled, textOf, type XmlElement } from './xml-element.ts';
import { xmlHints } from './xml-hints.ts';

const roots = new Set(['rss', 'rdf', 'feed', 'channel']);
const items = new Set(['item', 'entry']);

/** RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), CDF; see read-xml for what is repaired. */
export function parseXmlFeed(input: FeedInput): ParsedFeed {
  const { root, drafts, faults } = readXmlFeed(input);
  const channel = child(root, 'channel') ?? root;
  const authors = root.name === 'feed' ? atomAuthors(channel) : [];
  const list = new EntryList();
  for (const fault of faults) list.warn(fault);
  drafts.every((draft) => list.add(draft.authors.length > 0 ? draft : { ...draft, authors }));
  if (drafts.length === 0) list.warn('The feed holds no items.');
  return { ...channelFields(root, channel), entries: list.entries, warnings: list.warnings };
}

/** The items of an XML feed before they are judged. Throws `invalid` when it is no feed. */
export function readXmlFeed(input: FeedInput): {
  readonly root: XmlElement;
  readonly drafts: readonly Draft[];
  readonly faults: readonly string[];
} {
  const drafts: Draft[] = [];
  const { root, faults } = readXml({
    text: input.text,
    url: input.url,
    roots,
    items,
    onItem: (item) => {
      drafts.push(itemDraft(item));
      return drafts.length <= entryLimit;
    },
  });
  if (root !== undefined) return { root, drafts, faults };
  throw new ArchiveError(
    'invalid',
    `${input.url} is not a feed; check the address or follow the page it came from.`,
  );
}

/** An item or entry of any XML feed, with what had to be repaired. */
function itemDraft(item: XmlElement): Draft {
  const draft = item.name === 'entry' ? atomEntry(item) : rssItem(item);
  const faults = [...draft.faults];
  if (item.truncated) faults.push('the document ends within it, so what was cut off is left out');
  else if (item.repaired) faults.push('its tags did not match and were repaired');
  return { ...draft, faults };
}

function channelFields(
  root: XmlElement,
  channel: XmlElement,
): Omit<ParsedFeed, 'entries' | 'warnings'> {
  const isAtom = root.name === 'feed';
  const url = isAtom ? atomLink(channel) : siteUrl(channel);
  const language = textOf(channel, 'language', 'dc:language') || channel.language;
  const description = isAtom
    ? atomTitleOf(firstFilled(channel, 'subtitle', 'tagline'))
    : titleOf(firstFilled(channel, 'description', 'abstract', 'atom:subtitle', 'itunes:summary'));
  const hints = xmlHints(channel);
  return {
    kind: 'feed',
    format: formatOf(root),
    title: isAtom
      ? atomTitleOf(child(channel, 'title'))
      : titleOf(firstFilled(channel, 'title', 'atom:title', 'dc:title')),
    ...(url === undefined ? {} : { url }),
    ...(language === '' ? {} : { language }),
    ...(description === '' ? {} : { description }),
    ...(hints === undefined ? {} : { hints }),
  };
}

function siteUrl(channel: XmlElement): Url | undefined {
  const link = childrenOf(channel, 'link').find((one) => one.text.trim() !== '');
  if (link !== undefined) return linkUrl(link.text, link.base);
  const about = channel.attributes['rdf:about'] ?? channel.attributes['href'] ?? '';
  const page = linksOf(channel, 'atom:link').find(({ rel }) => rel === 'alternate');
  return page?.url ?? linkUrl(about, channel.base);
}

function formatOf(root: XmlElement): string {
  const version = (root.attributes['version'] ?? '').trim();
  const told = /^[\d.]{1,8}$/.test(version) ? ` ${version}` : '';
  if (root.name === 'rss') return `RSS${told}`;
  if (root.name === 'channel') return 'RSS';
  const space = Object.entries(root.attributes).map(([name, value]) =>
    name.startsWith('xmlns') ? (value ?? '') : '',
  );
  if (root.name === 'rdf') return space.some((uri) => uri.includes('/0.9')) ? 'RDF 0.9' : 'RDF 1.0';
  return space.some((uri) => uri.includes('purl.org/atom')) || version === '0.3'
    ? 'Atom 0.3'
    : 'Atom 1.0';
}
