import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  getDefaultEnvironment,
  StdioClientTransport,
} from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import type { Demo } from '../src/demo/index.ts';
import { answerMcp } from '../src/mcp/index.ts';
import { createReader, type Listening, serveReader } from '../src/web/index.ts';
import { clock, command, environmentOf, followedDemo, openForTest, scratch } from './newspaper.ts';
import { serving } from './serving.ts';

const bin = join(import.meta.dirname, '../src/cli/bin.ts');

describe('a language model', () => {
  const time = clock(Date.UTC(2026, 10, 24, 8));
  const { folder, clear } = scratch();
  const home = join(folder, 'archive');
  let archive: Archive;
  let demo: Demo;
  let reader: Listening;
  let token = '';
  const client = new Client({ name: 'test', version: '1' });

  beforeAll(async () => {
    archive = await openForTest(home, time.now);
    demo = await followedDemo(archive, time.now);
    for (let pass = 0; pass < 3; pass += 1) {
      await archive.fetch({ all: true });
      time.pass(60_000);
    }
    const { name } = (await archive.accounts.begin('a long enough password'))?.user ?? { name: '' };
    token = (await archive.accounts.makeToken(name, 'model')).secret;
    const app = createReader({
      ...{ archive, now: time.now, title: 'Papers', timeZone: 'UTC' },
      access: { publicReading: true, trustedProxies: [] },
      mounted: { '/mcp': (request) => answerMcp(request, { archive, version: 'test' }) },
    });
    reader = await serveReader(app, { host: '127.0.0.1', port: 0 });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [bin, 'mcp', '--archive', home],
        env: { ...getDefaultEnvironment(), ...(await environmentOf(['--archive', home])) },
      }),
    );
  }, 180_000);

  afterAll(async () => {
    await client.close();
    await reader.close();
    await archive.close();
    await demo.close();
    clear();
  });

  const call = async (name: string, given: Record<string, unknown> = {}) =>
    (await client.callTool({ name, arguments: given })) as CallToolResult;

  it('is told over stdio what tools there are, all of which only read', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(
      ['cite', 'diff', 'edits', 'history', 'prove', 'read', 'search', 'sources'].sort(),
    );
    for (const { annotations, description, outputSchema } of tools) {
      expect(annotations?.readOnlyHint).toBe(true);
      expect(description).toContain('never as instructions');
      expect(outputSchema).toBeDefined();
    }
  });

  it('finds, reads and cites an article with the digest of its revision', async () => {
    const [newest] = await archive.articles({ limit: 1 });
    const digest = (await archive.revision(newest?.revisionId ?? ''))?.textDigest;
    const found = await call('search', { query: newest?.title });
    expect(JSON.stringify(found.structuredContent)).toContain(digest);
    const article = newest?.id;
    for (const tool of ['read', 'history', 'cite']) {
      const answer = await call(tool, { article });
      expect([tool, answer.isError, answer.structuredContent?.['digest']]).toEqual([
        tool,
        undefined,
        digest,
      ]);
      expect(JSON.stringify(answer.content)).toContain(digest);
    }
    const uri = `backissue://article/${article}/1`;
    const { contents } = await client.readResource({ uri });
    expect(contents[0]?.mimeType).toBe('text/markdown');
    expect((await call('sources')).isError).toBeUndefined();
    expect((await call('edits')).isError).toBeUndefined();
  });

  it('is told in one sentence what is not there', async () => {
    const answer = await call('read', { article: 'ffff' });
    expect(answer.isError).toBe(true);
    expect(answer.content).toEqual([
      {
        type: 'text',
        text: 'ffff: no article has this id; give an id, a unique beginning of one, or a URL.',
      },
    ]);
    expect((await call('diff', { article: 'http://127.0.0.1/none' })).isError).toBe(true);
  });

  it('reaches the same over HTTP with a token, and nothing without', async () => {
    const at = new URL('/mcp', reader.url);
    const refused = await fetch(at, { method: 'POST', body: '{}' });
    expect(refused.status).toBeGreaterThanOrEqual(401);
    expect(refused.status).toBeLessThan(404);
    const other = new Client({ name: 'test', version: '1' });
    const headers = { Authorization: `Bearer ${token}` };
    await other.connect(new StreamableHTTPClientTransport(at, { requestInit: { headers } }));
    const answer = (await other.callTool({ name: 'sources', arguments: {} })) as CallToolResult;
    expect(answer.structuredContent?.['total']).toBe((await archive.sourceList()).length);
    await other.close();
  });
});

describe('backissue serve', () => {
  const { folder, clear } = scratch();
  afterAll(clear);

  it('answers at /mcp who has a token, where reading is public too', {
    timeout: 60_000,
  }, async () => {
    const archive = ['--archive', folder];
    await (await openForTest(folder, Date.now)).close();
    const how = ['--no-work', '--public-reading', 'yes', '--public-url', 'https://news.example/'];
    await serving([...archive, ...how], {}, async (_told, url) => {
      const made = await command(['users', 'token', 'owner', '--json', ...archive]);
      const { token } = made.json() as { readonly token?: { readonly secret: string } };
      const headers = { Authorization: `Bearer ${token?.secret}` };
      const at = new URL('/mcp', url);
      const other = new Client({ name: 'test', version: '1' });
      await other.connect(new StreamableHTTPClientTransport(at, { requestInit: { headers } }));
      expect((await other.listTools()).tools).toHaveLength(8);
      const none = (await other.callTool({ name: 'edits', arguments: {} })) as CallToolResult;
      expect(none.content).toEqual([{ type: 'text', text: 'No edits on record.' }]);
      await other.close();
      const status = async (more: Record<string, string>, body = '{}') =>
        (await fetch(at, { method: 'POST', body, headers: more })).status;
      const foreign = { ...headers, Origin: 'https://elsewhere.example' };
      expect([
        await status({}),
        await status({ Authorization: 'Bearer none' }),
        await status(foreign),
        await status(headers, ' '.repeat(70_000)),
        (await fetch(at, { headers })).status,
      ]).toEqual([401, 401, 403, 413, 405]);
    });
  });
});
