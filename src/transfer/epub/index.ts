export type { BookBounds, BookOf } from './chosen-articles.ts';
export { type Book, type BookOptions, exportBook, makeBook } from './write-book.ts';
