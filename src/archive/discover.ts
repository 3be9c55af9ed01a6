import type { Draft } from '../capture/index.ts';
import {
  commonFeedPaths,
  discoverFeeds,
  homePages,
  isSameLanguage,
  platformFeeds,
  type RankedFeed,
  type RankingPage,
  rankFeeds,
  roleOf,
  sitemapsInRobots,
} from '../feed/index.ts';
import { type PageLinks, pageLinks } from '../html/index.ts';
import { ArchiveError, type FeedEntry, type Url } from '../model/index.ts';
import { articleKey, parseUrl } from '../url/index.ts';
import { type Candidate, Candidates } from './candidates.ts';
import { documentText, type Listing } from './document.ts';
import { type Find, fullerTwin, newestOf, type Offer } from './offer.ts';
import type { Scout, Seen } from './scout.ts';
import type { Services } from './services.ts';
import { readSitemaps } from './sitemaps.ts';

/** What a search found. */
export interface Discovery {
  readonly chosen?: Find;
  readonly candidates: readonly Candidate[];
  /** The outlet's front page, where one was met. */
  readonly home?: Url;
}

/** Whether a document will do; the search goes on where it will not. */
export type Accept = (url: Url, listing: Listing) => Promise<boolean>;

const mostDeclared = 6;
const mostHomes = 2;
const mostSitemaps = 3;
/** A site that answers every guess with a page answers none. */
const mostBlanks = 3;
const staleMs = 365 * 86_400_000;

/**
 * Looks for what to follow, beginning at a page: the feeds it declares and links to, those of its
 * outlet's front page, the sitemaps of robots.txt, the usual paths, and last the page itself. What
 * the page does not name itself has to share an article with it, or it may be another outlet's.
 */
export async function discover(
  services: Services,
  scout: Scout,
  start: Seen,
  accept: Accept = () => Promise.resolve(true),
): Promise<Discovery> {
  return await new Search(services, scout, start, accept).run();
}

class Search {
  private readonly services: Services;
  private readonly scout: Scout;
  private readonly start: Seen;
  private readonly url: Url;
  private readonly links: PageLinks;
  private readonly page: RankingPage;
  private readonly candidates = new Candidates();
  private readonly accept: Accept;
  private home: Find | undefined;

  constructor(services: Services, scout: Scout, start: Seen, accept: Accept) {
    this.accept = accept;
    this.services = services;
    this.scout = scout;
    this.start = start;
    this.url = start.answer.finalUrl;
    this.links = linksOf(start);
    this.page = { url: this.url, language: this.links.lang, role: roleOf(this.url) };
  }

  async run(): Promise<Discovery> {
    const offer =
      (await this.declared(this.links, this.start)) ??
      (await this.fromHome()) ??
      (await this.fromSitemaps()) ??
      (await this.fromUsualPaths());
    const own = this.ownListing();
    if (own !== undefined) this.candidates.note(own.url, own.listing);
    if (offer !== undefined || own === undefined) return this.result(offer);
    return this.result((await this.accept(own.url, own.listing)) ? own : undefined);
  }

  private result(chosen: Find | undefined): Discovery {
    const home = this.page.role === 'front' ? this.url : this.home?.url;
    return {
      candidates: this.candidates.all(chosen?.url),
      ...(chosen === undefined ? {} : { chosen }),
      ...(home === undefined ? {} : { home }),
    };
  }

  /** The feeds a page names, tried best first; the best of those that hold entries. */
  private async declared(links: PageLinks, from: Seen): Promise<Offer | undefined> {
    const url = from.answer.finalUrl;
    const text = textOf(from);
    const found = text.trim() === '' ? [] : discoverFeeds({ url, text });
    const ruled = platformFeeds(url, links.canonical).map((feed) => ({
      url: feed,
      title: '',
      type: 'application/atom+xml',
    }));
    const known = new Set(found.map((feed) => feed.url));
    const ranked = rankFeeds(
      [...ruled.filter((feed) => !known.has(feed.url)), ...found],
      this.page,
    );
    for (const { url: feed, title } of ranked) this.candidates.note(feed, undefined, title);
    const offers: Offer[] = [];
    for (const offer of await this.tryFeeds(ranked.slice(0, mostDeclared))) {
      if (await this.accept(offer.url, offer.listing)) offers.push(offer);
    }
    const [best] = offers;
    if (best === undefined) return undefined;
    return fullerTwin(best, offers);
  }

