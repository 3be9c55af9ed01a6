import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Archive } from '../../archive/index.ts';
import { articleXhtml } from '../../html/index.ts';
import { ArchiveError, errorFrom, type Instant } from '../../model/index.ts';
import {
  type BookContext,
  type BookPart,
  type BookView,
  bookPages,
  bookStyle,
  type Chapter,
} from '../../pages/index.ts';
import { type BookImage, BookImages } from './book-images.ts';
import {
  type BookArticle,
  type BookBounds,
  type BookOf,
  type Chosen,
  chosenArticles,
} from './chosen-articles.ts';
import {
  containerXml,
  ncxDocument,
  ncxType,
  type Publication,
  type PublicationItem,
  packageDocument,
  uuidOf,
  xhtmlType,
} from './package-document.ts';

/** What a book is made of and how it is told. */
export interface BookOptions extends BookBounds {
  readonly of: BookOf;
  readonly title: string;
  /** The archive's name, and language and time zone of the book's own words; without a language that of
   * its articles. */
  readonly context: Omit<BookContext, 'locale'> & { readonly locale?: BookContext['locale'] };
  /** The address of a revision in the reader; unset: none is told. */
  readonly address?: (articleId: string, revision: number) => string;
}

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
  const view = await viewOf(archive, chosen, { options, images });
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
    bytes: zipOf(texts, images.all(), async (url) => (await archive.content(url))?.bytes),
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

interface Making {
  readonly options: BookOptions;
  readonly images: BookImages;
}

async function viewOf(archive: Archive, chosen: Chosen, making: Making): Promise<BookView> {
  const sources = await archive.sourceList();
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const parts = new Map<string, Chapter[]>();
  let seenAt = '' as Instant;
  let number = 0;
  for (const article of chosen.articles) {
    number += 1;
    const outlet = titles.get(article.sourceId) ?? article.sourceId;
    const chapter = await chapterOf(archive, article, { ...making, number, outlet });
    if (chapter === undefined) continue;
    parts.set(outlet, [...(parts.get(outlet) ?? []), chapter]);
    if (chapter.revision.seenAt > seenAt) seenAt = chapter.revision.seenAt;
  }
  const told: BookPart[] = [...parts].map(([title, chapters]) => ({ title, chapters }));
  return { title: making.options.title, parts: told, seenAt, leftOut: chosen.leftOut };
}

async function chapterOf(
  archive: Archive,
  article: BookArticle,
  at: Making & { readonly number: number; readonly outlet: string },
): Promise<Chapter | undefined> {
  const revision = await archive.revision(article.revisionId);
  if (revision === undefined) return undefined;
  const { content, number, seenAt, textDigest } = revision;
  const { images, outlet } = at;
  await images.take(content.images.map(({ url }) => url));
  const address = at.options.address?.(article.id, number);
  return {
    file: `a${String(at.number).padStart(4, '0')}.xhtml`,
    title: content.title,
    authors: content.authors,
    language: content.language,
    outlet,
    ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
    original: article.url,
    ...(address === undefined ? {} : { address }),
    revision: { number, seenAt, digest: textDigest },
    revisions: article.revisions,
    ...(article.goneSince === undefined ? {} : { goneSince: article.goneSince }),
    xhtml: articleXhtml(content.html, {
      image: (source) => (URL.canParse(source) ? images.fileOf(new URL(source).href) : undefined),
      missing: '',
    }),
  };
}

function publicationOf(
  view: BookView,
  { of, context }: { readonly of: BookOf; readonly context: BookContext },
  images: readonly BookImage[],
): Publication {
  const page = (file: string, title: string): PublicationItem => ({
    ...{ file, title, type: xhtmlType, inSpine: true },
  });
  const chapters = view.parts.flatMap((part) => part.chapters);
  return {
    title: view.title,
    publisher: context.archiveTitle,
    language: languageOf(chapters) ?? context.locale,
    identifier: uuidOf(JSON.stringify([context.archiveTitle, of])),
    modified: view.seenAt,
    items: [
      page('title.xhtml', view.title),
      { file: 'nav.xhtml', type: xhtmlType, properties: 'nav', inSpine: false },
      { file: 'toc.ncx', type: ncxType, inSpine: false },
      { file: 'style.css', type: 'text/css', inSpine: false },
      ...chapters.map(({ file, title, original }) => page(file, title.trim() || original)),
      ...images.map(({ file, type }) => ({ file, type, inSpine: false })),
    ],
  };
}

/** The language that most articles have, as far as books speak it. */
function localeOf(chapters: readonly Chapter[]): BookContext['locale'] {
  const chinese = chapters.filter(({ language }) => /^zh\b/i.test(language));
  if (2 * chinese.length <= chapters.length) return 'en';
  const traditional = chinese.filter(({ language }) => /-(?:Hant|TW|HK|MO)\b/i.test(language));
  return 2 * traditional.length > chinese.length ? 'zh-Hant' : 'zh-Hans';
}

/** The language of all articles, where it is one. */
function languageOf(chapters: readonly Chapter[]): string | undefined {
  const all = new Set(chapters.map(({ language }) => language));
  const [language] = all;
  return all.size === 1 && language !== 'und' ? language : undefined;
}

/** The same files give the same bytes in any time zone. `mimetype` comes first and is stored (OCF). */
function zipOf(
  texts: ReadonlyMap<string, string>,
  images: readonly BookImage[],
  bytesOf: (url: BookImage['url']) => Promise<Uint8Array | undefined>,
): Readable {
  const zip = new ZipFile();
  const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };
  zip.addBuffer(Buffer.from('application/epub+zip'), 'mimetype', { ...options, compress: false });
  for (const [path, text] of texts) zip.addBuffer(Buffer.from(text), path, options);
  for (const { file, url } of images) {
    zip.addReadStreamLazy(`EPUB/${file}`, { ...options, compress: false }, (give) => {
      bytesOf(url).then(
        (bytes) => give(null, Readable.from([Buffer.from(bytes ?? [])])),
        (error) => give(error, Readable.from([])),
      );
    });
  }
  zip.on('error', (error) => (zip.outputStream as Readable).destroy(error as Error));
  zip.end();
  return zip.outputStream as Readable;
}
