import type { Archive, SourceOverview } from '../archive/index.ts';
import type { Instant, Url } from '../model/index.ts';
import type { PageContext } from '../pages/index.ts';
import { type Outlets, outletsOf } from '../views/index.ts';
import { keyOf, type Listed } from './listed-articles.ts';
import { Pictures } from './pictures.ts';
import type { SiteFailure } from './site-failure.ts';
import type { SiteFolder } from './site-folder.ts';
import { type LinkPlace, rootFrom, siteLinks } from './site-links.ts';
import type { SiteOptions } from './site-options.ts';

/** What the writers of a site share. */
export interface SiteDesk {
  readonly archive: Archive;
  readonly folder: SiteFolder;
  readonly options: SiteOptions;
  readonly sources: readonly SourceOverview[];
  readonly outlets: Outlets;
  /** For each source what changes with what pages tell of its outlet. */
  readonly outletKeys: ReadonlyMap<string, string>;
  /** Oldest first. */
  readonly listed: readonly Listed[];
  readonly pictures: Pictures;
  /** The moment of the newest that is told. */
  readonly now: Instant;
  readonly failed: SiteFailure[];
}

/** Puts together what the writers share. */
export async function siteDesk(
  archive: Archive,
  folder: SiteFolder,
  parts: { readonly options: SiteOptions; readonly listed: readonly Listed[] },
): Promise<SiteDesk> {
  const sources = await archive.sources({ rhythms: false });
  const { listed, options } = parts;
  const epoch = '1970-01-01T00:00:00.000Z' as Instant;
  const now = listed.reduce(
    (last, one) => (one.firstSeenAt > last ? one.firstSeenAt : last),
    epoch,
  );
  const outlets = outletsOf(sources.map(({ source }) => source));
  const outletKeys = outletKeysOf(sources, outlets);
  const pictures = new Pictures(archive);
  const about = { options, sources, outlets, outletKeys, listed, now };
  return { archive, folder, ...about, pictures, failed: [] };
}

/** The id of the outlet that a source's articles are listed under. */
export const mainId = ({ outlets }: SiteDesk, sourceId: string): string =>
  outlets.mainOf(sourceId)?.id ?? sourceId;

/** Changes with what pages tell of the outlet of a source. */
export const outletKey = ({ outletKeys }: SiteDesk, sourceId: string): string =>
  outletKeys.get(sourceId) ?? '';

function outletKeysOf(sources: readonly SourceOverview[], outlets: Outlets): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { source } of sources) {
    const main = outlets.mainOf(source.id);
    keys.set(source.id, keyOf(main?.id, main?.title, main?.url));
  }
  return keys;
}

/** The context of the page at a path; `links` says more of its links. */
export function contextAt(
  desk: SiteDesk,
  path: string,
  links: Partial<LinkPlace> = {},
): PageContext {
  const { options, now } = desk;
  const { title, locale, timeZone } = options;
  return {
    links: siteLinks({
      root: rootFrom(path),
      mainOf: (id) => mainId(desk, id),
      base: baseOf(options),
      ...links,
    }),
    archiveTitle: title,
    ...{ locale, timeZone, now },
    still: true,
  };
}

/** The address of the site with a slash at its end. */
export const baseOf = ({ address }: SiteOptions): string | undefined =>
  address === undefined ? undefined : `${address.replace(/\/+$/, '')}/`;

/** Pictures of these URLs for one unit: the links to them, and what to remember of them. */
export async function picturesFor({ pictures, folder, failed }: SiteDesk, urls: readonly Url[]) {
  return await pictures.take(urls, folder, failed);
}
