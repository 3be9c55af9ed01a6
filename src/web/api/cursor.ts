import type { Context } from 'hono';
import { ArchiveError } from '../../model/index.ts';

/** Names a place in a list, for whoever asks for what comes behind it: nobody need read it. */
export const toCursor = (place: string): string => Buffer.from(place, 'utf8').toString('base64url');

/** The place that a cursor names. Throws `invalid` for one that was not given out. */
export function placeIn<Place>(cursor: string, parse: (text: string) => Place): Place {
  try {
    return parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new ArchiveError(
      'invalid',
      `${cursor.slice(0, 80)}: this is no place in the list; give what a page said as next, or nothing.`,
    );
  }
}

/** The first of a list that was read one longer than asked, and where the rest begins. */
export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  format: (last: Item) => string,
): { readonly shown: readonly Item[]; readonly next?: string } {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  if (items.length <= limit || last === undefined) return { shown };
  return { shown, next: toCursor(format(last)) };
}

/** Says in `Link` (RFC 8288) where the next page is: this address with another parameter. */
export function linkNext(request: Context, parameter: string, next: string | undefined): void {
  if (next === undefined) return;
  const { pathname, searchParams } = new URL(request.req.url);
  searchParams.set(parameter, next);
  request.header('Link', `<${pathname}?${searchParams}>; rel="next"`);
}
