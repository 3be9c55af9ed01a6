import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** What an outlet answers in a place where something else is expected. */
export type Instead = (request: IncomingMessage, response: ServerResponse) => void;

/** How an outlet goes wrong; a test changes it, an empty one is health. */
export interface Trouble {
  /** Nothing newer is in the feed, though the outlet goes on. */
  feedStopsAt?: number;
  /** Nothing newer is anywhere. */
  stopsAt?: number;
  /** Items the feed holds. */
  holds?: number;
  /** Whether the feed carries only the first words of its items. */
  teasers?: boolean;
  /** In place of what stands at these paths. */
  instead?: Readonly<Record<string, Instead>>;
  /** In place of every article page. */
  pages?: Instead;
  /** Beside the items in the feed. */
  channel?: string;
  /** The path of the feed that the front page names; none: no feed is named. */
  named?: string;
  /** Whether there is no sitemap. */
  withoutSitemap?: boolean;
}

export interface Outlet extends Loopback {
  /** Paths asked for, in their order. */
  readonly asked: string[];
  trouble: Trouble;
  /** The path of the item of an hour. */
  path(index: number): string;
}

/** An outlet on loopback that brings an item every hour: feed, front page, sitemap, article pages. */
export async function startOutlet(now: () => number): Promise<Outlet> {
  const asked: string[] = [];
  const server = await serve((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const { trouble } = outlet;
    const instead = trouble.instead?.[path];
    if (instead !== undefined) instead(request, response);
    else if (path.startsWith('/story/') && trouble.pages) trouble.pages(request, response);
    else answer(path, response, trouble, server.port, now());
  });
  const outlet: Outlet = { ...server, asked, trouble: {}, path: pathOf };
  return outlet;
}

const pathOf = (index: number): string => {
  const date = new Date(index * hour).toISOString();
  return `/story/${date.slice(0, 10).replaceAll('-', '/')}/report-${index}`;
};

/** The newest items until a moment, the newest first. */
function items(until: number, count: number): number[] {
  const newest = Math.floor(until / hour);
  return Array.from({ length: count }, (_, back) => newest - back);
}

function answer(
  path: string,
  response: ServerResponse,
  trouble: Trouble,
  port: number,
  now: number,
): void {
  const origin = `http://127.0.0.1:${port}`;
  const until = Math.min(now, trouble.stopsAt ?? now);
  const feed = () => feedText(trouble, origin, until);
  if (path === '/feed' || path === '/new-feed') send(response, 'application/rss+xml', feed());
  else if (path === '/') send(response, 'text/html; charset=utf-8', frontPage(trouble, until));
  else if (path.startsWith('/story/')) send(response, 'text/html; charset=utf-8', storyPage(path));
  else if (path === '/robots.txt' && trouble.withoutSitemap !== true)
    send(response, 'text/plain', `User-agent: *\nAllow: /\nSitemap: ${origin}/sitemap.xml\n`);
  else if (path === '/sitemap.xml' && trouble.withoutSitemap !== true)
    send(response, 'application/xml', sitemap(origin, until));
  else
    response.writeHead(404, { 'content-type': 'text/html' }).end('<p>There is no such page.</p>');
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}

/** Answers that a trouble is made of. */
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Instead =>
  (_request, response) =>
    void response.writeHead(code, { 'content-type': 'text/html', ...headers }).end('<p>Sorry.</p>');

export const page =
  (body: string, code = 200): Instead =>
  (_request, response) =>
    void response.writeHead(code, { 'content-type': 'text/html; charset=utf-8' }).end(body);

export const captcha =
  '<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Verify you are human</h1><form class="g-recaptcha" data-sitekey="x"></form><p>Please complete the captcha to continue.</p></body></html>';

export const login =
  '<!doctype html><html><head><title>Sign in</title></head><body><h1>Log in to continue</h1><form><input name="user"><input type="password" name="secret"><button>Log in</button></form></body></html>';

const words =
  'harbour ferry council bridge winter market school river train storm light garden museum doctor island tower kitchen library mountain window paper engine letter valley'.split(
    ' ',
  );

/** A text of its own for every item: about two thousand characters. */
export function textOf(index: number): string {
  const sentence = (place: number) => {
    const word = (step: number) =>
      words[(index * 7 + place * (step + 3) + ((index >> 3) ^ (step * 5))) % words.length] ?? '';
    return `In report ${index} the ${word(1)} of the ${word(2)} was told about the ${word(3)} near the ${word(4)}, number ${index * 31 + place}.`;
  };
  return Array.from({ length: 18 + (index % 7) }, (_, place) => sentence(place)).join(' ');
}

const titleOf = (index: number): string =>
  `Report ${index}: the ${words[index % words.length]} and the ${words[(index * 5 + 2) % words.length]}`;

function feedText(trouble: Trouble, origin: string, until: number): string {
  const last = Math.min(until, trouble.feedStopsAt ?? until);
  const told = items(last, trouble.holds ?? 20).map((index) => {
    const text = textOf(index);
    const date = new Date(index * hour).toUTCString();
    return `<item><title>${titleOf(index)}</title><link>${origin}${pathOf(index)}</link><guid isPermaLink="false">item-${index}</guid><pubDate>${date}</pubDate><description>${trouble.teasers === true ? text.slice(0, 120) : text}</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Hourly</title><link>${origin}/</link>${trouble.channel ?? ''}${told.join('')}</channel></rss>`;
}

function frontPage(trouble: Trouble, until: number): string {
  const named = trouble.named ?? '/feed';
  const links = items(until, 15).map(
    (index) => `<li><a href="${pathOf(index)}">${titleOf(index)} and what came of it</a></li>`,
  );
  return `<!doctype html><html lang="en"><head><title>Hourly</title><link rel="alternate" type="application/rss+xml" href="${named}"></head><body><main><ul>${links.join('')}</ul></main></body></html>`;
}

function sitemap(origin: string, until: number): string {
  const urls = items(until, 60).map(
    (index) =>
      `<url><loc>${origin}${pathOf(index)}</loc><lastmod>${new Date(index * hour).toISOString()}</lastmod></url>`,
  );
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
}

function storyPage(path: string): string {
  const index = Number(path.slice(path.lastIndexOf('-') + 1));
  const text = textOf(index);
  const half = text.indexOf('. ', text.length / 2) + 1;
  return `<!doctype html><html lang="en"><head><title>${titleOf(index)}</title></head><body><article><h1>${titleOf(index)}</h1><p>${text.slice(0, half)}</p><p>${text.slice(half)}</p></article></body></html>`;
}
