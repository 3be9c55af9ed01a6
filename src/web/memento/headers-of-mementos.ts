import type { Context, Hono, Next } from 'hono';

/**
 * Headers that must stand whatever the rest of the reader sets, so it is to be called before its own:
 * a TimeGate's answer depends on the moment asked for, be it an error; nothing of a memento that is
 * not a page of ours may run or load; and what may be taken down is asked for again before it is used.
 */
export function addMementoHeaders(reader: Hono): void {
  reader.use('/timegate/*', negotiated);
  reader.use('/web/*', sandboxed);
  for (const path of ['/timegate/*', '/timemap/*', '/web/*', '/cdx']) {
    reader.use(path, revalidated);
  }
}

async function revalidated(request: Context, next: Next): Promise<void> {
  await next();
  if (!request.res.headers.has('Cache-Control')) request.header('Cache-Control', 'no-cache');
}

async function negotiated(request: Context, next: Next): Promise<void> {
  await next();
  request.header('Vary', 'accept-datetime', { append: true });
}

async function sandboxed(request: Context, next: Next): Promise<void> {
  await next();
  const type = request.res.headers.get('Content-Type') ?? '';
  if (request.res.ok && !type.startsWith('text/html')) {
    request.header('Content-Security-Policy', "default-src 'none'; sandbox");
  }
}
