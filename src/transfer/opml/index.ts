/** Subscription lists in and out as OPML 2.0. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Archive, Failure } from '../../archive/index.ts';
import { parseOpml } from '../../feed/index.ts';
import { decodeText } from '../../html/index.ts';
import { ArchiveError, errorFrom, type Url } from '../../model/index.ts';
import { opmlOf } from './opml-of.ts';

export { type FollowedList, followOpml, type ListedFeed } from './follow-opml.ts';
export { opmlOf } from './opml-of.ts';

export interface OpmlImport {
  readonly read: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly revisions: 0;
  readonly failed: readonly { path: string; code: string; message: string }[];
  /** What was mended or left out in reading the list, one sentence each. */
  readonly warnings: readonly string[];
}

/** Follows every feed of an OPML file, folders kept; asks nobody: the next pass does. */
export async function importOpml(
  archive: Archive,
  file: string,
  options: { readonly allowPrivate?: boolean },
): Promise<OpmlImport> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw errorFrom(error, file);
  });
  const { text } = decodeText(bytes, { kind: 'xml' });
  const { outlines, warnings } = parseOpml({ url: 'https://opml.invalid/' as Url, text });
  const known = new Set((await archive.sourceList()).map((source) => source.url));
  const fresh = outlines.filter(
    (outline) => outline.xmlUrl !== undefined && !known.has(outline.xmlUrl),
  );
  for (const { xmlUrl, htmlUrl, title, folder } of fresh) {
    if (xmlUrl === undefined) continue;
    await archive.subscribe({
      url: xmlUrl,
      title,
      ...(folder === undefined ? {} : { folder }),
      ...(htmlUrl === undefined ? {} : { home: htmlUrl }),
      ...options,
    });
  }
  const feeds = outlines.filter((outline) => outline.xmlUrl !== undefined).length;
  return {
    read: feeds,
    imported: fresh.length,
    unchanged: feeds - fresh.length,
    revisions: 0,
    failed: [],
    warnings,
  };
}

/** Writes what is followed as OPML; the same sources give the same bytes. */
export async function exportOpml(
  archive: Archive,
  file: string,
  title: string,
): Promise<{ files: number; written: number; unchanged: number; failed: readonly Failure[] }> {
  const sources = (await archive.sources()).filter(
    ({ source }) => source.kind === 'feed' && source.state === 'followed',
  );
  if (sources.length === 0) {
    throw new ArchiveError(
      'not-found',
      'No feed is followed, so there is nothing to export; follow one first.',
    );
  }
  const text = opmlOf(
    sources.map(({ source }) => source),
    title,
  );
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === text) return { files: 1, written: 0, unchanged: 1, failed: [] };
  await writeFile(file, text).catch((error: unknown) => {
    throw errorFrom(error, file);
  });
  return { files: 1, written: 1, unchanged: 0, failed: [] };
}
