/** @module edits What changed between two states of words: exact, in words, weighed by meaning. */
export { applyEdit, undoEdit } from './apply-edit.ts';
export { compareRevisions } from './compare-revisions.ts';
export { type RemovedPassage, removedPassages } from './removed-passages.ts';
export { weighRevisions } from './weigh-revisions.ts';
export type { Words } from './words.ts';
