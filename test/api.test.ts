import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, type ServedApi, servedApi } from './served-api.ts';

interface Operation {
  readonly operationId: string;
  readonly 'x-codeSamples': readonly { readonly source: string }[];
  readonly responses: Readonly<Record<string, { content?: Record<string, object> }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let served: ServedApi;
let document: Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
beforeAll(async () => {
  served = await servedApi();
  document = (await (await served.ask('/api/v1/openapi.json')).json()) as Document;
  ajv.addSchema(document, 'api');
}, 120_000);
afterAll(async () => await served.close());

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** What the document says is wrong with an answer to a path that fits this template. */
async function faults(template: string, method: string, answer: Response): Promise<unknown> {
  const type = (answer.headers.get('Content-Type') ?? '').split(';')[0] ?? '';
  const body = await answer.clone().json();
  const place = ['paths', template, method, 'responses', String(answer.status), 'content', type];
  const validate = ajv.getSchema(
    `api#/${place.map(escaped).map(encodeURIComponent).join('/')}/schema`,
  );
  if (validate === undefined) return `${template} ${answer.status} ${type} is not in the document`;
  validate(body);
  return validate.errors ?? [];
}

/** Asks, and holds the answer to what the document says of it. */
async function asked(template: string, path: string, asking: Asking = {}): Promise<Response> {
  const method = (asking.method ?? 'GET').toLowerCase();
  const answer = await served.ask(path, asking);
  expect(await faults(template, method, answer)).toEqual([]);
  return answer;
}

// biome-ignore lint/suspicious/noExplicitAny: documents of many shapes, which the schemas hold.
const bodyOf = async (answer: Response): Promise<any> => await answer.json();

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 without a fault that a linter finds', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(
      problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
    ).toEqual([]);
  });

  it('is looked over by a linter that finds faults', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const broken = { ...document, paths: { '/x/{id}': { get: { responses: {} } } } };
    const problems = await lintFromString({ source: JSON.stringify(broken), config });
    expect(problems.map(({ ruleId }) => ruleId)).toContain('path-parameters-defined');
  });

  it('has schemas that are JSON Schema 2020-12', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect([name, ajv.validateSchema(schema)]).toEqual([name, true]);
    }
  });

  it('is there without a login, and names every operation once', async () => {
    const answer = await served.ask('/api/v1/openapi.json', { as: null });
    expect(answer.status).toBe(200);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

describe('each route answers as the document says', () => {
  it('sources', async () => {
    const { sources } = await bodyOf(await asked('/api/v1/sources', '/api/v1/sources'));
    expect(sources.length).toBeGreaterThan(1);
    const { id, folder } = sources[0];
    const inFolder = await bodyOf(
      await served.ask(`/api/v1/sources?folder=${encodeURIComponent(folder)}`),
    );
    expect(inFolder.sources.every((one: { folder: string }) => one.folder === folder)).toBe(true);
    const whole = await bodyOf(await asked('/api/v1/sources/{source}', `/api/v1/sources/${id}`));
    expect(whole.sources[0].answers.length).toBeGreaterThan(0);
    await asked('/api/v1/sources/{source}/health', `/api/v1/sources/${id}/health`);
  });

  it('sources that are changed, followed no longer, and followed again', async () => {
    const [{ id, url }] = (await served.archive.sourceList().then((all) => all.slice(-1))) as [
      { id: string; url: string },
    ];
    const editor = { as: 'editor' } as const;
    const one = '/api/v1/sources/{source}';
    const json = { name: 'Named anew', folder: '港口' };
    const changed = await bodyOf(
      await asked(one, `/api/v1/sources/${id}`, { ...editor, method: 'PATCH', json }),
    );
    expect(changed.sources[0]).toMatchObject({ title: 'Named anew', folder: '港口' });
    await asked(one, `/api/v1/sources/${id}`, { ...editor, method: 'DELETE' });
    expect((await served.archive.source(id)).source.state).toBe('unfollowed');
    const again = await asked('/api/v1/sources', '/api/v1/sources', {
      ...editor,
      method: 'POST',
      json: { url },
    });
    expect([again.status, again.headers.get('Location')]).toEqual([201, `/api/v1/sources/${id}`]);
    expect((await served.archive.source(id)).source.state).toBe('followed');
  });

  it('articles, a page at a time, each once', async () => {
    const all = new Set<string>();
    let path = '/api/v1/articles?limit=3';
    for (;;) {
      const answer = await asked('/api/v1/articles', path);
      const { articles, next } = await bodyOf(answer);
      for (const { id } of articles) {
        expect(all.has(id)).toBe(false);
        all.add(id);
      }
      const link = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1];
      expect(link === undefined).toBe(next === undefined);
      if (link === undefined) break;
      expect(new URL(link, served.base).searchParams.get('after')).toBe(next);
      path = link;
    }
    expect(all.size).toBe((await served.archive.stats()).articles);
  });

  it('articles by source, language, time and address', async () => {
    const { id, url, sourceId } = served.edited;
    const of = async (query: string) =>
      (await bodyOf(await asked('/api/v1/articles', `/api/v1/articles?limit=200&${query}`)))
        .articles;
    expect(
      (await of(`source=${sourceId}`)).every(
        (one: { sourceId: string }) => one.sourceId === sourceId,
      ),
    ).toBe(true);
    const chinese = await of('lang=zh');
    expect(chinese.length).toBeGreaterThan(0);
    expect(chinese.every((one: { language: string }) => one.language.startsWith('zh'))).toBe(true);
    expect(await of('since=2030')).toEqual([]);
    expect((await of('until=2030')).length).toBe((await served.archive.stats()).articles);
    expect(
      (await of(`url=${encodeURIComponent(url)}`)).map((one: { id: string }) => one.id),
    ).toEqual([id]);
    expect(await of('url=https://nowhere.example/')).toEqual([]);
  });

  it('an article, at each revision, in each format', async () => {
    const { id } = served.edited;
    const one = '/api/v1/articles/{article}';
    const whole = await bodyOf(await asked(one, `/api/v1/articles/${id}`));
    expect(whole.markdown).toContain(`# ${whole.article.title}`);
    const first = await bodyOf(await asked(one, `/api/v1/articles/${id}?revision=1`));
    expect(first.revision.rev).toBe(1);
    for (const [format, type] of [
      ['text', 'text/plain'],
      ['markdown', 'text/markdown'],
      ['html', 'text/html'],
    ]) {
      const answer = await served.ask(`/api/v1/articles/${id}?format=${format}`);
      expect(answer.headers.get('Content-Type')).toBe(`${type}; charset=utf-8`);
      expect(answer.headers.get('Content-Security-Policy')).toContain('sandbox');
      expect((await answer.text()).length).toBeGreaterThan(100);
    }
  });

  it('what an article is made of', async () => {
    const { id } = served.edited;
    for (const part of [
      'revisions',
      'captures',
      'absences',
      'similar',
      'diff',
      'proofs',
      'proof',
    ]) {
      await asked(`/api/v1/articles/{article}/${part}`, `/api/v1/articles/${id}/${part}`);
    }
    const captures = await bodyOf(await served.ask(`/api/v1/articles/${id}/captures`));
    const [capture] = captures.captures;
    await asked('/api/v1/captures/{capture}', `/api/v1/captures/${capture.id}`);
    const bytes = await served.ask(capture.bytes);
    expect(bytes.headers.get('Content-Disposition')).toContain(capture.id);
  });

  it('captures of an address, a page at a time', async () => {
    const { url } = served.edited;
    const found: string[] = [];
    let path = `/api/v1/captures?limit=1&url=${encodeURIComponent(url)}`;
    for (;;) {
      const answer = await asked('/api/v1/captures', path);
      const { captures, next } = await bodyOf(answer);
      found.push(...captures.map((one: { id: string }) => one.id));
      if (next === undefined) break;
      path = `/api/v1/captures?limit=1&url=${encodeURIComponent(url)}&after=${next}`;
    }
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found).size).toBe(found.length);
  });

  it('search, edits, absences and stats', async () => {
    const found = await bodyOf(
      await asked('/api/v1/search', '/api/v1/search?q=harbour&facets=true&limit=1'),
    );
    expect(found.hits.length).toBe(1);
    expect(found.facets.months.length).toBeGreaterThan(0);
    expect(
      (
        await bodyOf(
          await asked('/api/v1/search', `/api/v1/search?q=${encodeURIComponent('码头')}`),
        )
      ).total,
    ).toBeGreaterThan(0);
    const page = await bodyOf(await asked('/api/v1/edits', '/api/v1/edits?limit=1'));
    const rest = await bodyOf(
      await asked('/api/v1/edits', `/api/v1/edits?limit=200&after=${page.next}`),
    );
    const all = await bodyOf(await asked('/api/v1/edits', '/api/v1/edits?limit=200'));
    expect([...page.edits, ...rest.edits]).toEqual(all.edits);
    const byTime = await bodyOf(await asked('/api/v1/edits', '/api/v1/edits?order=time&least=0'));
    const times = byTime.edits.map((one: { seenAt: string }) => one.seenAt);
    expect(times).toEqual(times.toSorted().reverse());
    await asked('/api/v1/absences', '/api/v1/absences?since=2026');
    expect(await bodyOf(await asked('/api/v1/stats', '/api/v1/stats'))).toEqual(
      await served.archive.stats(),
    );
  });

  it('saved searches, from saving to forgetting', async () => {
    const editor = { as: 'editor' } as const;
    const json = { name: 'bridges of this test', query: 'harbour' };
    const { id } = await bodyOf(
      await asked('/api/v1/saved', '/api/v1/saved', { ...editor, method: 'POST', json }),
    );
    const again = await asked('/api/v1/saved', '/api/v1/saved', {
      ...editor,
      method: 'POST',
      json,
    });
    expect(again.status).toBe(409);
    await asked('/api/v1/saved', '/api/v1/saved');
    const hits = await bodyOf(
      await asked('/api/v1/saved/{saved}/hits', `/api/v1/saved/${id}/hits`),
    );
    const one = `/api/v1/saved/${id}`;
    await asked('/api/v1/saved/{saved}/mark', `${one}/mark`, {
      ...editor,
      method: 'PUT',
      json: { mark: hits.mark },
    });
    const renamed = await asked('/api/v1/saved/{saved}', one, {
      ...editor,
      method: 'PATCH',
      json: { name: 'ferries of this test' },
    });
    expect((await bodyOf(renamed)).name).toBe('ferries of this test');
    await asked('/api/v1/saved/{saved}', one, { ...editor, method: 'DELETE' });
    expect(
      (await asked('/api/v1/saved/{saved}', one, { ...editor, method: 'DELETE' })).status,
    ).toBe(404);
  });

  it('a user’s marks', async () => {
    const { id } = served.edited;
    const marks = `/api/v1/articles/${id}/marks`;
    const of = '/api/v1/articles/{article}/marks';
    const set = await bodyOf(
      await asked(of, marks, { method: 'PUT', json: { read: false, starred: true } }),
    );
    expect(set).toMatchObject({ articleId: id, read: false, starredAt: expect.any(String) });
    await asked(of, marks);
    for (const only of ['unread', 'starred']) {
      const { articles } = await bodyOf(
        await asked('/api/v1/marks/{only}', `/api/v1/marks/${only}`),
      );
      expect(articles.map((one: { id: string }) => one.id)).toContain(id);
    }
    expect((await bodyOf(await asked('/api/v1/marks', '/api/v1/marks'))).unread).toBe(1);
    await asked('/api/v1/marks', '/api/v1/marks', {
      method: 'POST',
      json: { articles: [id], starred: false },
    });
    const json = { before: '2027-01-01T00:00:00Z' };
    const now = await asked('/api/v1/marks/read', '/api/v1/marks/read', { method: 'POST', json });
    expect((await bodyOf(now)).unread).toBe(0);
  });
});

