/** @module words Text to search words: one rule for every engine. */
export { searchWords, type Word } from './search-words.ts';
