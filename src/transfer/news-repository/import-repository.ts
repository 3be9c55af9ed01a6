import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive, Failure, Imported, ImportItem, ImportReport } from '../../archive/index.ts';
import { openGit } from '../../git/index.ts';
import {
  ArchiveError,
  type ErrorCode,
  errorFrom,
  type Instant,
  instant,
  type Now,
} from '../../model/index.ts';
import { articleKey, canonicalUrl } from '../../url/index.ts';
import { dropFeedFooter } from './feed-footer.ts';
import type { NewsItem, NewsReading } from './news-item.ts';
import { outletFolderName, outletIdentity } from './outlets.ts';
import { readNewsFolder } from './read-folder.ts';
import { readNewsHistory } from './read-history.ts';
import { planSlots, slotKey } from './slot-plan.ts';

/** A version of a file that was imported, and where it came to lie. */
interface Landed {
  readonly path: string;
  readonly outlet: string;
  readonly slot: number;
  readonly urlKey: string;
  readonly observedAt: Instant;
  readonly standing: boolean;
  readonly captureId: string;
  readonly articleId: string;
}

/**
 * Imports a news repository: a git repository with its whole history, else the folder as it stands.
 * Every file's bytes are kept; what cannot be read is named in the report and the rest goes on.
 * Doing it again imports only what is new. Throws `not-found` or `invalid` when the folder is none.
 */
export async function importNewsRepository(
  archive: Archive,
  folder: string,
  options: {
    readonly now: Now;
    readonly env?: Readonly<Record<string, string | undefined>>;
    /** False reads the files as they stand although the folder is a git repository. */
    readonly history?: boolean;
  },
): Promise<ImportReport> {
  const withHistory = (options.history ?? true) && (await isRepository(folder, options.env ?? {}));
  if (!withHistory) await requireArticles(folder);
  const spelling = await folderSpellings(folder);
  const readings = withHistory ? readNewsHistory(folder, options.env) : readNewsFolder(folder);
  const items = itemsOf(readings, spelling, options.now);
  const landed: Landed[] = [];
  const report = await archive.import(items, (imported) => landed.push(landedAt(imported)));
  await archive.place(slotsOf(landed));
  return report;
}

async function isRepository(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  try {
    const git = openGit(folder, { env });
    return (await git.isRepository()) && (await git.head()) !== undefined;
  } catch (error) {
    // Without git on the machine the files are still read as they stand.
    if (error instanceof ArchiveError) return false;
    throw error;
  }
}

async function requireArticles(folder: string): Promise<void> {
  try {
    if ((await stat(join(folder, 'articles'))).isDirectory()) return;
  } catch (error) {
    const fault = errorFrom(error, folder);
    if (fault.code !== 'not-found') throw fault;
  }
  throw new ArchiveError(
    'invalid',
    `${folder} is no news repository: it has no folder articles; name the folder above articles.`,
  );
}

/** The folder name that stands for each outlet: as the newest state spells it, Latin before Han. */
async function folderSpellings(folder: string): Promise<ReadonlyMap<string, string>> {
  let names: string[] = [];
  try {
    names = (await readdir(join(folder, 'articles'))).sort();
  } catch (error) {
    // A bare repository has no files standing; its outlets are spelled as its history has them.
    const fault = errorFrom(error, folder);
    if (fault.code !== 'not-found') throw fault;
  }
  const spellings = new Map<string, string>();
  for (const name of names) {
    const { key } = outletIdentity(name);
    if (!spellings.has(key)) spellings.set(key, outletFolderName(name));
  }
  return spellings;
}

async function* itemsOf(
  readings: AsyncIterable<NewsReading>,
  spelling: ReadonlyMap<string, string>,
  now: Now,
): AsyncGenerator<ImportItem | Failure> {
  for await (const { item, unreadable } of readings) {
    if (item === undefined) {
      const { path, code, message } = unreadable;
      yield { url: path, code: code as ErrorCode, message };
    } else {
      yield importItem(item, spelling, now);
    }
  }
}

