import type { Article, Instant, Url } from '../model/index.ts';
import type { OtherVersions } from './other-versions.ts';
import type { PartLinks } from './part-links.ts';
import type { SiteRules } from './site-rules.ts';

/** A page as it was decoded. */
export interface ExtractInput {
  readonly html: string;
  /** Where the page was served from, after redirects. */
  readonly url: Url;
  /** When it was served: relative times count from it, later dates are not believed. */
  readonly capturedAt?: Instant;
  /** What the user has laid down for the page's site. */
  readonly rules?: SiteRules;
  /** What its feed tells of the article, as HTML: all of it or the beginning. */
  readonly witness?: string;
  /** The address of the article's first page, where this is a further one. */
  readonly partOf?: Url;
}

/** A body that somebody gave us: a feed's item, an imported file. */
export interface FragmentInput {
  readonly html: string;
  readonly url: Url;
  readonly title: string;
  readonly authors?: readonly string[];
  readonly publishedAt?: Instant;
  readonly modifiedAt?: Instant;
  readonly site?: string;
}

/** `missing`: it says that there is no such page, whatever its status. */
export type PageKind =
  | 'article'
  | 'index'
  | 'login'
  | 'captcha'
  | 'missing'
  | 'video'
  | 'live'
  | 'unknown';

/** What was cut from a body and why; the text is shortened to 200 characters. */
export interface CutBlock {
  readonly reason: string;
  readonly text: string;
}

/** A date that a page tells, with its source. */
export interface DateFact {
  /** `json-ld datePublished`, `meta article:published_time`, `itemprop`, `time`, `class`, `line`, `url`, `script`, `site rule`. */
  readonly source: string;
  readonly label: '' | 'published' | 'modified';
  /** As it stands there, at most 80 characters. */
  readonly value: string;
  /** By RFC 3339 as far as it is told: `2023-09-05`, `2023-09-05T10:20:00`, `2023-09-05T10:20:00+08:00`. */
  readonly at: string;
}

export interface Extraction {
  readonly article: Article;
  /** The URL the page gives as its own, where it is one of the same site. */
  readonly canonicalUrl?: Url;
  /** The picture the article is to be shown with. */
  readonly leadImage?: Url;
  /** Publication as the page tells its readers: with the zone where one is told, the day alone where only that. */
  readonly published?: string;
  readonly modified?: string;
  /** All dates that were weighed, contradictions too; 20 at most. */
  readonly dates?: readonly DateFact[];
  readonly kind: PageKind;
  readonly cut: readonly CutBlock[];
  readonly paywalled: boolean;
  /** The mark of the site's rules, where words of the article come by them. */
  readonly byRules?: string;
  /** Where the rest of the article is, where the page holds a part. */
  readonly parts?: PartLinks;
  /** Where other versions of the article's page are: for AMP, for print. */
  readonly versions?: OtherVersions;
  /** Set where words of the article are told apart by what its feed says. */
  readonly isWitnessed?: true;
  /** Set where the words are those of several pages, or of one that holds all. */
  readonly isJoined?: true;
  /** Set where the words are those of another version of the page. */
  readonly readFrom?: keyof OtherVersions;
  /** Set where the site's rules know the page for an advertisement. */
  readonly sponsored?: true;
}

/** `name@version` of what cuts the text; changes whenever its output may. */
export const extractorName = 'backissue@1';

/** The name of what cut these very words: rules of the user's make another extractor, and so does it
 * to read further pages of an article, another version of its page, or its feed. */
export function extractorOf({
  byRules,
  isJoined,
  isWitnessed,
  readFrom,
}: Pick<Extraction, 'byRules' | 'isJoined' | 'isWitnessed' | 'readFrom'>): string {
  const feed = isWitnessed === true ? '+feed' : '';
  const rules = byRules === undefined ? '' : `+rules.${byRules}`;
  const version = readFrom === undefined ? '' : `+${readFrom}`;
  return `${extractorName}${rules}${feed}${isJoined === true ? '+parts' : ''}${version}`;
}

/** Whether words that an extractor of this name cut are those of another version of the page. */
export const isOfVersion = (name: string): boolean => /\+(?:amp|print)(?:\+|$)/.test(name);

/** What a name has at its end where a site's memory has cut the text too. */
const bySite = '+site';

/** The name of an extractor whose text a site's memory has cut further. */
export const extractorWithSite = (name: string): string => `${name}${bySite}`;

/** The extractor alone, whether a site's memory has cut its text further or not. */
export const extractorAlone = (name: string): string =>
  name.endsWith(bySite) ? name.slice(0, -bySite.length) : name;
