import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { clock, openForTest, scratch } from './newspaper.ts';

it('follows a sitemap index to the articles of its sitemaps, and names one that is not there', async () => {
  const xml = (inner: string) => `<?xml version="1.0"?>${inner}`;
  const ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
  const words = 'The harbour stayed open through the night, and the ferry ran every hour. '.repeat(
    12,
  );
  const server = createServer((request, response) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answers: Record<string, string> = {
      '/index.xml': xml(
        `<sitemapindex ${ns}><sitemap><loc>${base}/a.xml</loc></sitemap><sitemap><loc>${base}/gone.xml</loc></sitemap></sitemapindex>`,
      ),
      '/a.xml': xml(`<urlset ${ns}><url><loc>${base}/2026/harbour-open</loc></url></urlset>`),
      '/2026/harbour-open': `<!doctype html><html lang="en"><title>Harbour open</title><body><article><h1>Harbour open</h1><p>${words}</p><p>${words}</p></article></body></html>`,
    };
    const body = answers[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': body?.startsWith('<?xml') ? 'application/xml' : 'text/html; charset=utf-8',
    });
    response.end(body ?? '');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { folder, clear } = scratch();
  const archive = await openForTest(folder, clock().now);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.xml`;
  expect((await archive.follow(url, { allowPrivate: true })).kind).toBe('sitemap');
  expect((await archive.fetch({ all: true })).articles).toBe(1);
  const [source] = await archive.sources();
  expect(source?.health.warnings.join()).toContain('/gone.xml: the server answered 404');
  await archive.close();
  server.close();
  clear();
});