describe('a failure is problem details', () => {
  it.each([
    ['an address that is none', '/api/v1/nothing', {}, 404],
    ['an address beside the API', '/api/nothing', {}, 404],
    ['an article that is not there', '/api/v1/articles/ffffffffff', {}, 404],
    ['a source that is not there', '/api/v1/edits?source=none', {}, 404],
    ['a limit beyond all bounds', '/api/v1/articles?limit=9999', {}, 400],
    ['a parameter that nobody knows', '/api/v1/articles?sourc=x', {}, 400],
    ['a cursor that was not given out', '/api/v1/articles?after=abc', {}, 400],
    ['a place among hits that is none', '/api/v1/search?q=a&after=x', {}, 400],
    ['a date that is none', '/api/v1/articles?since=yesterday-ish', {}, 400],
    ['a capture of no address', '/api/v1/captures?url=nowhere', {}, 400],
    [
      'JSON that is none',
      '/api/v1/marks',
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"read' },
      400,
    ],
    ['JSON of another shape', '/api/v1/marks', { method: 'POST', json: { articles: 'all' } }, 400],
    ['a body that is not JSON', '/api/v1/marks', { method: 'POST', body: 'a=b' }, 415],
    [
      'a body that is too large',
      '/api/v1/marks',
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: ' '.repeat(70_000) },
      413,
    ],
    [
      'a reader who follows',
      '/api/v1/sources',
      { method: 'POST', json: { url: 'https://a.example/' } },
      403,
    ],
    ['nobody', '/api/v1/articles', { as: null }, 401],
    [
      'nobody, in a browser',
      '/api/v1/articles',
      { as: null, headers: { Accept: 'text/html' } },
      401,
    ],
    ['another method', '/api/v1/articles', { method: 'DELETE' }, 405],
    ['another method of the page', '/api', { method: 'DELETE' }, 405],
  ] satisfies readonly (readonly [string, string, Asking, number])[])(
    'for %s',
    async (_what, path, asking, status) => {
      const answer = await served.ask(path, asking);
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
        status,
        'application/problem+json',
      ]);
      const problem = await bodyOf(answer);
      expect(ajv.validate('api#/components/schemas/Problem', problem)).toBe(true);
      expect(problem).toMatchObject({ status, instance: path.split('?')[0] });
      expect(problem.detail).toMatch(/^.{10,}\.$/);
    },
  );

  it('and says which methods an address takes', async () => {
    const refused = await served.ask('/api/v1/saved/x', { method: 'PUT' });
    expect([refused.status, refused.headers.get('Allow')]).toEqual([405, 'PATCH, DELETE']);
    const options = await served.ask('/api/v1/articles', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('Allow')]).toEqual([204, 'GET, HEAD']);
    expect(options.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('and an article that was taken down is 410, with all its parts', async () => {
    const { edited, archive } = served;
    const other = (await archive.articles({ limit: 200 })).findLast(({ id }) => id !== edited.id);
    const id = other?.id ?? '';
    await archive.takeDown(id, { reason: 'court' });
    for (const part of ['', '/revisions']) {
      const template = `/api/v1/articles/{article}${part}`;
      expect((await asked(template, `/api/v1/articles/${id}${part}`)).status).toBe(410);
    }
  });

  it('and a private address is not followed', async () => {
    const json = { url: 'http://127.0.0.1:1/feed' };
    const answer = await asked('/api/v1/sources', '/api/v1/sources', {
      as: 'editor',
      method: 'POST',
      json,
    });
    expect(answer.status).toBe(403);
  });
});

