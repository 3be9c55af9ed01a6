/** @module transfer Archives in and out in the formats of others: news repositories and more. */
export * from './news-repository/index.ts';
export { exportOpml, importOpml, type OpmlImport } from './opml/index.ts';
