import type { Archive, PlacedArticle } from '../../archive/index.ts';
import type { Source } from '../../model/index.ts';
import { formatNewsFile } from './news-file.ts';
import { outletFolderName, outletSlug } from './outlets.ts';
import { type ExportFile, type WriteResult, writeNewsRepository } from './write-repository.ts';

/** `clean`: the extracted article. `original`: an imported file byte for byte, a feed item's own
 * HTML; the clean body where the origin is a whole page. */
export type ExportBody = 'clean' | 'original';

/**
 * Writes the archive as a news repository. The same archive gives the same bytes; only what
 * differs is written. An article keeps its place for ever; new ones get the next lower.
 */
export async function exportNewsRepository(
  archive: Archive,
  folder: string,
  options: { readonly body: ExportBody; readonly title: string },
): Promise<WriteResult> {
  await archive.placeNew(outletOf);
  return await writeNewsRepository(folder, filesOf(archive, options.body), {
    readmeTitle: options.title,
  });
}

/** The outlet's folder: the source's, else a slug of its title. */
function outletOf(source: Source): string {
  return source.folder === undefined ? outletSlug(source.title) : outletFolderName(source.folder);
}

/** The title of each outlet's folder: of several sources in one, the feed followed first gives it. */
async function outletTitles(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const sources = await archive.sourceList();
  const titles = new Map<string, string>();
  for (const source of [...sources.filter(({ kind }) => kind === 'feed'), ...sources]) {
    const outlet = outletOf(source);
    if (!titles.has(outlet)) titles.set(outlet, source.title);
  }
  return titles;
}

async function* filesOf(archive: Archive, body: ExportBody): AsyncGenerator<ExportFile> {
  const titles = await outletTitles(archive);
  for await (const placed of archive.placed()) {
    const { slot, source, title, publishedAt } = placed;
    yield {
      outlet: { folder: slot.outlet, title: titles.get(slot.outlet) ?? source.title },
      slot: slot.slot,
      title,
      publishedAt,
      bytes: () => bytesOf(archive, placed, body),
    };
  }
}

async function bytesOf(
  archive: Archive,
  placed: PlacedArticle,
  body: ExportBody,
): Promise<Uint8Array> {
  const { title, url, publishedAt, revision } = placed;
  const original = body === 'original' ? await archive.original(placed) : undefined;
  if (original?.file !== undefined) return original.file;
  const bodyHtml = original?.html ?? revision.content.html;
  return new TextEncoder().encode(formatNewsFile({ publishedAt, title, url, bodyHtml }));
}
