/** @module transfer Archives in and out in the formats of others: news repositories, web archives, books, subscription lists. */
export {
  type Book,
  type BookBounds,
  type BookOf,
  type BookOptions,
  exportBook,
  makeBook,
} from './epub/index.ts';
export * from './news-repository/index.ts';
export {
  exportOpml,
  type FollowedList,
  followOpml,
  importOpml,
  type ListedFeed,
  type OpmlImport,
  opmlOf,
} from './opml/index.ts';
export {
  exportWebArchive,
  importWebArchive,
  type WebArchiveOptions,
  webArchiveFormat,
} from './web-archive/index.ts';
