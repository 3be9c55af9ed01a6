import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Archive } from '../../archive/index.ts';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import { bookPages, bookStyle } from '../../pages/index.ts';
import { BookImages } from './book-images.ts';
import type { BookOptions } from './book-options.ts';
import { bookViewOf } from './book-view-of.ts';
import { chosenArticles } from './chosen-articles.ts';
import { containerXml, ncxDocument, packageDocument } from './package-document.ts';
import { localeOf, publicationOf } from './publication-of.ts';
import { zipBook } from './zip-book.ts';

/** A book, ready to be written. */
export interface Book {
  readonly articles: number;
  /** The EPUB, to be read once. */
  readonly bytes: Readable;
}

/**
 * Makes an EPUB (3.3, with contents for readers of EPUB 2) of articles, grouped by source, with the
 * pictures that the archive has. The same articles give the same bytes. Throws ArchiveError
 * `not-found` where nothing is chosen, `invalid` as the choice says.
 */
export async function makeBook(archive: Archive, options: BookOptions): Promise<Book> {
  const chosen = await chosenArticles(archive, options.of, options);
  if (chosen.articles.length === 0) {
    throw new ArchiveError('not-found', `${options.title}: there is no article for this book.`);
  }
  const images = new BookImages(archive);
  const view = await bookViewOf(archive, chosen, { options, images });
  const chapters = view.parts.flatMap((part) => part.chapters);
  const context = { locale: localeOf(chapters), ...options.context };
  const publication = publicationOf(view, { of: options.of, context }, images.all());
  const pages = bookPages(context, view);
  const texts = new Map<string, string>([
    ['META-INF/container.xml', containerXml],
    ['EPUB/package.opf', packageDocument(publication)],
    ['EPUB/nav.xhtml', pages.contents],
    ['EPUB/toc.ncx', ncxDocument(publication)],
    ['EPUB/style.css', bookStyle],
    ['EPUB/title.xhtml', pages.title],
    ...chapters.map((chapter) => [`EPUB/${chapter.file}`, pages.chapter(chapter)] as const),
  ]);
  return {
    articles: chapters.length,
    bytes: zipBook(texts, images.all(), (image) => images.bytesOf(image)),
  };
}

/** Writes a book to a file. Throws as `makeBook`, and `internal` where the file cannot be written. */
export async function exportBook(
  archive: Archive,
  file: string,
  options: BookOptions,
): Promise<{ readonly articles: number }> {
  const { articles, bytes } = await makeBook(archive, options);
  try {
    await pipeline(bytes, createWriteStream(file));
  } catch (thrown) {
    throw errorFrom(thrown, file);
  }
  return { articles };
}
