import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Schema } from 'hono';
import { type Archive, sourcesIn } from '../../archive/index.ts';
import { ArchiveError, type Now } from '../../model/index.ts';
import type { Visitor } from '../visitor.ts';

/** What the routes are made over. */
export interface ApiParts {
  readonly archive: Archive;
  readonly now: Now;
}

/** What the reader knows of a request, and hands on with it. */
export interface ApiEnv {
  readonly Bindings: {
    /** Unset where users have no names. */
    readonly visitor: Visitor | undefined;
    /** Whether saved searches are listed to whoever asks. */
    readonly listsSaved: boolean;
    /** Whether what is followed may be changed. */
    readonly keepsSources: boolean;
  };
}

export type Api = OpenAPIHono<ApiEnv, Schema, '/api/v1'>;

/** The sources that a request narrows to: one, a folder, or all (undefined). Throws `not-found`. */
export async function sourcesAsked(
  archive: Archive,
  {
    source,
    folder,
  }: { readonly source?: string | undefined; readonly folder?: string | undefined },
): Promise<readonly string[] | undefined> {
  if (source === undefined && folder === undefined) return undefined;
  const sources = await archive.sourceList();
  const ids = folder === undefined ? sources.map(({ id }) => id) : sourcesIn(folder, sources);
  const found = source === undefined ? ids : ids.filter((id) => id === source);
  if (found.length > 0) return found;
  const asked = [source, folder].filter((one) => one !== undefined).join(' in ');
  throw new ArchiveError(
    'not-found',
    `${asked}: there is no such source; GET /api/v1/sources lists them with their folders.`,
  );
}
