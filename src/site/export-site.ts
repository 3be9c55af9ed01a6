import type { Archive } from '../archive/index.ts';
import { keyOf, listedArticles } from './listed-articles.ts';
import { siteDesk } from './site-desk.ts';
import type { SiteFailure } from './site-failure.ts';
import { type FolderReport, SiteFolder } from './site-folder.ts';
import type { SiteOptions } from './site-options.ts';
import { writeArticles, writeRemoved } from './write-articles.ts';
import { writeCaptures } from './write-captures.ts';
import { writeDays } from './write-days.ts';
import { writeEdits, writeSinglePages } from './write-desk.ts';
import { writeFeeds } from './write-feeds.ts';
import { seeLedgers, writeLedgers } from './write-ledgers.ts';
import { writeOutlets } from './write-outlets.ts';
import { writeSearch } from './write-search.ts';

/** What an export of a site did. */
export interface SiteReport extends FolderReport {
  readonly articles: number;
  readonly failed: readonly SiteFailure[];
}

/** Counted up with every change of what is written that no version tells. */
const format = 5;

/**
 * Writes an archive as a static site into a folder: the reader without a server. Only what differs is
 * written, and what left the archive is removed; the same archive, settings and version give the same
 * bytes, whatever lay there before. Throws ArchiveError `refused` for a folder that holds something else,
 * `internal` for a full disk; an article that fails is named, and the rest goes on.
 */
export async function exportSite(
  archive: Archive,
  folder: string,
  options: SiteOptions,
): Promise<SiteReport> {
  const ledgers = await seeLedgers(archive, options);
  const site = await SiteFolder.open(folder, await madeBy(archive, options));
  const listed = await listedArticles(archive, options.timeZone);
  const desk = await siteDesk(archive, site, { options, listed });
  await writeArticles(desk);
  await writeRemoved(desk);
  await writeDays(desk);
  await writeOutlets(desk);
  await writeEdits(desk);
  await writeFeeds(desk);
  await writeSearch(desk);
  const captures = await writeCaptures(desk, folder);
  const copied = await writeLedgers(archive, folder, options, ledgers);
  const beside = {
    captures: captures.files,
    ...(ledgers.own !== undefined && { checkpoint: 'ledger/checkpoint' }),
  };
  await writeSinglePages(desk, beside);
  const report = await site.finish();
  const changedPaths = [...report.changedPaths, ...captures.changed, ...copied];
  return { articles: listed.length, ...report, changedPaths, failed: desk.failed };
}

/** What every page depends on. After a takedown all is made anew: pictures may have gone that others show. */
async function madeBy(archive: Archive, options: SiteOptions): Promise<string> {
  const { title, timeZone, locale, address, version } = options;
  const takedowns = await archive.takedowns();
  const removed = takedowns.map(({ id, state, liftedAt }) => [id, state, liftedAt]);
  return keyOf(format, version, title, timeZone, locale, address, removed);
}