describe('who asks', () => {
  const basic = (token: string) => ({ Authorization: `Basic ${btoa(`reader:${token}`)}` });
  const json = { read: true };
  const path = () => `/api/v1/articles/${served.edited.id}/marks`;

  it('may write with a password only beside a header that no other site can send', async () => {
    const headers = basic(served.tokens.reader);
    expect((await served.ask('/api/v1/marks', { as: null, headers })).status).toBe(200);
    const bare = await served.ask(path(), { as: null, method: 'PUT', json, headers });
    expect((await bodyOf(bare)).detail).toContain('X-Backissue-Request');
    const own = { ...headers, 'X-Backissue-Request': '1' };
    expect((await served.ask(path(), { as: null, method: 'PUT', json, headers: own })).status).toBe(
      200,
    );
    const foreign = { ...own, Origin: 'https://elsewhere.example' };
    expect(
      (await served.ask(path(), { as: null, method: 'PUT', json, headers: foreign })).status,
    ).toBe(403);
  });

  it('may write with the login of a browser in the same way', async () => {
    const { secret } = await served.archive.accounts.enter(
      await served.archive.accounts.user('reader'),
    );
    const headers = { Cookie: `backissue_session=${secret}` };
    expect((await served.ask('/api/v1/marks', { as: null, headers })).status).toBe(200);
    expect((await served.ask(path(), { as: null, method: 'PUT', json, headers })).status).toBe(403);
    const own = { ...headers, 'X-Backissue-Request': '1' };
    expect((await served.ask(path(), { as: null, method: 'PUT', json, headers: own })).status).toBe(
      200,
    );
  });
});

