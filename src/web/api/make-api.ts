import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { ArchiveError } from '../../model/index.ts';
import type { Described } from './described.ts';
import { documentOf } from './document.ts';
import { faultSentence } from './fault-sentence.ts';
import type { Api, ApiEnv, ApiParts } from './parts.ts';
import { problemAnswer, problemOf } from './problem.ts';
import { addArticleParts } from './routes/article-parts.ts';
import { addArticleRoutes } from './routes/article-routes.ts';
import { addCaptureRoutes } from './routes/capture-routes.ts';
import { addEditRoutes } from './routes/edit-routes.ts';
import { addMarkRoutes } from './routes/mark-routes.ts';
import { addMarkingRoutes } from './routes/marking-routes.ts';
import { addProofRoutes } from './routes/proof-routes.ts';
import { addSavedRoutes } from './routes/saved-routes.ts';
import { addSearchRoutes } from './routes/search-routes.ts';
import { addSourceChanges } from './routes/source-changes.ts';
import { addSourceRoutes } from './routes/source-routes.ts';
import { addStatsRoute } from './routes/stats-route.ts';

/** Most bytes of a body. */
const maxSize = 64 * 1024;

/** The API with the document that describes it, made of its routes. */
export function makeApi(parts: ApiParts): {
  readonly api: Api;
  readonly document: Described;
} {
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      throw new ArchiveError('invalid', faultSentence(result.error));
    },
  });
  const api: Api = app.basePath('/api/v1');
  api.onError((error, request) => {
    const problem = problemOf(error);
    // The reader around this tells whoever keeps it.
    if (problem === undefined) throw error;
    return problemAnswer(request, problem);
  });
  const tooLarge = (request: Parameters<typeof problemAnswer>[0]) =>
    problemAnswer(request, { code: 'too-large', detail: `A body has at most ${maxSize} bytes.` });
  api.use(bodyLimit({ maxSize, onError: tooLarge }));
  addRemoved(api, parts);
  for (const add of adders) add(api, parts);
  const document = documentOf(api);
  api.get('/openapi.json', (request) => request.json(document));
  addNothingElse(app, document);
  return { api, document };
}

const adders: readonly ((api: Api, parts: ApiParts) => void)[] = [
  addSourceRoutes,
  addSourceChanges,
  addArticleRoutes,
  addArticleParts,
  addProofRoutes,
  addSearchRoutes,
  addEditRoutes,
  addSavedRoutes,
  addCaptureRoutes,
  addMarkRoutes,
  addMarkingRoutes,
  addStatsRoute,
];

/** Tells of an article that was taken down; anything else goes on. */
function addRemoved(api: Api, { archive }: ApiParts): void {
  api.use('/articles/:article/*', async (request, next) => {
    const named = request.req.param('article') ?? '';
    const removed = await archive.takedownNamed(named);
    if (removed === undefined) return await next();
    const { at, reason } = removed;
    const detail = `${named.slice(0, 200)}: it was removed from this archive on ${at.slice(0, 10)} (${reason}).`;
    return problemAnswer(request, { code: 'removed', detail });
  });
}

/** Says of every other address that it is none, or which methods it takes. */
function addNothingElse(app: OpenAPIHono<ApiEnv>, document: Described): void {
  const routes: (readonly [string, object])[] = [...Object.entries(document.paths), ...others];
  app.all('*', (request) => {
    const { path, method } = request.req;
    const found = routes.filter(([template]) => patternOf(template).test(path));
    const allow = [...new Set(found.flatMap(([, item]) => methodsOf(item)))].join(', ');
    if (allow === '') {
      throw new ArchiveError(
        'not-found',
        `${path.slice(0, 200)}: there is no such address; /api tells all.`,
      );
    }
    if (method === 'OPTIONS') return request.body(null, 204, { Allow: allow });
    const detail = `${method}: this address takes ${allow}.`;
    return problemAnswer(request, { code: 'method', detail, headers: { Allow: allow } });
  });
}

const others = [
  ['/api', { get: {} }],
  ['/api/v1/openapi.json', { get: {} }],
] as const;

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);

const methodsOf = (item: object): string[] =>
  Object.keys(item)
    .map((name) => name.toUpperCase())
    .flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
