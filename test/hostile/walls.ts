import { Hono } from 'hono';

/** Frames on a page that shows many pages at once. */
const framesOnWall = 110;

/** What a reader answers, with nothing said about what may run or stand in frames. */
export async function bareAnswer(reader: Hono, request: Request): Promise<Response> {
  const answer = await reader.fetch(request);
  const headers = new Headers(answer.headers);
  headers.delete('Content-Security-Policy');
  headers.delete('X-Frame-Options');
  return new Response(answer.body, { status: answer.status, headers });
}

/** Pages with no policy, and pages of frames that show many of them at once. */
export interface Bare {
  readonly app: Hono;
  /** Makes pages that show all of these; gives their paths. */
  wallsOf(paths: readonly string[]): string[];
}

/**
 * The reader's pages with nothing said about what may run or stand in frames. Its style sheet is empty: it is ours
 * whoever wrote the page, and to lay a hundred pages out takes longer than all else.
 */
export function withoutPolicy(reader: Hono): Bare {
  const walls: string[] = [];
  const bare = new Hono();
  bare.get('/wall/:number', (request) => {
    return request.html(walls[Number(request.req.param('number'))] ?? '');
  });
  bare.get('/style.css', (request) => {
    request.header('Cache-Control', 'max-age=3600');
    return request.body('', 200, { 'Content-Type': 'text/css' });
  });
  bare.all('*', ({ req }) => bareAnswer(reader, req.raw));
  const wallOf = (paths: readonly string[]): string => {
    const sources = paths.map((path) => path.replaceAll('&', '&amp;').replaceAll('"', '&quot;'));
    const frames = sources.map((source) => `<iframe data-wall src="${source}"></iframe>`);
    walls.push(`<!doctype html><title>Wall</title>${frames.join('')}`);
    return `/wall/${walls.length - 1}`;
  };
  const wallsOf = (paths: readonly string[]) =>
    Array.from({ length: Math.ceil(paths.length / framesOnWall) }, (_, at) =>
      wallOf(paths.slice(at * framesOnWall, (at + 1) * framesOnWall)),
    );
  return { app: bare, wallsOf };
}
