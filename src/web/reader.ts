import { type Context, Hono, type Next } from 'hono';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import type { Archive } from '../archive/index.ts';
import type { Now } from '../model/index.ts';
import { type PageContext, removedPage, stylesheet } from '../pages/index.ts';
import { absencesHtml } from './absences-html.ts';
import { addAccess } from './access.ts';
import { addAccountRoutes } from './account-routes.ts';
import { addFailures } from './add-failures.ts';
import { addFeeds } from './add-feeds.ts';
import { addHealth, addMeasuring, type HealthParts } from './add-health.ts';
import { addScripts, mayRun } from './add-scripts.ts';
import { addApi } from './api/add-api.ts';
import { addProblems } from './api/add-problems.ts';
import { articleHtml } from './article-html.ts';
import { addBooks } from './books.ts';
import { differenceHtml } from './difference-html.ts';
import { editsHtml } from './edits-html.ts';
import { captureAnswer, imageAnswer } from './files.ts';
import { folderHtml } from './folder-html.ts';
import { frontHtml } from './front-html.ts';
import { addGreader } from './greader/add-greader.ts';
import { addLedgerFiles } from './ledger-files.ts';
import { addMarks } from './marks-routes.ts';
import { addMemento } from './memento/add-memento.ts';
import { addMementoHeaders } from './memento/headers-of-mementos.ts';
import { outletHtml } from './outlet-html.ts';
import { baseOf, type ContextOptions, contextOf } from './page-context.ts';
import { addProofFiles } from './proof-files.ts';
import { addPushes } from './pushes.ts';
import { readingOf } from './reading.ts';
import { addSaved, listsSaved, proofForEditor } from './saved-routes.ts';
import { searchHtml } from './search-html.ts';
import { addSettings } from './settings-routes.ts';
import { addSourceKeeping } from './source-routes.ts';
import { addUserKeeping } from './user-routes.ts';
import { addWitness } from './witness.ts';

export interface ReaderOptions extends Omit<HealthParts, 'archive'>, ContextOptions {
  readonly archive: Archive;
  readonly now: Now;
  /** Whether hubs may tell of news (WebSub); an archive that is only read cannot act on it. */
  readonly takesPushes?: boolean;
  /** Paths that something else answers, behind the same access. */
  readonly mounted?: Readonly<Record<string, (request: Request) => Promise<Response>>>;
  /** Whether what is followed may be changed; default true. A reader beside no work says no. */
  readonly keepsSources?: boolean;
  /** Where the archive's copies are, for those who follow it. */
  readonly mirrors?: readonly string[];
}

/** No page loads anything from anywhere else, and none runs a script but the reader's own. */
const policy = (scripts: readonly string[]) => ({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    ...(scripts.length > 0 && {
      scriptSrc: [...scripts],
      connectSrc: [...scripts],
      workerSrc: [...scripts],
      manifestSrc: [...scripts],
    }),
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
});

