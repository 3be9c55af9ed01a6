import { afterAll, expect, test, vi } from 'vitest';
import { line, lines } from './made-lines.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { startSite } from './small-site.ts';

vi.setConfig({ testTimeout: 30_000 });
const { folder, clear } = scratch();
afterAll(clear);

const story = lines(0, 18);
const others = lines(40, 36);
const html = (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join('');
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1>${body}</body></html>`;

const pageOf = (story: readonly string[]) =>
  page(
    `<div><div><div><div class="a">${html(story)}</div></div></div></div><section><div><div><div class="b">${html(others)}</div></div></div></section>`,
  );

test('the words of a page are told apart by its feed, now, when it is looked at again, and when all is rebuilt', async () => {
  const time = clock();
  const path = '/2024/03/harbour-bridge-opens';
  const site = await startSite({
    '/feed': `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title><item><title>Bridge opens</title><link>{base}${path}</link><guid>{base}${path}</guid><content:encoded><![CDATA[${html(story)}]]></content:encoded></item></channel></rss>`,
    [path]: pageOf(story),
  });
  const archive = await openForTest(folder, time.now);
  await archive.follow(`http://127.0.0.1:${site.port}/feed`, { allowPrivate: true });
  await archive.fetch();
  const url = `http://127.0.0.1:${site.port}${path}`;
  const first = await archive.article(url);
  expect(first.revision).toMatchObject({ extractor: 'backissue@1+feed', basis: 'page' });
  expect(first.revision.content.text).toBe(story.join('\n'));

  time.pass(3_600_000);
  expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 0 });

  const changed = [...story.slice(0, 17), line(77)];
  site.set(path, pageOf(changed));
  time.pass(3_600_000);
  expect(await archive.fetch({ all: true })).toMatchObject({ revisions: 1, edited: 1 });
  const last = await archive.article(url);
  expect(last.revision.content.text).toBe(changed.join('\n'));
  await archive.close();
  await site.close();

  await rebuilt(folder);
  const again = await openForTest(folder, time.now);
  expect(await again.article(url)).toEqual(last);
  await again.close();
});