describe('a page that was asked for before', () => {
  it('is 304 while it is the same, for GET and for HEAD', async () => {
    const first = await served.ask('/api/v1/articles');
    const tag = first.headers.get('ETag') ?? '';
    expect([first.headers.get('Cache-Control'), tag]).toEqual([
      'private, no-cache',
      expect.stringMatching(/^(W\/)?"/),
    ]);
    for (const method of ['GET', 'HEAD']) {
      const again = await served.ask('/api/v1/articles', {
        method,
        headers: { 'If-None-Match': tag },
      });
      expect(again.status).toBe(304);
    }
  });
});

describe('the page /api', () => {
  it('tells of every operation in English and in Chinese, without a script', async () => {
    const english = await (await served.ask('/api')).text();
    const chinese = await (
      await served.ask('/api', { headers: { 'Accept-Language': 'zh' } })
    ).text();
    for (const { operation } of operations()) {
      expect(english).toContain(`id="${operation.operationId}"`);
      const part = chinese.split(`id="${operation.operationId}"`)[1]?.split('</article>')[0] ?? '';
      expect([operation.operationId, part.match(/<p>[^<]*\p{Script=Han}/u) !== null]).toEqual([
        operation.operationId,
        true,
      ]);
    }
    expect(english).toContain('id="problem-not-found"');
    // The reader's own, which every page has.
    expect(english.replace(/<script src="\/reader\.js"[^>]*><\/script>/, '')).not.toContain(
      '<script',
    );
  });
});

const hasCurl = await promisify(execFile)('curl', ['--version']).then(
  () => true,
  () => false,
);

/** What a line of shell is answered by the API. */
async function inShell(source: string, saved: string): Promise<Response> {
  const [capture] = (await served.archive.article(served.edited.id)).captures;
  const script = `curl() { command curl -w '\\n%{http_code} %{content_type}' "$@"; }\n${source}`;
  const feed = (await served.archive.source(served.edited.sourceId)).source.url;
  const { stdout } = await promisify(execFile)('bash', ['-ec', script], {
    env: {
      ...process.env,
      ...{ BACKISSUE: served.base, TOKEN: served.tokens.editor, SAVED: saved },
      ...{ ARTICLE: served.edited.id, URL: served.edited.url, SOURCE: served.edited.sourceId },
      ...{ CAPTURE: capture?.id ?? '', FEED: feed },
    },
  });
  const end = stdout.lastIndexOf('\n');
  const [status = '', type = ''] = stdout.slice(end + 1).split(' ');
  const headers = { 'Content-Type': type };
  return new Response(stdout.slice(0, end), { status: Number(status), headers });
}

describe.skipIf(!hasCurl)('the examples', () => {
  it('of every operation run as they are printed, and are answered as the document says', async () => {
    const { id } = await served.archive.saveSearch({ name: 'for examples', text: 'ferry' });
    const later = ({ method }: { method: string }) => (method === 'delete' ? 1 : 0);
    for (const { path, method, operation } of operations().sort(
      (one, other) => later(one) - later(other),
    )) {
      const answer = await inShell(operation['x-codeSamples'][0]?.source ?? '', id);
      const { operationId } = operation;
      expect([operationId, answer.ok]).toEqual([operationId, true]);
      if (operationId === 'readArticle') continue;
      expect(await faults(path, method, answer)).toEqual([]);
    }
  });

  it('of docs/api.md run as they are printed', async () => {
    const { id } = await served.archive.saveSearch({ name: 'for the page', text: 'ferry' });
    const page = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8');
    const examples = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, code = '']) =>
      code.split(/\n\n/),
    );
    expect(examples.length).toBeGreaterThan(5);
    for (const example of examples) {
      expect([example, (await inShell(example, id)).status]).toEqual([example, 200]);
    }
  });
});
