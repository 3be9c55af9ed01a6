/** Search over SQLite: what it stores and how it finds. */
export { Finder } from './find-words.ts';
export { eraseRemoved, removedPlaces, removedTables, writeRemoved } from './removed-words.ts';
export { similarWords } from './similar-words.ts';
export { sketchOfArticle, sketchTables, withoutSketch } from './sketches.ts';
export { type Connection, findTables, statement } from './tables.ts';
export { forgetWritten } from './vocabulary.ts';
export { eraseDocs, scrubDocs, writeDocs, writeSketches } from './write-docs.ts';
