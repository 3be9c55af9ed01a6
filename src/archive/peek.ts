import { documentKind } from '../feed/index.ts';
import { pageLinks } from '../html/index.ts';
import { ArchiveError, errorFrom, type Url } from '../model/index.ts';
import { addressesMeant } from './asked-address.ts';
import type { AskingAt } from './asking.ts';
import type { Candidate } from './candidates.ts';
import { discover } from './discover.ts';
import { documentText, type Listing } from './document.ts';
import { siteOfOurs } from './mirrors/find-mirror.ts';
import { Scout, type Seen } from './scout.ts';
import type { Services } from './services.ts';
import { readSitemaps } from './sitemaps.ts';

/** What following a URL would give; nothing is stored. */
export interface Peek extends Listing {
  /** The document to follow: the URL asked for, or the feed it offers, where they have moved for good. */
  readonly url: Url;
  /** What could be followed, what was chosen first. */
  readonly candidates: readonly Candidate[];
  /** The root of a site of ours, where the address is a page of one. */
  readonly site?: Url;
  /** Every address that led to the document. */
  readonly addresses: readonly Url[];
}

/** How one address is looked at, and what that may cost; see ScoutOptions. */
export interface PeekLimits {
  readonly asking?: AskingAt;
  readonly requests?: number;
  readonly ms?: number;
  readonly signal?: AbortSignal;
}

/** Most times that a page sends on to another before it is taken as it is. */
const mostHops = 3;

/**
 * Looks at an address as a person writes it: a feed, a sitemap, or a page, whose feed is looked for
 * with at most 20 requests in 45 seconds. Throws `invalid` when it leads to nothing to follow,
 * `unreachable` when it cannot be had.
 */
export async function peekUrl(
  services: Services,
  text: string,
  allowPrivate: boolean,
  limits: PeekLimits = {},
): Promise<Peek> {
  const peek = await peekOrSite(services, text, allowPrivate, limits);
  if ('failed' in peek) throw peek.failed;
  return peek;
}

/** A page of ours that has nothing to follow itself: a site without articles, or one that wants a login. */
interface LoneSite {
  readonly site: Url;
  /** Why there is nothing else. */
  readonly failed: ArchiveError;
}

/** The same, where a page of another archive of ours is something too. */
export async function peekOrSite(
  services: Services,
  text: string,
  allowPrivate: boolean,
  limits: PeekLimits = {},
): Promise<Peek | LoneSite> {
  const meant = addressesMeant(text);
  const scout = new Scout(services, {
    ...limits,
    ...(allowPrivate ? { privateHost: new URL(meant[0]).hostname } : {}),
  });
  const first = await firstAnswer(scout, meant);
  const site = siteOfOurs(first.answer.finalUrl, first.answer.content);
  if (site === undefined) return await peekFrom(services, scout, first);
  try {
    return { ...(await peekFrom(services, scout, first)), site };
  } catch (thrown) {
    return { site, failed: errorFrom(thrown, text) };
  }
}

async function peekFrom(services: Services, scout: Scout, first: Seen): Promise<Peek> {
  const start = await sentOn(scout, first);
  const { listing } = start;
  if (listing !== undefined && listing.kind !== 'page') {
    return await peekAt(services, scout, { url: addressOf(start), listing, seen: start }, []);
  }
  if (!isPage(start)) throw nothingFound(scout, start);
  const { chosen, candidates, home } = await discover(services, scout, start);
  if (chosen === undefined) throw nothingFound(scout, first);
  const { seen, listing: found } = chosen;
  const url = found.kind === 'page' ? chosen.url : addressOf(seen);
  const peek = await peekAt(services, scout, { url, listing: found, seen }, candidates);
  return { ...peek, home: home ?? peek.home ?? first.answer.finalUrl };
}

/** A feed is followed where it has moved for good. */
const addressOf = ({ answer }: Seen): Url => answer.permanentUrl ?? answer.askedUrl;