  private async tryFeeds(feeds: readonly RankedFeed[]): Promise<Offer[]> {
    const seen = await this.scout.askAll(feeds.map((feed) => feed.url));
    const offers = feeds.flatMap((feed, index) => {
      const one = seen[index];
      const listing = one?.listing;
      if (one === undefined || listing === undefined || listing.kind === 'page') {
        this.candidates.drop(feed.url);
        this.tellFailure(feed.url);
        return [];
      }
      this.candidates.note(feed.url, listing, feed.title);
      const score = feed.score + this.worth(listing);
      return [{ url: feed.url, listing, seen: one, drafts: one.drafts, score }];
    });
    return offers.sort((one, other) => other.score - one.score);
  }

  /** A feed that a page offers and that cannot be had is told; a guess that failed is no news. */
  private tellFailure(url: Url): void {
    const failed = this.scout.failures.get(url);
    if (failed !== undefined) this.services.tell({ type: 'warning', url, message: failed.message });
  }

  /** What a feed's content says for it or against it. */
  private worth(listing: Listing): number {
    let worth = 0;
    if (listing.entries.length === 0 && listing.sitemaps === undefined) worth -= 200;
    const isSame = isSameLanguage(listing.language ?? '', this.page.language);
    if (isSame !== undefined) worth += isSame ? 5 : -30;
    const newest = newestOf(listing.entries);
    if (newest !== undefined && newest < this.services.now() - staleMs) worth -= 15;
    if (listing.kind === 'sitemap') worth -= 25;
    return worth;
  }

  /** The outlet's front page, asked for where the page itself named no feed. */
  private async fromHome(): Promise<Offer | undefined> {
    if (this.page.role === 'front') return undefined;
    for (const url of homePages(this.url, this.links.anchors).slice(0, mostHomes)) {
      const seen = await this.scout.ask(url);
      if (seen?.listing?.kind !== 'page') continue;
      const home = findOf(seen.answer.finalUrl, seen.listing, seen);
      const isArticle = this.page.role === 'article';
      if (isArticle || this.isOurs(home.listing.entries)) this.home ??= home;
      const offer = await this.declared(linksOf(seen), seen);
      if (offer === undefined || !(isArticle || this.isOurs(offer.listing.entries))) continue;
      this.home = home;
      return offer;
    }
    return undefined;
  }

  /** The sitemaps of robots.txt and of the page's head. */
  private async fromSitemaps(): Promise<Offer | undefined> {
    const robots = new URL('/robots.txt', this.url).href as Url;
    const seen = await this.scout.ask(robots);
    const text = seen?.answer.status === 200 ? new TextDecoder().decode(seen.answer.content) : '';
    const named = /<html/i.test(text.slice(0, 2000)) ? [] : sitemapsInRobots(text, robots);
    const { sitemap } = this.links;
    const all = [...new Set([...named, ...(sitemap === undefined ? [] : [sitemap])])];
    for (const url of all.slice(0, mostSitemaps)) {
      const offer = await this.tryDocument(url, false);
      if (offer !== undefined) return offer;
    }
    return undefined;
  }

  /** A feed or sitemap, where it holds entries of this outlet. */
  private async tryDocument(url: Url, guessed: boolean): Promise<Offer | undefined> {
    const seen = await this.scout.ask(url, { guessed });
    const listing = seen?.listing;
    if (seen === undefined || listing === undefined || listing.kind === 'page') return undefined;
    const { whole, drafts } = await this.unfolded(listing, seen);
    this.candidates.note(url, whole);
    if (whole.entries.length === 0 || !this.isOurs(whole.entries)) return undefined;
    if (!(await this.accept(url, whole))) return undefined;
    return { url, listing: whole, seen, drafts: [...seen.drafts, ...drafts], score: 0 };
  }

