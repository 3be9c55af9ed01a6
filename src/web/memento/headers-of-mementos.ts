import type { Context, Hono, Next } from 'hono';

/**
 * Headers that must stand whatever the rest of the reader sets, so it is to be called before its own:
 * a TimeGate's answer depends on the moment asked for, be it an error; and nothing of a memento that is
 * not a page of ours may run or load.
 */
export function addMementoHeaders(reader: Hono): void {
  reader.use('/timegate/*', negotiated);
  reader.use('/web/*', sandboxed);
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
