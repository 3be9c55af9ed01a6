import type { Context, Hono } from 'hono';
import type { Archive } from '../../archive/index.ts';
import { ArchiveError, type Capture, type Url } from '../../model/index.ts';
import type { RouteParts } from '../add-feeds.ts';
import { addressBehind } from './asked-address.ts';
import { cdxAnswer } from './cdx.ts';
import { mementoAnswer } from './memento-answer.ts';
import { acceptedMoment, momentOf, nearest, stampOf } from './stamp.ts';
import { addressable, jsonTimeMap, linkHeader, linkTimeMap, placesOf } from './time-map.ts';

/** Memento (RFC 7089) over the captures, and an index of them as CDX servers give it. */
export function addMemento(reader: Hono, parts: RouteParts): void {
  const { archive, baseOf } = parts;
  reader.get('/timegate/*', (request) => timeGate(parts, request));
  reader.get('/timemap/link/*', async (request) => {
    const url = addressBehind('/timemap/link/', request.req.url);
    const map = linkTimeMap(placesOf(baseOf(request), url), await held(archive, url));
    return request.body(map, 200, { 'Content-Type': 'application/link-format' });
  });
  reader.get('/timemap/json/*', async (request) => {
    const url = addressBehind('/timemap/json/', request.req.url);
    return request.json(jsonTimeMap(placesOf(baseOf(request), url), await held(archive, url)));
  });
  reader.get('/web/:stamp{[0-9]{1,14}(?:id_)?}/*', (request) => atMoment(parts, request));
  reader.get('/cdx', (request) => cdxAnswer(archive, request));
}

/** Leads to the memento nearest to `Accept-Datetime`, else to the newest: pattern 2.1 of RFC 7089. */
async function timeGate({ archive, baseOf }: RouteParts, request: Context): Promise<Response> {
  const url = addressBehind('/timegate/', request.req.url);
  const accepted = request.req.header('Accept-Datetime');
  const at = accepted === undefined ? undefined : acceptedMoment(accepted);
  const captures = await held(archive, url);
  const places = placesOf(baseOf(request), url);
  request.header('Link', linkHeader(places, captures));
  return request.redirect(places.memento(chosen(captures, at)), 302);
}

/** `/web/<digits>/<address>`: the memento of that very second; any other moment leads to the nearest. */
async function atMoment(parts: RouteParts, request: Context): Promise<Response> {
  const { archive, baseOf } = parts;
  const stamp = request.req.param('stamp') ?? '';
  const url = addressBehind(`/web/${stamp}/`, request.req.url);
  const digits = stamp.replace('id_', '');
  const captures = await held(archive, url);
  const places = placesOf(baseOf(request), url);
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

/** The mementos of an address. Throws `not-found` where there are none. */
async function held(archive: Archive, url: Url): Promise<readonly Capture[]> {
  const captures = addressable(await archive.mementos(url));
  if (captures.length > 0) return captures;
  throw new ArchiveError('not-found', `${url}: nothing of this address is in the archive.`);
}

function chosen(captures: readonly Capture[], at: Parameters<typeof nearest>[1]): Capture {
  const found = nearest(captures, at);
  if (found === undefined) throw new ArchiveError('internal', 'There is no memento to lead to.');
  return found;
}
