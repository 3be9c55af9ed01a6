import type { Instant } from '../model/index.ts';

/** What a commit did to one file. */
export interface FileChange {
  /** Relative to the repository, `/` between folders; bytes that are no UTF-8 are read as Latin-1. */
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'deleted';
  /** Object id of the new content; absent when deleted, a symbolic link or a submodule. */
  readonly blob?: string;
}

export interface HistoryCommit {
  readonly commit: string;
  /** The committer's date. */
  readonly at: Instant;
  readonly changes: readonly FileChange[];
}

/** A file's content, or one clause saying why it cannot be had. */
export type BlobRead =
  | { readonly id: string; readonly bytes: Uint8Array; readonly fault?: never }
  | { readonly id: string; readonly bytes?: never; readonly fault: string };
