import type { Context } from 'hono';
import { ledTo } from '../../archive/index.ts';
import type { Capture } from '../../model/index.ts';
import { mementoPage } from '../../pages/index.ts';
import type { RouteParts } from '../add-feeds.ts';
import { pictureTypeOf } from '../files.ts';
import { imagesFor } from '../links.ts';
import { httpDateOf, stampOf } from './stamp.ts';
import { linkHeader, type MementoPlaces } from './time-map.ts';

/** Which memento of an address: its bytes as they came, or what a reader can look at. */
export interface MementoAsked {
  readonly places: MementoPlaces;
  readonly captures: readonly Capture[];
  readonly shown: Capture;
  readonly isRaw: boolean;
}

/**
 * A memento. A page is shown by its words and by pictures of the archive, never as it came; a picture
 * is itself; everything else, and everything where the bytes are asked for, is a download.
 */
export async function mementoAnswer(
  parts: RouteParts,
  request: Context,
  { places, captures, shown, isRaw }: MementoAsked,
): Promise<Response> {
  const { archive } = parts;
  request.header('Memento-Datetime', httpDateOf(shown.capturedAt));
  request.header('Link', linkHeader(places, captures, shown));
  if (isRaw) return download(request, shown, (await archive.captured(shown.id)).bytes);
  const target = shown.status < 300 ? undefined : ledTo(shown);
  if (target !== undefined) {
    const stamp = stampOf(shown.capturedAt);
    return request.redirect(`${parts.baseOf(request)}/web/${stamp}/${target}`, 302);
  }
  const memento = await archive.memento(shown);
  if (memento.html !== undefined) {
    const image = await imagesFor(archive, memento.images);
    const context = parts.contextOf(request);
    const links = { ...context.links, image };
    const at = captures.indexOf(shown);
    const beside = (one: Capture | undefined) => one && places.memento(one);
    const [previous, next] = [beside(captures[at - 1]), beside(captures[at + 1])];
    return request.html(
      mementoPage(
        { ...context, links },
        {
          url: places.original,
          capturedAt: shown.capturedAt,
          html: memento.html,
          raw: context.links.raw?.(shown.id) ?? '',
          ...(previous !== undefined && { previous }),
          ...(next !== undefined && { next }),
        },
      ),
    );
  }
  const picture = pictureTypeOf(memento.type);
  if (picture === undefined) return download(request, shown, memento.bytes);
  return request.body(new Uint8Array(memento.bytes), 200, {
    'Content-Type': picture,
  });
}

function download(request: Context, { id }: Capture, bytes: Uint8Array): Response {
  return request.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${id}.bin"`,
  });
}
