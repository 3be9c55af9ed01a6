/** @module git Runs the system's git: init, commit, push, and walk every file of every commit. */
export type { Author } from './environment.ts';
export { type FetchOptions, type Git, type GitOptions, openGit, type PushRemote } from './git.ts';
export type { BlobRead, FileChange, HistoryCommit } from './history-types.ts';
