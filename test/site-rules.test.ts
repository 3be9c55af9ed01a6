import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { command, scratch } from './newspaper.ts';
import { type Site, startSite } from './small-site.ts';

vi.setConfig({ testTimeout: 30_000 });
const { folder, clear } = scratch();
const rules = join(folder, 'rules');
const words = 'The ferry left the quay at dawn, as it has for years, and nobody was left behind.';
const page = `<!doctype html><html lang="en"><head><title>Ferry leaves | Quay News</title></head><body>
<h1>Ferry leaves</h1><div class="words"><p>${`${words} `.repeat(6)}</p><p class="box">Our newsroom is warm in winter, they say.</p><p>${`${words} `.repeat(6)}</p></div></body></html>`;
let site: Site;

beforeAll(async () => {
  site = await startSite({
    '/2024/ferry-leaves': page,
    '/2024/ferry-left': page.replaceAll('dawn', 'noon'),
  });
  mkdirSync(rules);
  writeFileSync(
    join(rules, '127.0.0.1.txt'),
    "body: //div[@class='words']\nstrip: //p[@class='box']\n",
  );
  writeFileSync(join(rules, 'broken.example.txt'), 'title: //h1\nbody: //div[\n');
  writeFileSync(join(rules, 'notes.md'), 'no rules');
});
afterAll(async () => {
  await site.close();
  clear();
});

const run = (...parameters: string[]) =>
  command([
    ...parameters,
    '--archive',
    join(folder, 'archive'),
    '--images',
    'no',
    '--host-gap',
    '0',
  ]);
const broken =
  'broken.example.txt, line 2: the XPath //div[ ends where a name should stand; correct it.';

test('a rule of the folder cuts the article, and the name of its extractor says so', async () => {
  const url = `http://127.0.0.1:${site.port}/2024/ferry-left`;
  const ruled = await run('capture', url, '--allow-private', '--site-rules', rules, '--json');
  expect(ruled).toMatchObject({ code: 0, err: `rules     ${broken}\n` });
  const { revision, text } = (await run('show', url, '--json')).json() as unknown as {
    revision: { extractor: string };
    text: string;
  };
  expect(text.split('\n')).toHaveLength(2);
  expect(text).not.toContain('newsroom');
  expect(revision.extractor).toMatch(/^backissue@1\+rules\.[0-9a-f]{8}$/);
  // Without the folder the same page is read otherwise, and so is what is on record: no revision.
  await run('capture', url, '--allow-private', '--json');
  const { revisions } = (await run('history', url, '--json')).json() as unknown as {
    revisions: { extractor: string }[];
  };
  expect(revisions.map(({ extractor }) => extractor)).toEqual([expect.stringContaining('+rules')]);
});

test('doctor names the lines that cannot be used, which is no fault of the archive', async () => {
  await run('capture', `http://127.0.0.1:${site.port}/2024/ferry-leaves`, '--allow-private');
  const { code, json, out } = await run('doctor', '--site-rules', rules, '--json');
  expect([code, json()]).toMatchObject([
    0,
    { ok: true, siteRules: { files: 2, faults: [broken] } },
  ]);
  expect(out).not.toContain('notes.md');
});

test('a folder that is not there is an error with the mend', async () => {
  const { code, err } = await run('fetch', '--site-rules', join(folder, 'none'));
  expect(code).toBe(1);
  expect(err).toMatch(/--site-rules .*none: there is no such file or folder; check the path/);
});

test('extract takes the rules too', async () => {
  const line = JSON.stringify({ id: 1, url: 'http://127.0.0.1/2024/ferry-leaves', html: page });
  const { json } = await command(['extract', '--site-rules', rules], { input: `${line}\n` });
  expect((json() as unknown as { text: string }).text).not.toContain('newsroom');
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
  const hidden = join(rules, 'hidden.example.txt');
  writeFileSync(hidden, 'title: //h1');
  chmodSync(hidden, 0);
  await run('capture', `http://127.0.0.1:${site.port}/2024/ferry-leaves`, '--allow-private');
  const { json } = await run('doctor', '--site-rules', rules, '--json');
  rmSync(hidden);
  expect(JSON.stringify(json())).toContain('permission is denied');
});
