import { header } from '../http/index.ts';
import type { Digest, Url } from '../model/index.ts';
import type { Services } from './services.ts';

/** A picture of the archive: what it is named by, and its type by its own word. */
export interface Picture {
  readonly payload: Digest;
  /** As its Content-Type came; may be empty. */
  readonly type: string;
}

const atOnce = 500;

/** The pictures that the archive has of these URLs: of each the newest. */
export async function picturesOf(
  { store }: Services,
  urls: readonly Url[],
): Promise<ReadonlyMap<Url, Picture>> {
  const found = new Map<Url, Picture>();
  for (let from = 0; from < urls.length; from += atOnce) {
    for (const [url, capture] of await store.imageCaptures(urls.slice(from, from + atOnce))) {
      const type = header(capture.headers, 'content-type') ?? '';
      found.set(url, { payload: capture.payload, type });
    }
  }
  return found;
}
