import { createRoute, z } from '@hono/zod-openapi';
import {
  articleDocument,
  markdownLines,
  newestArticles,
  sourceTitles,
} from '../../../archive/index.ts';
import { ArchiveError, optional } from '../../../model/index.ts';
import { cursorText } from '../../moments.ts';
import { spanAsked } from '../asked-time.ts';
import { linkNext, pageOf, placeIn } from '../cursor.ts';
import { listedDocument } from '../listed-document.ts';
import { type Api, type ApiParts, sourcesAsked } from '../parts.ts';
import { articleListSchema, articleSchema } from '../schemas/article-schemas.ts';
import {
  afterAsked,
  folderAsked,
  jsonOf,
  limitOf,
  problems,
  sinceAsked,
  sourceAsked,
  untilAsked,
} from '../schemas/common.ts';

const tags = ['Articles'];

const list = createRoute({
  ...{ method: 'get', path: '/articles', tags, operationId: 'listArticles' },
  summary: 'Articles by time, the newest first',
  request: {
    query: z.strictObject({
      source: sourceAsked,
      folder: folderAsked,
      since: sinceAsked,
      until: untilAsked,
      lang: z
        .string()
        .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$/)
        .optional()
        .describe('In this language, BCP 47; zh is zh-Hans and zh-Hant too.'),
      url: z.string().optional().describe('The article of this address alone, if there is one.'),
      after: afterAsked,
      limit: limitOf(50, 200),
    }),
  },
  responses: { 200: jsonOf(articleListSchema, 'A page of them.'), ...problems('not-found') },
});

const one = createRoute({
  ...{ method: 'get', path: '/articles/{article}', tags, operationId: 'readArticle' },
  summary: 'One article with its words, as its newest revision has them, or another',
  request: {
    params: z.object({ article: z.string() }),
    query: z.strictObject({
      revision: z.coerce.number().int().min(1).optional().describe('Its number; 1 for the first.'),
      format: z.enum(['json', 'text', 'markdown', 'html']).default('json'),
    }),
  },
  responses: {
    200: {
      description: 'The article; in another format its words alone.',
      content: {
        'application/json': { schema: articleSchema },
        'text/plain': { schema: z.string() },
        'text/markdown': { schema: z.string() },
        'text/html': { schema: z.string() },
      },
    },
    ...problems('not-found', 'removed'),
  },
});

type State = Parameters<typeof articleDocument>[0];

const written = {
  text: { type: 'text/plain', of: ({ revision }: State) => `${revision.content.text}\n` },
  markdown: { type: 'text/markdown', of: (state: State) => markdownLines(state).join('\n') },
  html: { type: 'text/html', of: ({ revision }: State) => revision.content.html },
};

/** Articles by time, and one whole. */
export function addArticleRoutes(api: Api, parts: ApiParts): void {
  const { archive } = parts;
  api.openapi(list, async (request) => {
    const { url, limit, ...asked } = request.req.valid('query');
    const found =
      url === undefined ? await articlesAsked(parts, { ...asked, limit }) : await at(url);
    const titles = sourceTitles(await archive.sourceList());
    const { shown, next } = pageOf(found, limit, cursorText.format);
    linkNext(request, 'after', next);
    const articles = shown.map((article) => listedDocument(article, titles));
    return request.json({ articles, ...optional('next', next) }, 200);
  });
  api.openapi(one, async (request) => {
    const { revision, format } = request.req.valid('query');
    const state = await archive.article(request.req.valid('param').article, revision);
    if (format === 'json') {
      const markdown = markdownLines(state).join('\n');
      return request.json({ ...articleDocument(state), markdown }, 200);
    }
    const { type, of } = written[format];
    return request.body(of(state), 200, { 'Content-Type': `${type}; charset=utf-8` }) as never;
  });
  const at = async (url: string) => {
    try {
      return [(await archive.article(url)).article];
    } catch (error) {
      if (error instanceof ArchiveError && error.code === 'not-found') return [];
      throw error;
    }
  };
}

interface Asked {
  readonly source?: string | undefined;
  readonly folder?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly lang?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One article more than a page of them, so that it is known whether there is another. */
async function articlesAsked({ archive, now }: ApiParts, asked: Asked) {
  const query = {
    ...spanAsked(asked, now()),
    ...optional('language', asked.lang),
    ...optional(
      'after',
      asked.after === undefined ? undefined : placeIn(asked.after, cursorText.parse),
    ),
    limit: asked.limit + 1,
  };
  const sourceIds = await sourcesAsked(archive, asked);
  return sourceIds === undefined
    ? await archive.articles(query)
    : await newestArticles(archive, sourceIds, query);
}