  /** A sitemap with what is worth reading of it; an index with the entries of its first sitemaps. */
  private async unfolded(
    listing: Listing,
    seen: Seen,
  ): Promise<{ whole: Listing; drafts: readonly Draft[] }> {
    if (listing.kind !== 'sitemap') return { whole: listing, drafts: [] };
    const source = { id: '', url: seen.asked, allowPrivate: this.scout.mayBePrivate(seen.asked) };
    const { entries, warnings, drafts } = await readSitemaps(this.services, source, listing, {
      most: this.scout.take(2),
      ...(this.scout.searchedFor === undefined ? {} : { askedFor: this.scout.searchedFor }),
      signal: this.scout.signal,
      asking: (url) => this.scout.asking(url),
    });
    return { whole: { ...listing, entries, warnings }, drafts };
  }

  /** Where feeds usually are: below the section, below the front page, at the root. */
  private async fromUsualPaths(): Promise<Offer | undefined> {
    const tries = [
      ...(this.page.role === 'section' ? usualPaths(folderOf(this.url)).slice(0, 5) : []),
      ...(this.home === undefined ? [] : usualPaths(folderOf(this.home.url))),
      ...usualPaths(new URL('/', this.url).href),
    ];
    let blanks = 0;
    for (const url of new Set(tries)) {
      if (this.scout.isOver || blanks >= mostBlanks) break;
      const offer = await this.tryDocument(url, true);
      if (offer !== undefined) return offer;
      const seen = await this.scout.ask(url);
      if (seen?.listing?.kind === 'page') blanks += 1;
    }
    return undefined;
  }

  /** Whether entries that the page did not name are its outlet's: they share an article with the
   * page, or the page lists none to compare with. */
  private isOurs(entries: readonly FeedEntry[]): boolean {
    const theirs = new Set(entries.map(({ url }) => articleKey(url)));
    const isArticle = this.page.role === 'article';
    if (isArticle && theirs.has(articleKey(this.url))) return true;
    const listing = isArticle ? this.home?.listing : this.start.listing;
    const ours = listing?.entries ?? [];
    return ours.length === 0 || ours.some(({ url }) => theirs.has(articleKey(url)));
  }

  /** The page itself, or for an article its front page, where it lists articles. */
  private ownListing(): Find | undefined {
    const { listing } = this.start;
    const isArticle = this.page.role === 'article';
    if (isArticle && this.home !== undefined && this.home.listing.entries.length > 0) {
      return this.home;
    }
    // A list may have an address like an article's; an article links to a few others.
    const least = isArticle ? 5 : 1;
    if (listing === undefined || listing.entries.length < least) return undefined;
    return findOf(this.url, listing, this.start);
  }
}

const findOf = (url: Url, listing: Listing, seen: Seen): Find => ({
  url,
  listing,
  seen,
  drafts: seen.drafts,
});

/** A page's text; empty for what cannot be read as one. */
function textOf({ answer, listing }: Seen): string {
  if (answer.content.length === 0 || (listing !== undefined && listing.kind !== 'page')) return '';
  try {
    return documentText({ ...answer, url: answer.finalUrl }).text;
  } catch (error) {
    if (error instanceof ArchiveError) return '';
    throw error;
  }
}

const linksOf = (seen: Seen): PageLinks => pageLinks(textOf(seen), seen.answer.finalUrl);

const usualPaths = (base: string): readonly Url[] =>
  commonFeedPaths.flatMap((path) => parseUrl(path, base) ?? []);

/** The folder a page stands in, with a slash at its end. */
function folderOf(url: Url): string {
  const { origin, pathname } = new URL(url);
  if (/\.\w{2,5}$/.test(pathname)) return new URL('.', origin + pathname).href;
  return `${origin}${pathname.replace(/\/?$/, '/')}`;
}
