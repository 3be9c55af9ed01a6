import { readFileSync } from 'node:fs';
import type { Context, Hono } from 'hono';
import { keysPage, type PageContext } from '../pages/index.ts';

/** The one script of pages, as it stands in its file; it was written by us and nothing is put in it. */
const script = readFileSync(new URL('./scripts/reader.js', import.meta.url), 'utf8');

/** What runs in the browser of who has scripts, and the page that tells its keys. */
export function addScripts(reader: Hono, contextOf: (request: Context) => PageContext): void {
  reader.get('/reader.js', (request) => {
    request.header('Cache-Control', 'max-age=300');
    return request.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  reader.get('/keys', (request) => request.html(keysPage(contextOf(request))));
}

/** A page of the archive's own may run that script; what shows a memento runs none. */
export const mayRun = (path: string): boolean => !path.startsWith('/web/');
