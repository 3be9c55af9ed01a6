import { ArchiveError, type Instant, type Url } from '../model/index.ts';
import { type Draft, EntryList, entryLimit } from './draft.ts';
import { parseFeedDate } from './feed-date.ts';
import { checkDocument, type FeedInput, type ParsedFeed } from './feed-document.ts';
import { titleOf } from './feed-text.ts';
import { firstDate, linkUrl } from './item-fields.ts';
import { readXml } from './read-xml.ts';
import { child, textOf, type XmlElement } from './xml-element.ts';

/**
 * A sitemap (sitemaps.org 0.9) as XML, with Google's news extension where it has it, or as plain text
 * with one address a line. The guid of an entry is its URL; the title is empty where no news title
 * tells it. Of more than 10,000 addresses the newest are taken.
 */
export function parseSitemap(input: FeedInput): ParsedFeed {
  const told = /^[\s\uFEFF]*https?:/i.test(input.text.slice(0, 1000))
    ? readAddresses(input)
    : readUrlSet(input);
  const list = new EntryList();
  for (const fault of told.faults) list.warn(fault);
  if (told.drafts.length > entryLimit) {
    list.warn(
      `The sitemap holds ${told.drafts.length} addresses; the newest ${entryLimit} were read.`,
    );
  }
  for (const draft of newestDrafts(told.drafts)) list.add(draft);
  if (list.entries.length === 0) list.warn('The sitemap holds no addresses.');
  return {
    kind: 'sitemap',
    format: told.format,
    title: told.title,
    ...(told.language === '' ? {} : { language: told.language }),
    entries: list.entries,
    warnings: list.warnings,
  };
}

interface SitemapRead {
  readonly format: string;
  readonly title: string;
  readonly language: string;
  readonly drafts: readonly Draft[];
  readonly faults: readonly string[];
}

/** As many addresses as sitemaps.org lets one sitemap hold. */
const sitemapLimit = 50_000;

function readUrlSet(input: FeedInput): SitemapRead {
  const drafts: Draft[] = [];
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
      drafts.push(sitemapDraft(item, news));
      return drafts.length < sitemapLimit;
    },
  });
  if (root === undefined) throw notA('sitemap', input.url);
  return { format: isNews ? 'News sitemap' : 'Sitemap', title, language, drafts, faults };
}

/** The plain text form: one address a line, blank lines passed over. */
function readAddresses(input: FeedInput): SitemapRead {
  const lines = input.text.split(/[\r\n]+/, sitemapLimit).map((line) => line.trim());
  const drafts = lines
    .filter((line) => line !== '' && line !== '\uFEFF')
    .map((line) => addressDraft(line, input.url));
  return { format: 'Text sitemap', title: '', language: '', drafts, faults: [] };
}

function addressDraft(line: string, base: Url): Draft {
  const url = /^\uFEFF?https?:\/\//i.test(line) ? linkUrl(line, base) : undefined;
  return {
    guid: url ?? line.slice(0, 200),
    url,
    title: '',
    authors: [],
    publishedAt: undefined,
    updatedAt: undefined,
    contentHtml: undefined,
    summaryHtml: undefined,
    faults: [],
  };
}

/** As many as are taken from one document: those with the latest dates, in document order. */
function newestDrafts(drafts: readonly Draft[]): readonly Draft[] {
  if (drafts.length <= entryLimit) return drafts;
  const date = (draft: Draft): string => draft.publishedAt ?? draft.updatedAt ?? '';
  return drafts
    .map((draft, index) => ({ draft, index }))
    .sort(
      (one, other) => date(other.draft).localeCompare(date(one.draft)) || other.index - one.index,
    )
    .slice(0, entryLimit)
    .sort((one, other) => one.index - other.index)
    .map(({ draft }) => draft);
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