/** The reader as a web application over an archive. */
export function createReader(options: ReaderOptions): Hono {
  const { archive } = options;
  const reader = new Hono();
  addMeasuring(reader, options.metrics);
  // The outermost comes first: what a later one sets, an earlier one may set again.
  reader.use('/image/*', sandboxed);
  reader.use('/capture/*', sandboxed);
  reader.use('/api/v1/*', sandboxed);
  addProblems(reader);
  addMementoHeaders(reader);
  const [own, none] = [secureHeaders(policy(["'self'"])), secureHeaders(policy([]))];
  reader.use((request, next) => (mayRun(request.req.path) ? own : none)(request, next));
  const parts = {
    archive,
    contextOf: (request: Context) => contextOf(options, request),
    baseOf: (request: Context) => baseOf(options, request),
  };
  addGreader(reader, { ...options, ...parts });
  if (options.access !== undefined)
    addAccess(reader, { ...options, ...parts, access: options.access });
  reader.use(etag());
  reader.use(revalidated);
  addPages(reader, options);
  addFeeds(reader, parts);
  addBooks(reader, { ...options, ...parts });
  addSaved(reader, {
    archive,
    contextOf: parts.contextOf,
    lists: (request) => listsSaved(options, request),
  });
  addMarks(reader, parts);
  addMemento(reader, parts);
  addSourceKeeping(reader, { ...options, ...parts });
  addSettings(reader, parts);
  addScripts(reader, parts.contextOf, options.title);
  addApi(reader, {
    ...parts,
    now: options.now,
    lists: (request) => listsSaved(options, request),
    keepsSources: options.keepsSources !== false,
  });
  if (options.access !== undefined) {
    addAccountRoutes(reader, parts);
    addUserKeeping(reader, parts);
  }
  addLedgerFiles(reader, options);
  addWitness(reader, archive);
  reader.get('/image/:name', (request) => imageAnswer(archive, request));
  reader.get('/capture/:id', (request) => captureAnswer(archive, request));
  addHealth(reader, options);
  reader.get('/healthcheck', (request) => request.text('OK'));
  reader.get('/style.css', (request) => {
    request.header('Cache-Control', 'max-age=300');
    return request.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  for (const [path, answer] of Object.entries(options.mounted ?? {})) {
    reader.all(path, ({ req }) => answer(req.raw));
  }
  if (options.takesPushes === true) addPushes(reader, archive);
  addFailures(reader, options, parts.contextOf);
  return reader;
}

function addPages(reader: Hono, options: ReaderOptions): void {
  const { archive } = options;
  const page = (path: string, make: (context: PageContext, request: Context) => Promise<string>) =>
    reader.get(path, async (request) =>
      request.html(await make(contextOf(options, request), request)),
    );
  page('/', (context, request) =>
    frontHtml(archive, context, {
      before: request.req.query('before'),
      reading: readingOf(request),
    }),
  );
  page('/day/:date', (context, request) =>
    frontHtml(archive, context, {
      day: request.req.param('date') ?? '',
      reading: readingOf(request),
    }),
  );
  page('/outlet/:id', (context, request) =>
    outletHtml(archive, context, request.req.param('id') ?? '', {
      after: request.req.query('after'),
      reading: readingOf(request),
    }),
  );
  reader.get('/article/:id/*', (request, next) => removedOr(options, request, next));
  addProofFiles(reader, {
    ...{ archive, now: options.now },
    contextOf: (request) => contextOf(options, request),
  });
  page('/article/:id', (context, request) => articleHtml(archive, context, request));
  page('/article/:id/:revision{[0-9]{1,9}}', (context, request) =>
    articleHtml(archive, context, request),
  );
  page('/article/:id/diff/:range{[0-9]{1,9}\\.\\.[0-9]{1,9}}', (context, { req }) => {
    const [from, to] = (req.param('range') ?? '').split('..').map(Number);
    return differenceHtml(archive, context, {
      id: req.param('id') ?? '',
      from: from ?? 0,
      to: to ?? 0,
    });
  });
  page('/folder', (context, request) =>
    folderHtml(archive, context, {
      folder: request.req.query('name') ?? '',
      after: request.req.query('after'),
      reading: readingOf(request),
    }),
  );
  addEdits(reader, options);
  page('/absences', (context, { req }) => absencesHtml(archive, context, req.query('source')));
  page('/search', (context, request) => {
    const { req } = request;
    const save = proofForEditor(request);
    return searchHtml(archive, context, {
      query: req.query('q') ?? '',
      sort: req.query('sort'),
      after: req.query('after'),
      each: req.query('each'),
      reading: readingOf(request),
      ...(save && { save }),
    });
  });
}

/** What was changed, overall and by outlet. */
function addEdits(reader: Hono, options: ReaderOptions): void {
  const { archive } = options;
  for (const place of ['', '/outlet/:outlet']) {
    reader.get(`${place}/edits`, async (request) =>
      request.html(
        await editsHtml(archive, contextOf(options, request), {
          ...outletIn(request),
          order: request.req.query('order'),
          days: request.req.query('days'),
          after: request.req.query('after'),
        }),
      ),
    );
  }
}

function outletIn({ req }: Context): { readonly outlet?: string } {
  const outlet = req.param('outlet');
  return outlet === undefined ? {} : { outlet };
}

/** Nothing of a file that came from elsewhere may run, whatever it turns out to be. */
async function sandboxed(request: Context, next: Next): Promise<void> {
  await next();
  if (request.res.ok) request.header('Content-Security-Policy', "default-src 'none'; sandbox");
}

/** A page is made anew for each reader's language and settings, and asked for again before it is shown. */
async function revalidated(request: Context, next: Next): Promise<void> {
  await next();
  if (!request.res.headers.get('Content-Type')?.startsWith('text/html')) return;
  request.header('Vary', 'Accept-Language, Cookie');
  if (!request.res.headers.has('Cache-Control')) request.header('Cache-Control', 'no-cache');
}

/** Tells of an article that was taken down; anything else goes on. */
async function removedOr(
  options: ReaderOptions,
  request: Context,
  next: Next,
): Promise<Response | undefined> {
  const removed = await options.archive.takedownNamed(request.req.param('id') ?? '');
  if (removed !== undefined)
    return request.html(removedPage(contextOf(options, request), removed), 410);
  await next();
  return undefined;
}
