import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

/** A title that sets the window's name, turns red and rings, as entities of HTML bring it. */
const title = (word: string) => `Hi &#27;]0;owned&#7; &#27;[31m&#155;2J ${word}`;
const page = (word: string) =>
  `<!doctype html><html lang="en"><head><title>${title(word)}</title></head><body><article><h1>${title(word)}</h1>${`<p>The harbour office said &#27;[2Jon Monday ${word} that the ferry would leave the quay at dawn, as it has for years.</p>`.repeat(4)}</article></body></html>`;

describe('words that a terminal would act on', { timeout: 60_000 }, () => {
  const time = clock();
  const { folder, clear } = scratch();
  let site: Site;

  beforeAll(async () => {
    site = await startSite({ '/feed': rss(['/story']), '/story': page('today') });
    const archive = await openForTest(folder, time.now);
    const url = `http://127.0.0.1:${site.port}/feed`;
    await archive.follow(url, { allowPrivate: true });
    await archive.fetch({ all: true });
    time.pass(86_400_000);
    site.set('/story', page('yesterday'));
    await archive.fetch({ all: true });
    await archive.close();
  });
  afterAll(async () => {
    await site.close();
    clear();
  });

  const story = () => `http://127.0.0.1:${site.port}/story`;

  it('are shown and not sent, by whatever command', async () => {
    const commands = [
      ['search', 'owned'],
      ['show', story()],
      ['show', story(), '--format', 'html'],
      ['history', story()],
      ['diff', story()],
      ['edits'],
      ['sources'],
      ['show', '\u001b]0;owned\u0007'],
    ];
    for (const one of commands) {
      const { out, err } = await command([...one, '--archive', folder], { now: time.now });
      expect(out + err, one.join(' ')).not.toBe('');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      expect(out + err, one.join(' ')).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/);
    }
    const found = await command(['search', 'owned', '--archive', folder], { now: time.now });
    expect(found.out).toContain('\ufffd]0;owned\ufffd');
  });

  it('are in JSON what they were', async () => {
    const told = await command(['show', story(), '--archive', folder, '--json']);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(told.out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
    const { article } = told.json() as unknown as { article: { title: string } };
    expect(article.title).toContain('\u001b]0;owned');
  });
});
