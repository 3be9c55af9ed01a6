import { readFileSync } from 'node:fs';
import type { Context, Hono } from 'hono';
import { keysPage, offlinePage, type PageContext } from '../pages/index.ts';
import { icon, iconFiles } from './icon.ts';

/** What runs in a browser, as it stands in its file: written by us, and nothing is put in it. */
const file = (name: string): string =>
  readFileSync(new URL(`./scripts/${name}`, import.meta.url), 'utf8');

const pngs = iconFiles.map(({ name }) => ({
  path: `/${name}`,
  bytes: new Uint8Array(readFileSync(new URL(`./icons/${name}`, import.meta.url))),
}));

const scripts = ['reader.js', 'worker.js'].map((name) => ({ path: `/${name}`, text: file(name) }));

/** The scripts of who has them, the page that tells their keys, and what makes an app of the reader. */
export function addScripts(
  reader: Hono,
  contextOf: (request: Context) => PageContext,
  title: string,
): void {
  const kept = (request: Context, body: string | Uint8Array<ArrayBuffer>, type: string) => {
    request.header('Cache-Control', 'max-age=300');
    return request.body(body, 200, { 'Content-Type': type });
  };
  for (const { path, text } of scripts) {
    reader.get(path, (request) => kept(request, text, 'text/javascript; charset=utf-8'));
  }
  for (const { path, bytes } of pngs) {
    reader.get(path, (request) => kept(request, bytes, 'image/png'));
  }
  reader.get('/icon.svg', (request) => kept(request, icon, 'image/svg+xml'));
  reader.get('/manifest.webmanifest', (request) =>
    kept(request, manifest(title), 'application/manifest+json'),
  );
  reader.get('/keys', (request) => request.html(keysPage(contextOf(request))));
  reader.get('/offline', (request) => {
    // It is kept beyond a logout: it names nobody.
    const { visitor: _, ...context } = contextOf(request);
    return request.html(offlinePage(context));
  });
}

/** One for each purpose: where a system takes the first that is for its own, a mask is not laid over what is for none. */
const icons = ['any', 'maskable'].flatMap((purpose) => [
  { src: '/icon.svg', type: 'image/svg+xml', sizes: 'any', purpose },
  ...[192, 512].map((size) => ({
    ...{ src: `/icon-${size}.png`, type: 'image/png', sizes: `${size}x${size}`, purpose },
  })),
]);

/** Web Application Manifest (W3C). */
const manifest = (title: string): string =>
  JSON.stringify({
    name: title,
    short_name: title,
    ...{ id: '/', start_url: '/', scope: '/', display: 'standalone' },
    ...{ theme_color: '#fcfbf9', background_color: '#fcfbf9' },
    icons,
  });

/** A page of the archive's own may run that script; what shows a memento runs none. */
export const mayRun = (path: string): boolean => !path.startsWith('/web/');
