import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openGit } from '../src/git/index.ts';
import { instant } from '../src/model/index.ts';

const run = promisify(execFile);

/** An article file of a news repository, put together here and not by the code under test. */
export interface Paper {
  readonly epoch: number;
  readonly title: string;
  readonly url: string;
  readonly body: string;
}

export const paperText = ({ epoch, title, url, body }: Paper): string =>
  `<!--${epoch}-->\n[${title}](${url})\n------\n\n${body}\n`;

/** Takes an article file apart by its lines. */
export function paperOf(text: string): Paper {
  const [head = '', link = '', , , body = ''] = text.split('\n');
  const cut = link.lastIndexOf('](');
  return {
    epoch: Number(head.slice(4, -3)),
    title: link.slice(1, cut),
    url: link.slice(cut + 2, -1),
    body,
  };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A full-text feed: what a body says of `]]>` is parted, as writers of CDATA do. */
export function fullTextFeed(title: string, papers: readonly Paper[]): string {
  const items = papers.map(
    (paper) => `<item><title>${escaped(paper.title)}</title><link>${escaped(paper.url)}</link>
<guid isPermaLink="true">${escaped(paper.url)}</guid>
<pubDate>${new Date(paper.epoch).toUTCString()}</pubDate>
<content:encoded><![CDATA[${paper.body.replaceAll(']]>', ']]]]><![CDATA[>')}]]></content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>${escaped(title)}</title><link>https://news.example/</link><description>x</description>
${items.join('\n')}
</channel></rss>`;
}

/** Serves one feed on loopback at any path but robots.txt. */
export async function serveFeed(
  text: () => string,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const missing = request.url === '/robots.txt' || request.url === '/favicon.ico';
    response.writeHead(missing ? 404 : 200, { 'Content-Type': 'application/rss+xml' });
    response.end(missing ? '' : text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Makes one commit: files by path, undefined takes one away. */
export async function commitFiles(
  folder: string,
  ms: number,
  files: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const git = openGit(folder);
  await git.init();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === undefined) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
  await git.stageAll(Object.keys(files));
  await git.commit('hour', instant(ms));
}

/** What git says in a folder. */
export async function gitSays(folder: string, ...parameters: string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', TZ: 'Asia/Shanghai' };
  return (await run('git', ['-C', folder, ...parameters], { env })).stdout.trim();
}

/** All plain files below a folder by their path in it, `.git` passed over. */
export function filesBelow(folder: string, under = ''): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(join(folder, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.name === '.git') continue;
    if (!entry.isDirectory()) found.set(path, readFileSync(join(folder, path)));
    else for (const [below, bytes] of filesBelow(folder, path)) found.set(below, bytes);
  }
  return found;
}
