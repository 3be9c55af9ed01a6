import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { listen } from '../src/cli/listening.ts';
import { startSession } from '../src/cli/session.ts';
import { createMetrics } from '../src/web/index.ts';
import { runSql } from './house-store.ts';
import { clock, environmentOf, openForTest, scratch } from './newspaper.ts';
import { rss, startSite, storyPage } from './small-site.ts';

const { now } = clock();
const bin = join(import.meta.dirname, '../src/cli/bin.ts');

let folder: string;
let clear: () => void;
let secret: string;
beforeAll(async () => {
  ({ folder, clear } = scratch());
  const path = '/2026/11/20/ferry-sails-again';
  const site = await startSite({ '/feed': rss([path]), [path]: storyPage('Ferry sails') });
  const archive = await openForTest(folder, now);
  await archive.follow(site.url('/feed'), { allowPrivate: true });
  await archive.fetch();
  await archive.accounts.begin('a long password');
  ({ secret } = await archive.accounts.makeToken('owner', 'test'));
  await archive.close();
  await site.close();
});
afterAll(() => clear());

/** A reader as `serve` starts it, and what it says on stderr. */
async function started() {
  const archive = await openForTest(folder, now);
  const said: string[] = [];
  const reader = await listening(archive, said);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= archive.close();
    return closing;
  };
  onTestFinished(async () => {
    await reader.close();
    await close();
  });
  const ask = (at: string, init: RequestInit = {}) => fetch(`${reader.url}${at}`, init);
  return { close, ask, log: () => said.join('') };
}

async function listening(archive: Archive, said: string[]) {
  const terminal = {
    ...{ out: () => {}, err: (text: string) => said.push(text), now, env: {}, interactive: false },
    ...{ input: (async function* nothing() {})(), stop: new AbortController().signal },
  };
  const session = startSession(terminal, { exitCode: 0 }, { archive: folder }, 'serve');
  const access = { publicReading: true, trustedProxies: [] };
  const how = { port: 0, takesPushes: true, access, metrics: createMetrics() };
  return await listen(session, archive, how);
}

/** Takes tables away from under whoever reads them; gives what brings them back. */
async function takenAway(...tables: readonly string[]): Promise<() => Promise<void>> {
  const renamed = (from: string, to: string) =>
    runSql(folder, ...tables.map((table) => `alter table ${table}${from} rename to ${table}${to}`));
  await renamed('', '_away');
  return () => renamed('_away', '');
}

const idIn = (text: string): string => /under ([0-9a-f]{8})\b/.exec(text)?.[1] ?? 'no id';
const message = /destroyed|_away|no such table|does not exist/i;

it('tells a fault once where operators look, and whoever asked only under which id', async () => {
  const { close, ask, log } = await started();
  expect((await ask('edits')).status).toBe(200);
  expect(log()).toBe('');
  await close();
  const answer = await ask('edits?order=time&T=secret');
  const page = await answer.text();
  expect(answer.status).toBe(500);
  expect(page).not.toMatch(message);
  expect(page).not.toContain('src/');
  const id = idIn(page);
  expect(log().split(`fault ${id}  GET /edits  `)).toHaveLength(2);
  expect(log()).toMatch(message);
  expect(log()).toContain('src/web/');
  expect(log()).not.toContain('secret');
  const headers = { 'Accept-Language': 'zh-CN' };
  expect(await (await ask('', { headers })).text()).toMatch(/日志中按编号 [0-9a-f]{8} 查到/);
});

it('tells where it was only once while the same fails again and again', async () => {
  const { close, ask, log } = await started();
  await close();
  for (let times = 0; times < 5; times += 1) await ask('edits');
  expect(log().match(/^2026\S+ \S+ {2}fault /gm)).toHaveLength(5);
  expect(log()).toContain('editsHtml');
  expect(log().match(/\[cause\]/g)).toHaveLength(1);
});

const call = { name: 'edits', arguments: {} };
const list = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: call };
const sends = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
const posted = { method: 'POST', body: JSON.stringify(list), headers: sends };

it.each([
  ['a program', 'edits', 'GET /api/v1/edits', {}],
  ['a reading app', 'sources', 'GET /reader/api/0/subscription/list', {}],
  ['a hub', 'pushes', 'GET /websub/secret?hub.mode=subscribe', {}],
  ['a language model', 'edits', 'POST /mcp', posted],
] as const)('tells %s no more than that', async (_who, table, asked, init) => {
  const { ask, log } = await started();
  const scheme = asked.includes('/reader/') ? 'GoogleLogin auth=' : 'Bearer ';
  const headers = { ...posted.headers, Authorization: `${scheme}${secret}` };
  const [method, path = ''] = asked.split(' ');
  const back = await takenAway(table);
  const text = await (await ask(path.slice(1), { ...init, headers })).text();
  await back();
  expect(text).not.toMatch(message);
  const id = idIn(text);
  expect(log().split(id)).toHaveLength(2);
  expect(log()).toContain(`fault ${id}  ${method} ${path.replace(/secret.*/, '…')}  `);
  expect(log()).not.toContain('secret');
});

it('counts faults in the metrics', async () => {
  const { ask } = await started();
  const back = await takenAway('edits');
  expect((await ask('edits')).status).toBe(500);
  await back();
  const headers = { Authorization: `Bearer ${secret}` };
  const figures = await (await ask('metrics', { headers })).text();
  expect(figures).toContain('backissue_faults_total{route="edits"} 1');
});

it('breaks off what it is sending when that fails, and tells that too', async () => {
  const { ask, log } = await started();
  const headers = { Authorization: `GoogleLogin auth=${secret}` };
  const path = 'reader/api/0/stream/contents/user/-/state/com.google/reading-list';
  expect((await ask(path, { headers })).status).toBe(200);
  const back = await takenAway('revisions');
  await expect(ask(path, { headers }).then((answer) => answer.text())).rejects.toThrow();
  await back();
  expect(log().match(/ fault \w+ {2}GET \/reader\/api/g)).toHaveLength(1);
});

it('tells a fault of the server on stdin and stdout on stderr', async () => {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [bin, 'mcp', '--archive', folder], stderr: 'pipe' },
    env: await environmentOf(['--archive', folder]),
  });
  onTestFinished(() => client.close());
  let err = '';
  transport.stderr?.on('data', (text: Buffer) => {
    err += text.toString();
  });
  await client.connect(transport);
  const back = await takenAway('edits');
  const { content } = await client.callTool(call);
  await back();
  const text = JSON.stringify(content);
  expect(text).not.toMatch(message);
  await expect.poll(() => err).toContain(`fault ${idIn(text)}  stdio mcp  `);
  expect(err).toMatch(/no such table|does not exist/);
});
