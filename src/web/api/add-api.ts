import type { Context, Hono } from 'hono';
import type { PageContext } from '../../pages/index.ts';
import type { ApiParts } from './parts.ts';

interface Mount extends ApiParts {
  readonly contextOf: (request: Context) => PageContext;
  /** Whether saved searches are listed to whoever asks. */
  readonly lists: (request: Context) => boolean;
  /** False: what is followed is not changed here. */
  readonly keepsSources: boolean;
}

/** The API below `/api/v1`, and the page `/api` that tells of it. It is made when it is first asked for:
 * a reader that nobody asks for it does not pay for its schemas, 25 MB of memory. */
export function addApi(reader: Hono, { contextOf, lists, keepsSources, ...parts }: Mount): void {
  let made: Promise<Made> | undefined;
  const api = () => {
    made ??= make(parts);
    return made;
  };
  reader.get('/api', async (request) => request.html((await api()).page(contextOf(request))));
  const answer = async (request: Context) => {
    const { raw } = request.req;
    // Hono takes the body of an answer to HEAD away itself, once it has got its ETag.
    const asked = raw.method === 'HEAD' ? new Request(raw, { method: 'GET' }) : raw;
    const env = { visitor: request.get('visitor'), listsSaved: lists(request), keepsSources };
    request.header('Cache-Control', 'no-cache');
    return await (await api()).api.fetch(asked, env);
  };
  for (const path of ['/api', '/api/*']) reader.all(path, answer);
}

async function make(parts: ApiParts) {
  const [{ makeApi }, { apiHtml }] = await Promise.all([
    import('./make-api.ts'),
    import('./api-html.ts'),
  ]);
  const { api, document } = makeApi(parts);
  return { api, page: (context: PageContext) => apiHtml(context, document) };
}

type Made = Awaited<ReturnType<typeof make>>;
