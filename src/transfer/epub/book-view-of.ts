import type { Archive } from '../../archive/index.ts';
import { articleXhtml } from '../../html/index.ts';
import type { Instant } from '../../model/index.ts';
import type { BookPart, BookView, Chapter } from '../../pages/index.ts';
import type { BookImages } from './book-images.ts';
import type { BookOptions } from './book-options.ts';
import type { BookArticle, Chosen } from './chosen-articles.ts';

/** What a book is made by. */
export interface Making {
  readonly options: BookOptions;
  readonly images: BookImages;
}

/** The articles as chapters under the titles of their sources, with their pictures taken. */
export async function bookViewOf(
  archive: Archive,
  chosen: Chosen,
  making: Making,
): Promise<BookView> {
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
  return { title: making.options.title, parts: told, seenAt, isCut: chosen.isCut };
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
