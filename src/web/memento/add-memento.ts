import type { Context, Hono } from 'hono';
import { ArchiveError, type Capture } from '../../model/index.ts';
import { removedPage } from '../../pages/index.ts';
import type { RouteParts } from '../add-feeds.ts';
import { addressBehind } from './asked-address.ts';
import { cdxAnswer } from './cdx.ts';
import { mementoAnswer } from './memento-answer.ts';
import { acceptedMoment, momentOf, nearest, stampOf } from './stamp.ts';
import {
  addressable,
  jsonTimeMap,
  linkHeader,
  linkTimeMap,
  type MementoPlaces,
  placesOf,
} from './time-map.ts';

/** The mementos of an address, by time, one at least. */
interface Held {
  readonly places: MementoPlaces;
  readonly captures: readonly Capture[];
}

/** Memento (RFC 7089) over the captures, and an index of them as CDX servers give it. */
export function addMemento(reader: Hono, parts: RouteParts): void {
  reader.get('/timegate/*', (request) => {
    return withHeld(parts, request, '/timegate/', (held) => timeGate(request, held));
  });
  reader.get('/timemap/link/*', (request) => {
    return withHeld(parts, request, '/timemap/link/', ({ places, captures }) =>
      request.body(linkTimeMap(places, captures), 200, {
        'Content-Type': 'application/link-format',
      }),
    );
  });
  reader.get('/timemap/json/*', (request) => {
    return withHeld(parts, request, '/timemap/json/', ({ places, captures }) =>
      request.json(jsonTimeMap(places, captures)),
    );
  });
  reader.get('/web/:stamp{[0-9]{1,14}(?:id_)?}/*', (request) => {
    const stamp = request.req.param('stamp') ?? '';
    return withHeld(parts, request, `/web/${stamp}/`, (held) =>
      atMoment(parts, request, { ...held, stamp }),
    );
  });
  reader.get('/cdx', (request) => cdxAnswer(parts.archive, request));
}

/** Answers with the mementos of the address behind `prefix`; 410 where it was taken down. Throws
 * `not-found` where there are none. */
async function withHeld(
  { archive, baseOf, contextOf }: RouteParts,
  request: Context,
  prefix: string,
  answer: (held: Held) => Response | Promise<Response>,
): Promise<Response> {
  const url = addressBehind(prefix, request.req.url);
  const captures = addressable(await archive.mementos(url));
  if (captures.length > 0)
    return await answer({ places: placesOf(baseOf(request), url), captures });
  const takedown = await archive.takedownNamed(url);
  if (takedown !== undefined) return request.html(removedPage(contextOf(request), takedown), 410);
  throw new ArchiveError('not-found', `${url}: nothing of this address is in the archive.`);
}

/** Leads to the memento nearest to `Accept-Datetime`, else to the newest: pattern 2.1 of RFC 7089. */
function timeGate(request: Context, { places, captures }: Held): Response {
  const accepted = request.req.header('Accept-Datetime');
  const at = accepted === undefined ? undefined : acceptedMoment(accepted);
  request.header('Link', linkHeader(places, captures));
  return request.redirect(places.memento(chosen(captures, at)), 302);
}

/** `/web/<digits>/<address>`: the memento of that very second; any other moment leads to the nearest. */
async function atMoment(
  parts: RouteParts,
  request: Context,
  { places, captures, stamp }: Held & { readonly stamp: string },
): Promise<Response> {
  const digits = stamp.replace('id_', '');
  const shown = chosen(captures, momentOf(digits));
  const isRaw = stamp.endsWith('id_');
  const own = stampOf(shown.capturedAt);
  if (digits === own)
    return await mementoAnswer(parts, request, { places, captures, shown, isRaw });
  const memento = places.memento(shown);
  return request.redirect(
    isRaw ? memento.replace(`/web/${own}/`, `/web/${own}id_/`) : memento,
    302,
  );
}

function chosen(captures: readonly Capture[], at: Parameters<typeof nearest>[1]): Capture {
  const found = nearest(captures, at);
  if (found === undefined) throw new ArchiveError('internal', 'There is no memento to lead to.');
  return found;
}
