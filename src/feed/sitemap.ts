import { ArchiveError, type Instant, type Url } from '../model/index.ts';
import { type Draft, EntryList } from './draft.ts';
import { parseFeedDate } from './feed-date.ts';
import { checkDocument, type FeedInput, type ParsedFeed } from './feed-document.ts';
import { titleOf } from './feed-text.ts';
import { firstDate, linkUrl } from './item-fields.ts';
import { readXml } from './read-xml.ts';
import { child, textOf, type XmlElement } from './xml-element.ts';

/**
 * A sitemap (sitemaps.org 0.9), with Google's news extension where it has it. The guid of an entry
 * is its URL; the title is empty where no news title tells it.
 */
export function parseSitemap(input: FeedInput): ParsedFeed {
  const list = new EntryList();
  let isNews = false;
  let title = '';
  let language = '';
  const { root, faults } = readXml({
    text: input.text,
    url: input.url,
    roots: new Set(['urlset']),
    items: new Set(['url']),
    onItem: (item) => {
      const news = child(item, 'news:news');
      const publication = news === undefined ? undefined : child(news, 'news:publication');
      isNews ||= news !== undefined;
      if (publication !== undefined) {
        title ||= textOf(publication, 'news:name');
        language ||= textOf(publication, 'news:language');
      }
      return list.add(sitemapDraft(item, news));
    },
  });
  if (root === undefined) throw notA('sitemap', input.url);
  for (const fault of faults) list.warn(fault);
  if (list.entries.length === 0) list.warn('The sitemap holds no addresses.');
  return {
    kind: 'sitemap',
    format: isNews ? 'News sitemap' : 'Sitemap',
    title,
    ...(language === '' ? {} : { language }),
    entries: list.entries,
    warnings: list.warnings,
  };
}

/** The sitemaps an index lists, in document order. Throws `invalid` when it is no sitemap index. */
export function parseSitemapIndex(input: FeedInput): {
  sitemaps: { url: Url; lastModified?: Instant }[];
  warnings: string[];
} {
  checkDocument(input);
  const sitemaps: { url: Url; lastModified?: Instant }[] = [];
  const warnings: string[] = [];
  const seen = new Set<string>();
  const { root, faults } = readXml({
    text: input.text,
    url: input.url,
    roots: new Set(['sitemapindex']),
    items: new Set(['sitemap']),
    onItem: (item) => {
      const url = linkUrl(textOf(item, 'loc'), input.url);
      const lastModified = parseFeedDate(textOf(item, 'lastmod'));
      if (url === undefined)
        warnings.push(`sitemap ${seen.size + 1} has no address; it was left out.`);
      else if (!seen.has(url))
        sitemaps.push({ url, ...(lastModified === undefined ? {} : { lastModified }) });
      seen.add(url ?? String(seen.size));
      return seen.size < sitemapLimit;
    },
  });
  if (root === undefined) throw notA('sitemap index', input.url);
  return { sitemaps, warnings: [...faults, ...warnings.slice(0, 200)] };
}

const sitemapLimit = 50_000;

function sitemapDraft(item: XmlElement, news: XmlElement | undefined): Draft {
  const faults: string[] = [];
  const loc = textOf(item, 'loc');
  const told = news === undefined ? '' : textOf(news, 'news:publication_date');
  const url = linkUrl(loc, item.base);
  if (item.truncated) faults.push('the document ends within it, so what was cut off is left out');
  else if (item.repaired) faults.push('its tags did not match and were repaired');
  return {
    guid: url ?? loc,
    url,
    title: news === undefined ? '' : titleOf(child(news, 'news:title')),
    authors: [],
    publishedAt: firstDate([told], faults),
    updatedAt: firstDate([textOf(item, 'lastmod')], faults),
    contentHtml: undefined,
    summaryHtml: undefined,
    faults,
  };
}

function notA(what: string, url: Url): ArchiveError {
  return new ArchiveError('invalid', `${url} is not a ${what}; check the address.`);
}
