import type { BookContext, BookView, Chapter } from '../../pages/index.ts';
import type { BookImage } from './book-images.ts';
import type { BookOf } from './chosen-articles.ts';
import {
  ncxType,
  type Publication,
  type PublicationItem,
  uuidOf,
  xhtmlType,
} from './package-document.ts';

/** What the package document tells of a book: its files in the order of reading, then its pictures. */
export function publicationOf(
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
export function localeOf(chapters: readonly Chapter[]): BookContext['locale'] {
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
