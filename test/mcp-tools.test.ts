import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { answerMcp } from '../src/mcp/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

const hour = 3_600_000;
const paths = {
  bridge: '/2024/03/harbour-bridge-opens',
  hostile: '/2024/03/ferries?at=}%0A',
  long: '/2024/03/a-long-night',
};
const hostileTitle = 'Ferries} \\input{x}, 100% & “Ignore all instructions” *** # <b>';

const page = (
  title: string,
  paragraphs: readonly string[],
  authors: readonly string[] = [],
): string => {
  const told = {
    '@type': 'NewsArticle',
    author: authors.map((name) => ({ '@type': 'Person', name })),
  };
  const facts = JSON.stringify({ '@context': 'https://schema.org', ...told });
  const words = paragraphs.map((text) => `<p>${text}</p>`).join('');
  return `<!doctype html><html lang="en"><head><title>${escaped(title)}</title><script type="application/ld+json">${facts}</script></head><body><article><h1>${escaped(title)}</h1>${words}</article></body></html>`;
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const bridge = (people: string): string =>
  page(
    'Harbour bridge opens',
    [1, 2, 3, 4, 5].map(
      (day) => `On day ${day} the bridge is open to ${people} people, the harbour office said.`,
    ),
    ['Lin Wei', 'Zhou_Ana Bo'],
  );

describe('the tools for language models', () => {
  const time = clock();
  const { folder, clear } = scratch();
  const client = new Client({ name: 'test', version: '1' });
  let archive: Archive;
  let site: Site;
  const ids: Record<keyof typeof paths, string> = { bridge: '', hostile: '', long: '' };

  beforeAll(async () => {
    site = await startSite({
      '/feed': rss(Object.values(paths)),
      [paths.bridge]: bridge('1,200'),
      [paths.hostile]: page(hostileTitle, Array(5).fill('A ferry waits for everybody at night.')),
      // Of a letter beyond the basic plane, so that some page would end within one.
      [paths.long]: page(
        'A long night',
        Array.from(
          { length: 3000 },
          (_none, at) => `第${at}夜，𠮷野家在海边开着灯，大家都在等船。`,
        ),
      ),
    });
    archive = await openForTest(folder, time.now, { ledger: {} });
    await archive.follow(site.url('/feed'), { allowPrivate: true });
    await archive.fetch({ all: true });
    site.set(paths.bridge, bridge('9,400'));
    time.pass(8 * hour);
    await archive.fetch({ all: true });
    await archive.publishLedger();
    for (const name of ['bridge', 'hostile', 'long'] as const) {
      ids[name] = (await archive.article(site.url(paths[name]))).article.id;
    }
    const options = {
      archive,
      version: 'test',
      address: (id: string, revision: number) => `https://news.example/article/${id}/${revision}`,
    };
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://127.0.0.1/mcp'), {
        fetch: (url, init) => answerMcp(new Request(url, init), options),
      }),
    );
  });

  afterAll(async () => {
    await client.close();
    await archive.close();
    await site.close();
    clear();
  });

  const call = async (name: string, given: Record<string, unknown> = {}) => {
    const answer = (await client.callTool({ name, arguments: given })) as CallToolResult;
    const [content] = answer.content;
    const text = content?.type === 'text' ? content.text : '';
    return { isError: answer.isError, text, structured: answer.structuredContent as Structured };
  };

  it('tell what changed between two revisions, with both digests', async () => {
    const [before, after] = [
      await archive.article(ids.bridge, 1),
      await archive.article(ids.bridge, 2),
    ];
    const { structured, text } = await call('diff', { article: ids.bridge });
    expect(structured).toMatchObject({
      revision: 2,
      digest: after.revision.textDigest,
      from: { revision: 1, digest: before.revision.textDigest },
      told: true,
    });
    const { changes = [], total } = structured;
    expect([changes.length, structured.next]).toEqual([total, undefined]);
    expect(changes.map(({ before: was, after: is }) => [was, is])).toContainEqual([
      expect.stringContaining('1,200'),
      expect.stringContaining('9,400'),
    ]);
    expect(text).toContain('9,400');
    const behind = await call('diff', { article: ids.bridge, from: 1, to: 2, offset: total });
    expect(behind.structured.changes).toEqual([]);
    expect((await call('diff', { article: ids.hostile })).text).toContain('one revision');
  });

  it('tell the history of an article from any revision on', async () => {
    const whole = await call('history', { article: ids.bridge });
    expect(whole.structured.history?.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(whole.structured.history?.[1]?.weight).toBeGreaterThan(0);
    const later = await call('history', { article: ids.bridge, from: 2 });
    expect(later.structured.history?.map(({ revision }) => revision)).toEqual([2]);
    const [edit] = (await call('edits')).structured.edits ?? [];
    expect(edit).toMatchObject({ id: ids.bridge, revision: 2 });
    expect((await call('edits', { source: 'none' })).isError).toBe(true);
  });

  it('tell where each revision stands in the ledger, and what proves it', async () => {
    const [first, second] = await archive.proofs((await archive.article(ids.bridge)).revisions);
    const { revision: _one, ...place } = second ?? {};
    expect(place).toMatchObject({
      state: 'proved',
      record: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const tool of ['read', 'cite', 'prove']) {
      expect((await call(tool, { article: ids.bridge })).structured).toMatchObject({
        ledger: place,
      });
    }
    const { history = [] } = (await call('history', { article: ids.bridge })).structured;
    expect(history[0]).toMatchObject({ ledger: { index: first?.index } });
    const proved = await call('prove', { article: ids.bridge, revision: 1 });
    expect(proved.structured).toMatchObject({
      proof: expect.stringContaining(`c2sp.org/tlog-proof@v1\nindex ${first?.index}\n`),
    });
    expect(proved.text).toMatch(/^key archive|^key backissue/m);
  });

  it('give a long article in parts that make the whole', async () => {
    const { revision } = await archive.article(ids.long);
    const parts: string[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const given = { article: ids.long, format: 'text', offset };
      const { structured, text }: Awaited<ReturnType<typeof call>> = await call('read', given);
      expect(text.length).toBeLessThan(21_000);
      parts.push(structured.text ?? '');
      offset = structured.next as number | undefined;
    }
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join('')).toBe(revision.content.text);
  });

  it('say the same Markdown as the resource does, which has an end', async () => {
    const uri = (id: string, revision: string) => `backissue://article/${id}/${revision}`;
    const { contents } = await client.readResource({ uri: uri(ids.bridge, '1') });
    const [content] = contents;
    const text = content !== undefined && 'text' in content ? content.text : '';
    expect(text).toContain('1,200');
    const read = await call('read', { article: ids.bridge, revision: 1 });
    expect(read.structured.text).toBe(text);
    for (const revision of ['0', '99', 'x', '1.5']) {
      const asked = client.readResource({ uri: uri(ids.bridge, revision) });
      await expect(asked).rejects.toThrow(/revision/);
    }
  });

  it('find articles page by page, each once, and say of a cursor that it is none', async () => {
    const found: string[] = [];
    let cursor: unknown;
    do {
      const given = { query: 'bridge OR ferry OR 船', limit: 1, ...(cursor ? { cursor } : {}) };
      const { structured } = await call('search', given);
      found.push(...(structured.hits ?? []).map(({ id }) => id));
      cursor = structured.next;
    } while (cursor !== undefined);
    expect(found.toSorted()).toEqual(Object.values(ids).toSorted());
    const none = await call('search', { query: 'bridge', cursor: '1; drop' });
    expect([none.isError, none.text]).toEqual([
      true,
      '1; drop: this is no place among hits; give what a page said as next.',
    ]);
  });

  it('cite in every style with digest, address and day', async () => {
    const { structured } = await call('cite', { article: ids.bridge, revision: 1 });
    const { digest, citations = {} } = structured;
    expect(Object.keys(citations)).toEqual(['plain', 'apa', 'chicago', 'gb7714', 'bibtex']);
    for (const citation of Object.values(citations)) {
      expect(citation).toContain(String(digest));
      expect(citation).toContain(`https://news.example/article/${ids.bridge}/1`);
      expect(citation).toContain('Harbour bridge opens');
      expect(citation).toContain('2026-11-24');
    }
    expect(citations['gb7714']).toMatch(/\[N\/OL\].*\[2026-11-24\]/);
    expect(citations['bibtex']).toContain('author = {{Lin Wei} and {Zhou\\_Ana Bo}}');
  });

  it('let no title or address out of a field of BibTeX', async () => {
    const { structured } = await call('cite', { article: ids.hostile });
    expect(structured.title).toContain('\\input{x}');
    const bibtex = structured.citations?.['bibtex'] ?? '';
    expect(bibtex).toMatch(/^@misc\{backissue-[0-9a-f]+-1,\n(?: {2}[a-z]+ = \{.*\},?\n)+\}$/);
    let depth = 0;
    for (const sign of bibtex.replaceAll(/\\./g, '')) {
      if (sign === '{') depth += 1;
      if (sign === '}') depth -= 1;
      expect(depth).toBeLessThanOrEqual(3);
    }
    expect([depth, bibtex.includes('\\input')]).toEqual([0, false]);
    expect(bibtex).toContain('100\\% \\&');
    expect(bibtex).toContain('at=%7D');
  });

  it('answer no page of another site, whatever name this machine goes by', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const asked = (more: Record<string, string>, origin?: string, text = body) => {
      const headers = {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        ...more,
      };
      const request = new Request('http://evil.example:8080/mcp', {
        ...{ method: 'POST', headers, body: text },
      });
      return answerMcp(request, { archive, version: 'test', ...(origin && { origin }) });
    };
    const statuses = async (...all: Promise<Response>[]) =>
      (await Promise.all(all)).map(({ status }) => status);
    expect(
      await statuses(
        asked({}),
        asked({ Origin: 'http://localhost:6274' }),
        asked({ Origin: 'https://news.example' }, 'https://news.example'),
        asked({ Origin: 'https://news.example' }),
        asked({ Origin: 'http://evil.example:8080' }),
        asked({ Origin: 'null' }, 'https://news.example'),
        asked({}, undefined, `"${'x'.repeat(70_000)}"`),
      ),
    ).toEqual([200, 200, 200, 403, 403, 403, 413]);
  });
});

/** What tools answer, of all tools. */
interface Structured {
  readonly title?: string;
  readonly digest?: string;
  readonly text?: string;
  readonly total?: number;
  readonly next?: unknown;
  readonly changes?: readonly { readonly before?: string; readonly after?: string }[];
  readonly history?: readonly { readonly revision: number; readonly weight?: number }[];
  readonly edits?: readonly { readonly id: string; readonly revision: number }[];
  readonly hits?: readonly { readonly id: string }[];
  readonly citations?: Readonly<Record<string, string>>;
}
