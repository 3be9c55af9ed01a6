import { gzipSync } from 'node:zlib';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';

/** What a small site answers at one path; a text alone is a page, or what it looks like. A
 * body of `never` is none: the server does not answer. */
export interface SiteAnswer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A site on loopback: answers by path with query, `{base}` in them replaced; 404 for the rest. */
export interface Site extends Loopback {
  readonly asked: string[];
  /** Replaces what stands at a path. */
  set(path: string, answer: string | SiteAnswer): void;
}

export async function startSite(
  answers: Readonly<Record<string, string | SiteAnswer>>,
): Promise<Site> {
  const pages = new Map(Object.entries(answers));
  const asked: string[] = [];
  const server = await serve((request, response) => {
    const base = `http://127.0.0.1:${server.port}`;
    const path = request.url ?? '';
    asked.push(path);
    const found = pages.get(path) ?? { status: 404, body: '<html><p>Not here</p></html>' };
    const answer = typeof found === 'string' ? { body: found } : found;
    if (answer.body === 'never') return;
    const { status = 200, body = '', headers = {} } = answer;
    const type = answer.type ?? typeOf(body);
    const told = Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll('{base}', base),
    ]);
    response.writeHead(status, { 'Content-Type': type, ...Object.fromEntries(told) });
    response.end(typeof body === 'string' ? body.replaceAll('{base}', base) : body);
  });
  return { ...server, asked, set: (path, answer) => void pages.set(path, answer) };
}

function typeOf(body: string | Uint8Array): string {
  if (typeof body !== 'string') return 'application/octet-stream';
  if (/^\s*(?:<\?xml|<rss|<feed|<urlset|<sitemapindex)/.test(body)) return 'application/xml';
  return body.startsWith('{"') ? 'application/json' : 'text/html; charset=utf-8';
}

/** An RSS feed of these articles; `text` makes it one with whole texts. */
export function rss(
  paths: readonly string[],
  options: { language?: string; text?: string } = {},
): string {
  const items = paths.map(
    (path) =>
      `<item><title>Story of ${path}</title><link>{base}${path}</link><guid>{base}${path}</guid>${options.text === undefined ? '' : `<description>${options.text}</description>`}</item>`,
  );
  const language = options.language === undefined ? '' : `<language>${options.language}</language>`;
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>${language}${items.join('')}</channel></rss>`;
}

/** A page that links to these articles. */
export function listPage(paths: readonly string[], head = ''): string {
  const links = paths.map(
    (path) => `<li><a href="${path}">What happened at ${path} today</a></li>`,
  );
  return `<!doctype html><html lang="en"><head><title>Gazette</title>${head}</head><body><main><ul>${links.join('')}</ul></main></body></html>`;
}

/** A page of one article. */
export function storyPage(title: string, head = ''): string {
  const words = 'The harbour stayed open through the night, and the ferry ran every hour. '.repeat(
    12,
  );
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1><p>${words}</p><p>${words}</p></article></body></html>`;
}

export const urlset = (paths: readonly string[]): string =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((path) => `<url><loc>{base}${path}</loc></url>`)
    .join('')}</urlset>`;

export const sitemapIndex = (paths: readonly string[]): string =>
  `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((path) => `<sitemap><loc>{base}${path}</loc></sitemap>`)
    .join('')}</sitemapindex>`;

export const feedLink = (href: string, title = '', extra = ''): string =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}" ${extra}>`;

export const gzipped = (text: string): Uint8Array => gzipSync(text);
