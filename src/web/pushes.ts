import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Archive, HubQuestion } from '../archive/index.ts';
import { ArchiveError } from '../model/index.ts';

/** Most bytes of what a hub sends along; none of it is kept. */
const maxSize = 5 * 1024 * 1024;

/**
 * The callback of WebSub subscriptions (W3C 2018, sections 5 and 7), an address for each: hubs ask
 * there whether we want what we asked for, and tell that there is news. A wrong signature is
 * answered like a right one (section 8), so that nobody learns which is which.
 */
export function addPushes(reader: Hono, archive: Archive): void {
  reader.get('/websub/:token', async (request) => {
    const token = request.req.param('token');
    return await orMissing(request, () => archive.confirmPush(token, questionOf(request)), 200);
  });
  const tooLong = (request: Context) => request.text('That is too long.', 413);
  reader.post('/websub/:token', bodyLimit({ maxSize, onError: tooLong }), async (request) => {
    const { req } = request;
    const body = new Uint8Array(await req.arrayBuffer());
    const signature = req.header('X-Hub-Signature') ?? '';
    const heed = async () => {
      await archive.heedPush(req.param('token'), signature, body);
      return '';
    };
    return await orMissing(request, heed, 202);
  });
}

function questionOf({ req }: Context): HubQuestion {
  const seconds = Number(req.query('hub.lease_seconds') ?? Number.NaN);
  return {
    mode: req.query('hub.mode') ?? '',
    topic: req.query('hub.topic') ?? '',
    challenge: req.query('hub.challenge') ?? '',
    ...(Number.isInteger(seconds) && seconds > 0 ? { leaseSeconds: seconds } : {}),
  };
}

/** The answer as plain text; a hub has no use for a page. */
async function orMissing(
  request: Context,
  answer: () => Promise<string>,
  status: 200 | 202,
): Promise<Response> {
  try {
    return request.text(await answer(), status);
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'not-found') throw error;
    return request.text('There is no such subscription here.', 404);
  }
}