function importItem(item: NewsItem, spelling: ReadonlyMap<string, string>, now: Now): ImportItem {
  const { path, file, bytes, slot, standing } = item;
  const identity = outletIdentity(item.outlet.folder);
  return {
    path,
    outlet: {
      folder: spelling.get(identity.key) ?? outletFolderName(item.outlet.folder),
      title: identity.title,
    },
    url: file.url,
    title: file.title,
    ...(file.publishedAt === undefined ? {} : { publishedAt: file.publishedAt }),
    observedAt: item.observedAt ?? claimed(file.publishedAt, now),
    bytes,
    contentType: 'text/markdown; charset=utf-8',
    html: dropFeedFooter(file.bodyHtml),
    about: { format: 'news-repository', slot, standing },
  };
}

/** A plain folder does not tell when a file was seen: the date it claims stands in, unless that is
 * still to come. The same file always gets the same moment, so that it is imported once. */
function claimed(publishedAt: Instant | undefined, now: Now): Instant {
  const unknown = instant(0);
  return publishedAt !== undefined && publishedAt <= instant(now()) ? publishedAt : unknown;
}

function landedAt({ item, captureId, articleId }: Imported): Landed {
  return {
    path: item.path,
    outlet: item.outlet.folder,
    slot: Number(item.about?.['slot'] ?? 0),
    urlKey: articleKey(canonicalUrl(item.url)),
    observedAt: item.observedAt,
    standing: item.about?.['standing'] === true,
    captureId,
    articleId,
  };
}

/** The places of all versions: one for each file of the plan, held by its newest version. A second
 * file of the same article that stands under the same number gets the next free one above. */
function slotsOf(landed: readonly Landed[]): Parameters<Archive['place']>[0] {
  const plan = planSlots(landed);
  const holders: Landed[] = [];
  const twins: Landed[] = [];
  for (const [key, files] of filesByKey(landed)) {
    const slot = plan.get(key);
    const newest = files.at(-1);
    if (slot === undefined || newest === undefined) continue;
    holders.push({ ...newest, slot });
    const others = files.filter((file) => file.captureId !== newest.captureId);
    twins.push(...others.map((file) => ({ ...file, slot })));
  }
  return [...holders, ...asideOf(holders, twins)].map(placeOf);
}

const placeOf = ({ outlet, slot, articleId, captureId }: Landed) => ({
  outlet,
  slot,
  articleId,
  captureId,
});

/** The files that stand under each key of the plan, or the newest version where none does; the
 * newest last. */
function* filesByKey(landed: readonly Landed[]): Generator<readonly [string, readonly Landed[]]> {
  const byKey = new Map<string, Map<string, Landed>>();
  for (const one of landed) {
    const key = slotKey(one.outlet, one.slot, one.urlKey);
    const files = byKey.get(key) ?? new Map<string, Landed>();
    byKey.set(key, files);
    const name = one.standing ? one.path : '';
    if (one.standing) files.delete('');
    else if (files.size > 0 && !files.has('')) continue;
    files.delete(name);
    files.set(name, one);
  }
  for (const [key, files] of byKey) yield [key, [...files.values()]];
}

/** Each twin at the next free place above its own: beside it by name, and never in the way of what
 * comes later, since places count down. */
function asideOf(holders: readonly Landed[], twins: readonly Landed[]): readonly Landed[] {
  const nameOf = (outlet: string, slot: number) => `${outlet}\n${slot}`;
  const taken = new Set(
    twins.length === 0 ? [] : holders.map((one) => nameOf(one.outlet, one.slot)),
  );
  const reached = new Map<string, number>();
  return [...twins]
    .sort((one, other) => one.slot - other.slot)
    .map((twin) => {
      let slot = Math.max(twin.slot + 1, reached.get(twin.outlet) ?? 0);
      while (taken.has(nameOf(twin.outlet, slot))) slot += 1;
      reached.set(twin.outlet, slot + 1);
      return { ...twin, slot };
    });
}
