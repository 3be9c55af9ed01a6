import type { Archive } from '../archive/index.ts';

export interface McpOptions {
  readonly archive: Archive;
  readonly version: string;
  /** Where the archive is read on the internet, as browsers name it; unset where it has no address. */
  readonly origin?: string;
  /** Where the archive shows a revision; unset where it has no address. */
  /** Told of what went wrong in the archive itself, which the client is not told; gives the id it is told instead. */
  readonly onFault?: (error: unknown) => string;
  readonly address?: (articleId: string, revision: number) => string;
}
