/** The search: what it stores and how it finds, over whatever engine answers. */
export { Finder } from './find-words.ts';
export { eraseRemoved, removedPlaces, removedTables, writeRemoved } from './removed-words.ts';
export { similarWords } from './similar-words.ts';
export { sketchOfArticle, sketchTables, withoutSketch } from './sketches.ts';
export { findTables } from './tables.ts';
export type { WrittenWords } from './vocabulary.ts';
export { eraseDocs, scrubDocs, writeDocs, writeSketches } from './write-docs.ts';
