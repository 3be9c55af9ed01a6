import { createRoute, z } from '@hono/zod-openapi';
import { ArchiveError, type Capture, optional } from '../../../model/index.ts';
import { parseUrl } from '../../../url/index.ts';
import { parseMoment } from '../../moments.ts';
import { spanAsked } from '../asked-time.ts';
import { captureDocument } from '../capture-document.ts';
import { linkNext, pageOf, placeIn } from '../cursor.ts';
import type { Api, ApiParts } from '../parts.ts';
import { captureSchema } from '../schemas/article-schemas.ts';
import {
  afterAsked,
  jsonOf,
  limitOf,
  listOf,
  next as nextSchema,
  problems,
  sinceAsked,
  untilAsked,
} from '../schemas/common.ts';

const tags = ['Captures'];

const list = createRoute({
  ...{ method: 'get', path: '/captures', tags, operationId: 'listCaptures' },
  summary: 'The captures of an address by time, whatever was answered',
  request: {
    query: z.strictObject({
      url: z.string().describe('The address as it was asked for.'),
      since: sinceAsked,
      until: untilAsked,
      after: afterAsked,
      limit: limitOf(50, 200),
    }),
  },
  responses: {
    200: jsonOf(
      z.object({ captures: listOf(captureSchema), next: nextSchema }).openapi('CaptureList'),
      'A page of them.',
    ),
    ...problems(),
  },
});

const one = createRoute({
  ...{ method: 'get', path: '/captures/{capture}', tags, operationId: 'readCapture' },
  summary: 'What is on record of a capture; its bytes are at /capture/{capture}',
  request: { params: z.object({ capture: z.string() }) },
  responses: { 200: jsonOf(captureSchema, 'The capture.'), ...problems('not-found') },
});

/** Captures as they are on record. */
export function addCaptureRoutes(api: Api, { archive, now }: ApiParts): void {
  api.openapi(list, async (request) => {
    const { url: text, limit, after, ...asked } = request.req.valid('query');
    const url = parseUrl(text);
    if (url === undefined) {
      throw new ArchiveError('invalid', `${text.slice(0, 200)}: this is no address; give a URL.`);
    }
    const place = after === undefined ? undefined : placeIn(after, placeOf.parse);
    const query = { prefixes: [], urls: [url], ...spanAsked(asked, now()) };
    // Those of the very moment of the last one are read again, and left out by their ids.
    const found = await archive.capturesUnder({
      ...query,
      ...(place && { since: place.capturedAt }),
      limit: limit + 1 + (place === undefined ? 0 : sameMoment),
    });
    const behind = place === undefined ? found : found.filter((one) => isBehind(one, place));
    const { shown, next } = pageOf(behind, limit, placeOf.format);
    linkNext(request, 'after', next);
    const captures = shown.map(captureDocument);
    return request.json({ captures, ...optional('next', next) }, 200);
  });
  api.openapi(one, async (request) => {
    const capture = await archive.captureById(request.req.valid('param').capture);
    return request.json(captureDocument(capture), 200);
  });
}

/** Captures of one address within a millisecond, most. */
const sameMoment = 20;

type Place = Pick<Capture, 'capturedAt' | 'id'>;

const isBehind = (one: Place, place: Place): boolean => placeOf.format(one) > placeOf.format(place);

const placeOf = {
  format: ({ capturedAt, id }: Place): string => `${capturedAt} ${id}`,
  parse(text: string): Place {
    const [moment = '', id = ''] = text.split(' ', 2);
    return { capturedAt: parseMoment(moment), id };
  },
};
