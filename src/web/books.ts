import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import type { Archive } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';
import { type BookOf, makeBook } from '../transfer/index.ts';
import { outletsOf } from '../views/index.ts';
import type { RouteParts } from './add-feeds.ts';
import { cutAtFault, type FaultParts } from './faults.ts';

/** Articles in a book, most: some 20 MB with their pictures. */
const mostArticles = 300;

/** Books of a day, an outlet, a folder, a search, an article. */
export function addBooks(reader: Hono, parts: RouteParts & FaultParts): void {
  const { archive, contextOf, baseOf } = parts;
  reader.get('/book.epub', async (request) => {
    const context = contextOf(request);
    const { of, title, name } = await asked(archive, request, context.timeZone);
    const book = await makeBook(archive, {
      ...{ of, context, limit: mostArticles },
      title: title === '' ? context.archiveTitle : title,
      address: (id, revision) => `${baseOf(request)}/article/${id}/${revision}`,
    });
    const bytes = Readable.toWeb(book.bytes) as ReadableStream<Uint8Array>;
    return request.body(cutAtFault(parts, request, bytes), 200, {
      'Content-Type': 'application/epub+zip',
      'Content-Disposition': `attachment; filename="${name}.epub"`,
      'Cache-Control': 'no-cache',
    });
  });
}

interface Asked {
  readonly of: BookOf;
  readonly title: string;
  /** Of the file: letters and digits of ASCII. */
  readonly name: string;
}

async function asked(archive: Archive, { req }: Context, timeZone: string): Promise<Asked> {
  const [day, outlet, folder, query, article] = ['day', 'outlet', 'folder', 'q', 'article'].map(
    (name) => req.query(name),
  );
  if (day !== undefined)
    return { of: { of: 'day', day, timeZone }, title: day, name: fileName(day) };
  if (article !== undefined) {
    const { article: one } = await archive.article(article);
    return { of: { of: 'article', named: one.id }, title: one.title, name: one.id.slice(0, 12) };
  }
  if (query !== undefined) return { of: { of: 'search', query }, title: query, name: 'search' };
  const sources = await archive.sourceList();
  if (outlet !== undefined) {
    const { source, sourceIds } = outletsOf(sources).named(outlet);
    return { of: { of: 'sources', sourceIds }, title: source.title, name: fileName(source.id) };
  }
  if (folder !== undefined) {
    return { of: { of: 'folder', folder }, title: folder, name: 'folder' };
  }
  throw new ArchiveError(
    'invalid',
    'Nothing is named to make a book of; give day, outlet, folder, q or article.',
  );
}

const fileName = (text: string): string => text.replace(/[^\w-]/g, '').slice(0, 40) || 'book';
