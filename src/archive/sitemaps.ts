import { type Draft, draftExchanges } from '../capture/index.ts';
import { recentEntries, type ShapeMemory } from '../feed/index.ts';
import { header } from '../http/index.ts';
import { ArchiveError, type FeedEntry, type Source, type Url } from '../model/index.ts';
import { type AskingAt, askingFor } from './asking.ts';
import { mayGoOn } from './away.ts';
import { type Listing, readListing } from './document.ts';
import { draftOptions } from './draft-options.ts';
import { mayBePrivate } from './may-be-private.ts';
import type { Services } from './services.ts';

/** What a server gave a sitemap by, to be asked with again. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface SitemapOptions {
  /** What the sitemaps of the index were given by when they were read last. */
  readonly known?: Readonly<Record<string, Validators>>;
  /** Most sitemaps asked for; default 5. */
  readonly most?: number;
  /** Days back that are looked at in each; default 30. */
  readonly days?: number;
  readonly memory?: ShapeMemory;
  /** The followed source for which they are asked, with its headers, cookies and proxy. */
  readonly askedFor?: Source;
  /** What a request carries for what is not followed yet. */
  readonly asking?: AskingAt;
  readonly signal?: AbortSignal;
}

/** What a followed sitemap lists, and what has to be kept of how that was learned. */
export interface SitemapReading {
  readonly entries: readonly FeedEntry[];
  readonly warnings: readonly string[];
  /** The captures of the inner sitemaps, in the order asked, redirects before their targets. */
  readonly drafts: readonly Draft[];
  /** By address, for the next reading; those that were not asked this time are gone. */
  readonly validators: Readonly<Record<string, Validators>>;
  /** Whether entries are left out because their sitemap was not modified or not asked for. */
  readonly isPart: boolean;
}

/** Adds to the entries of a sitemap what a listing of it tells that is worth looking at; the first to
 * tell of an entry is heard. Gives warnings. */
export function takeListed(
  into: Map<string, FeedEntry>,
  listing: Pick<Listing, 'kind' | 'entries' | 'warnings'>,
  window: Parameters<typeof recentEntries>[1],
): readonly string[] {
  // A feed in a sitemap's place is short and names articles alone.
  const { entries, warnings } =
    listing.kind === 'feed'
      ? { entries: listing.entries, warnings: [] }
      : recentEntries(listing.entries, window);
  for (const entry of entries) if (!into.has(entry.guid)) into.set(entry.guid, entry);
  return [...listing.warnings, ...warnings];
}

type Asked = Pick<Source, 'id' | 'url' | 'allowPrivate'>;

const deepest = 3;

/**
 * The entries of a sitemap worth looking at (see recentEntries); of a sitemap index those of its
 * newest sitemaps, nested up to three deep, each asked for conditionally. One that fails is a warning;
 * one that has not changed brings no entries, for they are known.
 */
export async function readSitemaps(
  services: Services,
  source: Asked,
  listing: Listing,
  options: SitemapOptions = {},
): Promise<SitemapReading> {
  const reading = new Reading(services, source, options);
  reading.take(listing);
  await reading.descend(listing.sitemaps ?? [], 1);
  return reading.result();
}

class Reading {
  private readonly services: Services;
  private readonly source: Asked;
  private readonly options: SitemapOptions;
  private readonly entries = new Map<string, FeedEntry>();
  private readonly warnings: string[] = [];
  private readonly drafts: Draft[] = [];
  private readonly validators: Record<string, Validators> = {};
  private readonly asked = new Set<Url>();
  private left: number;
  private isPart = false;

  constructor(services: Services, source: Asked, options: SitemapOptions) {
    this.services = services;
    this.source = source;
    this.options = options;
    this.left = options.most ?? 5;
  }

  take(listing: Listing): void {
    const { memory, days } = this.options;
    const window = {
      now: this.services.now(),
      ...(memory === undefined ? {} : { memory }),
      ...(days === undefined ? {} : { days }),
    };
    this.warnings.push(...takeListed(this.entries, listing, window));
  }

  async descend(sitemaps: readonly Url[], depth: number): Promise<void> {
    for (const url of sitemaps) {
      if (this.left === 0 || this.options.signal?.aborted) {
        this.isPart = true;
        return;
      }
      if (this.asked.has(url)) continue;
      const inner = await this.read(url);
      if (inner === undefined) continue;
      this.take(inner);
      const further = inner.sitemaps ?? [];
      if (further.length === 0) continue;
      if (depth < deepest) await this.descend(further, depth + 1);
      else this.warnings.push(`${url}: sitemaps nested deeper than ${deepest} are not read.`);
    }
  }

  result(): SitemapReading {
    const { warnings, drafts, validators, isPart } = this;
    return { entries: [...this.entries.values()], warnings, drafts, validators, isPart };
  }

  /** An inner sitemap's listing; undefined when it failed, which is told, or has not changed. */
  private async read(url: Url): Promise<Listing | undefined> {
    this.left -= 1;
    this.asked.add(url);
    try {
      return await this.ask(url);
    } catch (error) {
      if (!mayGoOn(error)) throw error;
      this.warnings.push(error.message);
      this.isPart = true;
      return undefined;
    }
  }

  private async ask(url: Url): Promise<Listing | undefined> {
    const { services, source, options } = this;
    const known = options.known?.[url];
    const { answer, drafts } = await draftExchanges(
      services.http,
      {
        url,
        allowPrivate: mayBePrivate(source, url),
        ...(await askingFor(services, options.askedFor, url)),
        ...options.asking?.(url),
        ...known,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      draftOptions(services, source),
    );
    if (answer.status === 304) {
      if (known !== undefined) this.validators[url] = known;
      this.isPart = true;
      return undefined;
    }
    this.drafts.push(...drafts);
    if (answer.status !== 200) {
      throw new ArchiveError(
        'unreachable',
        `${url}: the server answered ${answer.status} instead of the sitemap.`,
      );
    }
    const etag = header(answer.headers, 'etag');
    const lastModified = header(answer.headers, 'last-modified');
    if (etag !== undefined || lastModified !== undefined) {
      this.validators[url] = {
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      };
    }
    const { finalUrl, headers, content } = answer;
    return readListing({ url: finalUrl, headers, content }, 'sitemap');
  }
}
