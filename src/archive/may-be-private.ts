import type { Source, Url } from '../model/index.ts';

/** A source that may be on a private address vouches for its own host only: what its feed names
 * elsewhere must be public. */
export function mayBePrivate(
  source: Pick<Source, 'url' | 'allowPrivate'> | undefined,
  url: Url,
): boolean {
  return source?.allowPrivate === true && new URL(source.url).hostname === new URL(url).hostname;
}
