import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Archive } from '../archive/index.ts';
import { ArchiveError, type ErrorCode, instant, type Now } from '../model/index.ts';
import {
  articlePage,
  errorPage,
  type PageContext,
  searchPage,
  sourcesPage,
  stylesheet,
} from '../pages/index.ts';
import { articleView } from './article-view.ts';
import { lineOf, shownHealth } from './lines.ts';
import { imagesFor, linksOver, pathOfImage } from './links.ts';
import { frontHtml, outletHtml } from './lists.ts';

export interface ReaderOptions {
  readonly archive: Archive;
  readonly now: Now;
  /** Shown at the head of every page. */
  readonly title: string;
  /** IANA name; dates are shown in it. */
  readonly timeZone: string;
}

const statusOf: Readonly<Record<ErrorCode, 400 | 403 | 404 | 409 | 500 | 502>> = {
  invalid: 400,
  refused: 403,
  'not-found': 404,
  conflict: 409,
  unreachable: 502,
  corrupt: 500,
  internal: 500,
};

/** No page loads anything from anywhere else, and none runs a script. */
const policy = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
};

/** The reader as a web application over an archive. */
export function createReader(options: ReaderOptions): Hono {
  const { archive } = options;
  const reader = new Hono();
  reader.use(secureHeaders(policy));
  const context = (request: Context): PageContext => contextOf(options, request);

  reader.get('/', async (request) =>
    request.html(await frontHtml(archive, context(request), request.req.query('before'))),
  );
  reader.get('/day/:date', async (request) =>
    request.html(await frontHtml(archive, context(request), undefined, request.req.param('date'))),
  );
  reader.get('/outlet/:id', async (request) =>
    request.html(
      await outletHtml(
        archive,
        context(request),
        request.req.param('id'),
        request.req.query('after'),
      ),
    ),
  );
  reader.get('/article/:id', (request) => articleAnswer(options, request));
  reader.get('/article/:id/:revision{[0-9]+}', (request) => articleAnswer(options, request));
  reader.get('/sources', async (request) =>
    request.html(await sourcesHtml(archive, context(request))),
  );
  reader.get('/search', async (request) =>
    request.html(await searchHtml(archive, context(request), request)),
  );
  reader.get('/image/:name', (request) => imageAnswer(archive, request));
  reader.get('/capture/:id', (request) => captureAnswer(archive, request));
  reader.get('/style.css', (request) => {
    request.header('Cache-Control', 'max-age=300');
    return request.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  reader.notFound((request) =>
    failed(
      options,
      request,
      new ArchiveError('not-found', `${request.req.path}: there is no such page.`),
    ),
  );
  reader.onError((error, request) => {
    const known =
      error instanceof ArchiveError
        ? error
        : new ArchiveError('internal', 'The page could not be made.', { cause: error });
    return failed(options, request, known);
  });
  return reader;
}

function contextOf(options: ReaderOptions, request: Context): PageContext {
  const wanted = request.req.header('accept-language') ?? '';
  return {
    links: linksOver(new URL(request.req.url).origin, () => undefined),
    archiveTitle: options.title,
    locale: /^\s*zh\b/i.test(wanted) ? 'zh-Hans' : 'en',
    timeZone: options.timeZone,
    now: instant(options.now()),
  };
}

function failed(options: ReaderOptions, request: Context, error: ArchiveError): Response {
  const status = statusOf[error.code];
  const title = status === 404 ? 'Not found' : 'This page could not be shown';
  return new Response(
    errorPage(contextOf(options, request), { status, title, message: error.message }),
    {
      status,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    },
  );
}

async function articleAnswer(options: ReaderOptions, request: Context): Promise<Response> {
  const { archive } = options;
  const number = request.req.param('revision');
  const state = await archive.article(
    request.req.param('id') ?? '',
    number === undefined ? undefined : Number(number),
  );
  const images = await imagesFor(
    archive,
    state.revision.content.images.map((image) => image.url),
  );
  const context = contextOf(options, request);
  const links = linksOver(new URL(request.req.url).origin, images);
  return request.html(articlePage({ ...context, links }, await articleView(archive, state)));
}

async function sourcesHtml(archive: Archive, context: PageContext): Promise<string> {
  const sources = await archive.sources();
  return sourcesPage(context, {
    sources: sources.map(({ source, articles, health }) => ({
      ...source,
      articles,
      health: shownHealth(health),
    })),
  });
}

/** Hits a page. */
const hitsShown = 20;

async function searchHtml(
  archive: Archive,
  context: PageContext,
  request: Context,
): Promise<string> {
  const query = request.req.query('q') ?? '';
  const page = Math.max(
    0,
    Math.min(500, Number.parseInt(request.req.query('page') ?? '0', 10) || 0),
  );
  const found = await archive.search({ text: query, limit: hitsShown, offset: page * hitsShown });
  const titles = new Map((await archive.sources()).map(({ source }) => [source.id, source.title]));
  const pageHref = (number: number) => `/search?q=${encodeURIComponent(query)}&page=${number}`;
  return searchPage(context, {
    query,
    total: found.total,
    hits: found.hits.map((hit) => ({
      line: lineOf(hit.article, titles),
      snippetHtml: hit.snippet,
    })),
    ...((page + 1) * hitsShown < found.total ? { older: pageHref(page + 1) } : {}),
    ...(page > 0 ? { newer: pageHref(page - 1) } : {}),
  });
}

/** Only what is an image by its own word is served as one; the rest is a download. */
async function imageAnswer(archive: Archive, request: Context): Promise<Response> {
  const url = pathOfImage.parse(request.req.param('name') ?? '');
  const content = url === undefined ? undefined : await archive.content(url);
  if (content === undefined || !/^image\/(?!svg)/i.test(content.type)) {
    throw new ArchiveError('not-found', 'This image is not in the archive.');
  }
  return new Response(new Uint8Array(content.bytes), {
    headers: {
      'Content-Type': content.type,
      'Cache-Control': 'max-age=86400, immutable',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}

/** A capture exactly as it came, as a download: nothing in it runs here. */
async function captureAnswer(archive: Archive, request: Context): Promise<Response> {
  const capture = await archive.captured(request.req.param('id') ?? '');
  return new Response(new Uint8Array(capture.bytes), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${capture.id}.bin"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
