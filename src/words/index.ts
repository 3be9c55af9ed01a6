/** @module words Text to search words: one rule for every engine. */
export { asOtherRegionsSay } from './other-regions.ts';
export { searchWords, spacedWords, type Word } from './search-words.ts';
