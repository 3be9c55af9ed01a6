import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { command, scratch } from './newspaper.ts';

const { folder, clear } = scratch();
afterAll(clear);
// Worker threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const story =
  'The harbour bridge was opened again on Monday, eleven months after a barge struck it.';
const html = (title: string, more = ''): string =>
  `<html lang="en"><head><title>${title}</title><link rel="canonical" href="https://courier.example/bridge"><meta property="article:published_time" content="2024-03-05T09:30:00+01:00"><meta property="og:image" content="/bridge.jpg"></head><body><nav>Home Sport</nav><article><h1>${title}</h1><p>${story} ${title}.</p>${`<p>${story} So it was told by all who saw it.</p>`.repeat(3)}${more}</article></body></html>`;
const line = (id: unknown, more: object = {}): string =>
  JSON.stringify({ id, url: `https://courier.example/${id}`, html: html(`Story ${id}`), ...more });

const answers = (out: string): Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each) as Record<string, unknown>);

async function extract(input: string, ...parameters: string[]) {
  const { code, out, err } = await command(['extract', ...parameters], { input });
  return { code, err, answers: answers(out) };
}

describe('backissue extract', () => {
  it('answers each line with title, authors, date and text', async () => {
    const { code, answers: told } = await extract(line('a'));
    expect(code).toBe(0);
    expect(Object.keys(told[0] ?? {})).toEqual(['id', 'title', 'author', 'published', 'text']);
    expect(told[0]).toMatchObject({ id: 'a', title: 'Story a' });
    expect(told[0]?.['text']).toContain('eleven months');
  });

  it.each([['1'], ['2']])(
    'answers a bad line with its error and goes on, by %s workers',
    async (n) => {
      const input = [line(1), '{"id":2', '[]', '{"id":4,"url":"no"}', '', line(6)].join('\n');
      const { code, answers: told } = await extract(input, '--workers', n);
      expect(code).toBe(1);
      expect(told.map(({ id }) => id)).toEqual([1, null, null, 4, 6]);
      expect(told.map(({ error }) => error)).toEqual([
        undefined,
        expect.stringMatching(/^line 2 is no JSON: /),
        expect.stringMatching(/^line 3 is no JSON object/),
        expect.stringMatching(/^line 4 needs url /),
        undefined,
      ]);
    },
  );

  it('gives the same answers by one worker and by three', async () => {
    const input = Array.from({ length: 20 }, (_, at) => line(at)).join('\n');
    const one = await extract(input, '--workers', '1', '--explain');
    expect((await extract(input, '--workers', '3', '--explain')).answers).toEqual(one.answers);
  });

  it('explains what was cut and all that was weighed', async () => {
    const { answers: told } = await extract(line('a'), '--explain');
    expect(told[0]).toMatchObject({
      kind: 'article',
      paywalled: false,
      language: 'en',
      canonicalUrl: 'https://courier.example/bridge',
      leadImage: 'https://courier.example/bridge.jpg',
      tags: [],
    });
    expect(told[0]?.['dates']).toContainEqual({
      source: 'meta article:published_time',
      label: 'published',
      value: '2024-03-05T09:30:00+01:00',
      at: '2024-03-05T09:30:00+01:00',
    });
    expect(told[0]?.['cut']).toContainEqual({ reason: 'navigation', text: 'Home Sport' });
  });

  it('tells of an advertisement that site rules know', async () => {
    const rules = join(folder, 'advert-rules');
    mkdirSync(rules);
    writeFileSync(join(rules, 'courier.example.txt'), "native_ad_clue: //div[@class='paid']");
    const paid = line('b', { html: html('Story b', '<div class="paid">Paid for by Quay</div>') });
    const { answers: told } = await extract(
      `${line('a')}\n${paid}`,
      '--explain',
      '--site-rules',
      rules,
    );
    expect(told.map(({ sponsored }) => sponsored)).toEqual([false, true]);
  });

  it('gives clean HTML when asked', async () => {
    const page = html('Story b', '<img src="/b.png" onerror="x()"><script>x()</script>');
    const { answers: told } = await extract(line('b', { html: page }), '--format', 'html');
    expect(told[0]?.['html']).toContain('<img src="https://courier.example/b.png"');
    expect(told[0]?.['html']).not.toMatch(/script|onerror/);
    expect(told[0]?.['images']).toEqual([{ url: 'https://courier.example/b.png', alt: '' }]);
  });

  it('decodes bytes by the charset that is told, or by their looks', async () => {
    const bytes = Buffer.from('<p>\xa4\xa4\xa4\xe5\xa4\xba\xa5\xf4</p>', 'latin1');
    const page = { html: undefined, htmlBase64: bytes.toString('base64'), charset: 'big5' };
    const { answers: told } = await extract(line(1, page));
    expect(told[0]?.['text']).toBe('中文內任');
  });

  it('reads pages and lines from files, and names one that is not there', async () => {
    mkdirSync(folder, { recursive: true });
    const page = join(folder, 'page.html');
    const lines = join(folder, 'lines.jsonl');
    writeFileSync(
      page,
      html('A page in a file', '<p><a href="/x">A link</a> within a sentence.</p>'),
    );
    writeFileSync(lines, `${line(7)}\n`);
    const asked = [page, lines, join(folder, 'none.html'), '--url', 'https://courier.example/p'];
    const { code, answers: told } = await extract('', ...asked, '--format', 'html');
    expect(code).toBe(1);
    expect(told.map(({ id }) => id)).toEqual([page, 7, join(folder, 'none.html')]);
    expect(told[0]?.['html']).toContain('href="https://courier.example/x"');
    expect(told[2]?.['error']).toMatch(/there is no such file/);
  });

  it('cuts what the pages of a host repeat, with the reason, when it may learn', async () => {
    const furniture = '<p>Keep the Courier afloat: become a friend of the harbour press today.</p>';
    const input = Array.from({ length: 12 }, (_, at) => {
      const own = `<p>${'abcdefghijkl'[at]?.repeat(9)} happened on day ${at}, and nobody else told of it until then.</p>`;
      const page = `<html><head><title>Story number ${'abcdefghijkl'[at]?.repeat(5)}</title></head><body><article>${own.repeat(3)}${furniture}</article></body></html>`;
      return line(at, { html: page });
    }).join('\n');
    const plain = await extract(input);
    expect(plain.answers[0]?.['text']).toContain('Keep the Courier afloat');
    const { answers: told } = await extract(input, '--learn', '--explain');
    expect(told).toHaveLength(12);
    expect(told[0]?.['text']).not.toContain('Keep the Courier afloat');
    expect(JSON.stringify(told[0]?.['cut'])).toContain('repeated by the site');
  });

  it.each([
    ['--workers', '0'],
    ['--workers', 'many'],
    ['--format', 'pdf'],
    ['--url', 'bridge'],
  ])('refuses %s %s as wrong usage', async (option, value) => {
    const { code, err } = await command(['extract', option, value]);
    expect(code).toBe(2);
    expect(err).toContain(`${option} is ${value}`);
  });
});
