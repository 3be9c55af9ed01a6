import type { Archive } from '../archive/index.ts';

export interface McpOptions {
  readonly archive: Archive;
  readonly version: string;
  /** Where the archive shows a revision; unset where it has no address. */
  readonly address?: (articleId: string, revision: number) => string;
}
