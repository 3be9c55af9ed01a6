import type { Instant, Url } from '../../model/index.ts';
import { compressIndex } from './compressed-index.ts';
import { formatDataPackage, formatPackageDigest } from './data-package.ts';
import { indexLine } from './index-line.ts';
import type { Selected } from './selection.ts';
import { type SortedLines, sortLines } from './sorted-lines.ts';
import { warcParts } from './warc-parts.ts';
import { openZipWriter, type Zipped, type ZipWriter } from './zip-writer.ts';

export interface WaczOptions {
  readonly title: string;
  readonly software: string;
  /** Bytes of a WARC file in it, about. */
  readonly maxBytes: number;
  /** Whether the text of each page goes into the list of pages. */
  readonly text: boolean;
}

/** What is gathered of the captures while they are written. */
interface Gathered {
  readonly index: SortedLines;
  readonly pages: SortedLines;
  captures: number;
  pageCount: number;
  created: Instant | undefined;
  /** The first of the pages as they are listed. */
  mainPage: { readonly url: Url; readonly at: Instant; readonly id: string } | undefined;
}

/**
 * Writes captures as a WACZ 1.1.1 file: WARC files, pages, a compressed CDXJ index, and what they are.
 * The same captures give the same bytes. Gives how many captures and pages are in it; without a
 * capture there is no file worth keeping.
 */
export async function writeWacz(
  target: string,
  captures: AsyncGenerator<Selected>,
  options: WaczOptions,
): Promise<{ readonly captures: number; readonly pages: number }> {
  const zip = openZipWriter(target);
  const gathered: Gathered = {
    index: sortLines(),
    pages: sortLines(),
    captures: 0,
    pageCount: 0,
    created: undefined,
    mainPage: undefined,
  };
  try {
    const files = [
      ...(await addArchive(zip, captures, gathered, options)),
      await zip.add('pages/pages.jsonl', pageList(gathered.pages, options.text)),
      ...(await addIndex(zip, gathered.index)),
    ];
    const facts = {
      title: options.title,
      software: options.software,
      created: gathered.created ?? ('1970-01-01T00:00:00.000Z' as Instant),
      ...(gathered.mainPage === undefined ? {} : { mainPage: gathered.mainPage }),
    };
    const about = await zip.add('datapackage.json', once(formatDataPackage(facts, files)));
    await zip.add('datapackage-digest.json', once(formatPackageDigest(about)));
    await zip.end();
    return { captures: gathered.captures, pages: gathered.pageCount };
  } catch (thrown) {
    zip.abort();
    throw thrown;
  } finally {
    await Promise.all([gathered.index.close(), gathered.pages.close()]);
  }
}

async function addArchive(
  zip: ZipWriter,
  captures: AsyncGenerator<Selected>,
  gathered: Gathered,
  options: WaczOptions,
): Promise<readonly Zipped[]> {
  const parts = warcParts(captures, {
    ...options,
    name: (part) => `data-${String(part).padStart(5, '0')}.warc.gz`,
    place: async (selected, record, place) => {
      const line = indexLine(record, place, `sha256:${selected.capture.payload}`);
      if (line !== undefined) await gathered.index.add(line);
      if (record === selected.records[0].record) await gather(gathered, selected, options.text);
    },
  });
  const files: Zipped[] = [];
  for await (const { filename, bytes } of parts) {
    files.push(await zip.add(`archive/${filename}`, bytes));
  }
  return files;
}

async function gather(gathered: Gathered, { capture, page }: Selected, text: boolean) {
  const { askedUrl: url, capturedAt: at } = capture;
  gathered.captures += 1;
  if (gathered.created === undefined || at > gathered.created) gathered.created = at;
  if (page === undefined) return;
  gathered.pageCount += 1;
  const { mainPage } = gathered;
  if (mainPage === undefined || `${at} ${page.id}` < `${mainPage.at} ${mainPage.id}`) {
    gathered.mainPage = { url, at, id: page.id };
  }
  const { title, text: words } = page.content;
  const line = { id: page.id, url, ts: at, title, ...(text ? { text: words } : {}) };
  // Time and id stand before it so that the lines sort by them.
  await gathered.pages.add(`${at} ${page.id} ${JSON.stringify(line)}`);
}

async function* pageList(pages: SortedLines, hasText: boolean): AsyncGenerator<Uint8Array> {
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'All Pages', hasText };
  yield Buffer.from(`${JSON.stringify(head)}\n`);
  for await (const line of pages.all()) yield Buffer.from(`${line.slice(line.indexOf('{'))}\n`);
}

async function addIndex(zip: ZipWriter, lines: SortedLines): Promise<readonly Zipped[]> {
  const { blocks, directory } = compressIndex(lines.all(), 'index.cdx.gz');
  const index = await zip.add('indexes/index.cdx.gz', blocks);
  return [index, await zip.add('indexes/index.idx', once(directory()))];
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
