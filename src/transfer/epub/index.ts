export type { BookOptions } from './book-options.ts';
export type { BookBounds, BookOf } from './chosen-articles.ts';
export { type Book, exportBook, makeBook } from './write-book.ts';
