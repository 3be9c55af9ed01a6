import type { BookContext } from '../../pages/index.ts';
import type { BookBounds, BookOf } from './chosen-articles.ts';

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
