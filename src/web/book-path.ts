import type { BookLink } from '../pages/index.ts';

/** The path of a book. */
export function bookPath(link: BookLink): string {
  const values = { day: '', outlet: '', folder: '', q: '', article: '', ...valuesOf(link) };
  const named = Object.entries(values).filter(([, value]) => value !== '');
  return `/book.epub?${new URLSearchParams(named)}`;
}

function valuesOf(link: BookLink): Readonly<Record<string, string>> {
  switch (link.of) {
    case 'day':
      return { day: link.day };
    case 'outlet':
      return { outlet: link.id };
    case 'folder':
      return { folder: link.folder.toWellFormed() };
    case 'search':
      return { q: link.query.toWellFormed() };
    case 'article':
      return { article: link.id };
  }
}
