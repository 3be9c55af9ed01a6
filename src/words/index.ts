/** @module words Text to search words: one rule for every engine. */
export { foldHan } from './fold-han.ts';
export { searchWords, spacedWords, type Word } from './search-words.ts';
export { isSameText, likeness, sketchOf } from './sketch.ts';
export { formsOf, type IndexWords, indexWords, type Way, waysToWrite } from './ways.ts';
export { isWholeWords } from './whole-words.ts';