async function firstAnswer(scout: Scout, meant: readonly Url[]): Promise<Seen> {
  for (const url of meant) {
    const seen = await scout.ask(url);
    if (seen !== undefined) return seen;
  }
  const [likeliest] = scout.failures.values();
  if (likeliest !== undefined) throw likeliest;
  throw new ArchiveError('unreachable', `${meant[0]}: there was no time to ask for it; try again.`);
}

/** The page that a page without articles sends on to: by a refresh, or in its frames. */
async function sentOn(scout: Scout, start: Seen): Promise<Seen> {
  let page = start;
  for (let hop = 0; hop < mostHops; hop += 1) {
    const next = await nextPage(scout, page);
    if (next === undefined) return page;
    page = next;
  }
  return page;
}

async function nextPage(scout: Scout, page: Seen): Promise<Seen | undefined> {
  const { listing, answer } = page;
  if (listing?.kind !== 'page' || listing.entries.length > 0) return undefined;
  const links = pageLinks(documentText({ ...answer, url: answer.finalUrl }).text, answer.finalUrl);
  if (links.metaRefresh !== undefined && links.metaRefresh !== answer.finalUrl) {
    return await scout.ask(links.metaRefresh);
  }
  const frames = await scout.askAll((links.frames ?? []).slice(0, 3));
  const listed = (seen: Seen | undefined): number => seen?.listing?.entries.length ?? 0;
  return frames.reduce<Seen | undefined>(
    (best, frame) => (frame?.listing !== undefined && listed(frame) >= listed(best) ? frame : best),
    undefined,
  );
}

/** Whether there is a page to begin at: one that is not there or broken may still lead to the outlet's
 * feeds, but a server in trouble is left alone. */
function isPage({ listing, answer }: Seen): boolean {
  if (listing !== undefined) return true;
  const { status, content, headers, finalUrl } = answer;
  const isInTrouble = status === 429 || status > 500;
  if (status < 400 || isInTrouble || content.length === 0) return false;
  try {
    return documentKind(documentText({ url: finalUrl, content, headers })) === 'page';
  } catch (error) {
    if (error instanceof ArchiveError) return false;
    throw error;
  }
}

async function peekAt(
  services: Services,
  scout: Scout,
  found: { url: Url; listing: Listing; seen: Seen },
  candidates: readonly Candidate[],
): Promise<Peek> {
  const { url, seen } = found;
  const listing = await unfolded(services, scout, found);
  const { title, kind, format, entries } = listing;
  const self: Candidate = { url, title, kind, format, entries: entries.length };
  const others = candidates.filter((one) => one.url !== url && one.url !== seen.asked);
  const addresses = [url, seen.asked, ...seen.answer.hops.map((hop) => hop.url)];
  return { ...listing, url, candidates: [self, ...others], addresses: [...new Set(addresses)] };
}

/** A sitemap as following it would read it first: what is new, of an index its newest sitemaps. */
async function unfolded(
  services: Services,
  scout: Scout,
  { listing, seen }: { listing: Listing; seen: Seen },
): Promise<Listing> {
  if (
    listing.kind !== 'sitemap' ||
    (listing.entries.length > 0 && listing.sitemaps !== undefined)
  ) {
    return listing;
  }
  const source = { id: '', url: seen.asked, allowPrivate: scout.mayBePrivate(seen.asked) };
  const { entries, warnings } = await readSitemaps(services, source, listing, {
    most: scout.take(3),
    signal: scout.signal,
    asking: (url) => scout.asking(url),
  });
  return { ...listing, entries, warnings };
}

function nothingFound(scout: Scout, start: Seen): ArchiveError {
  const own = scout.failures.get(start.asked);
  if (own !== undefined) return own;
  return new ArchiveError(
    'invalid',
    `${start.asked}: it is no feed, names no feed, and lists no articles; give the address of its feed, sitemap or a section page.`,
  );
}
