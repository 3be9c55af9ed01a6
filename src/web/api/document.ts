import type { Described } from './described.ts';
import type { Api } from './parts.ts';
import { curlOf } from './samples.ts';

/** The OpenAPI 3.1 document, made of the routes, each with an example. */
export function documentOf(api: Api): Described {
  // What the generator types is any OpenAPI document; ours has at least this, as a test holds.
  const document = madeOf(api) as unknown as Described;
  const paths = Object.entries(document.paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) => {
        const { operationId } = operation;
        const source = curlOf({ operationId, method: method.toUpperCase(), path });
        return [method, { ...operation, 'x-codeSamples': [{ lang: 'Shell', source }] }];
      }),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}

function madeOf(api: Api) {
  const { openAPIRegistry: registry } = api;
  for (const [name, scheme] of Object.entries(schemes)) {
    registry.registerComponent('securitySchemes', name, scheme);
  }
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Backissue',
      version: '1',
      description:
        'A news archive for programs. The shapes are those of --json on the command line; every failure is an application/problem+json (RFC 9457). New members and parameters may come; those that are here stay.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    security: [...Object.keys(schemes).map((name) => ({ [name]: [] })), {}],
    tags: tags.map(([name, description]) => ({ name, description })),
  });
}

const tags = [
  ['Sources', 'What is followed.'],
  ['Articles', 'Works at an address, with their revisions.'],
  ['Search', 'Found again, in Chinese as well as in English.'],
  ['Edits', 'What outlets changed without saying so.'],
  ['Absences', 'What was not served when it was looked for again.'],
  ['Saved searches', 'Searches that tell what they find from now on.'],
  ['Captures', 'Answers of servers, kept as they came.'],
  ['Marks', 'What the user has read and starred.'],
  ['Archive', 'The archive as a whole.'],
] as const;

const schemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of a user: backissue users token NAME, or the page of the account.',
  },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The user’s name, and a token as the password. Writing needs X-Backissue-Request.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'backissue_session',
    description:
      'The login of a browser (over https the name begins with __Host-). Writing needs a header X-Backissue-Request, with anything in it.',
  },
} as const;
