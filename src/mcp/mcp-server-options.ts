import type { Archive } from '../archive/index.ts';

export interface McpOptions {
  readonly archive: Archive;
  readonly version: string;
  /** Where the archive is read on the internet, as browsers name it; unset where it has no address. */
  readonly origin?: string;
  /** Where the archive shows a revision; unset where it has no address. */
  readonly address?: (articleId: string, revision: number) => string;
}
