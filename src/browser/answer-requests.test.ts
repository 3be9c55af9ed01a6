import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Url } from '../model/index.ts';
import { createBrowser, type PageToRender } from './index.ts';

const chromium = '/usr/bin/chromium';
const pageMs = 25_000;

/** What is shown of a page whose script is answered so, and after how many milliseconds. */
async function shownWith(answer: PageToRender['answer']): Promise<readonly [string, number]> {
  const browser = createBrowser({ executable: chromium, pageMs });
  onTestFinished(() => browser.close());
  const body = `<p>none</p><script src="/harbour.js" onerror="document.querySelector('p').textContent = 'without it'"></script>`;
  const begun = performance.now();
  const { html } = await browser.render({
    url: 'https://harbour.example/story' as Url,
    document: {
      status: 200,
      headers: [['Content-Type', 'text/html; charset=utf-8']],
      content: Buffer.from(`<!doctype html><html><body>${body}</body></html>`),
    },
    answer,
  });
  return [html, performance.now() - begun];
}

describe.skipIf(!existsSync(chromium))('a page (skipped without /usr/bin/chromium)', () => {
  it('goes on without a script that cannot be given', async () => {
    const [html, ms] = await shownWith(() => Promise.reject(new Error('the disk is full')));
    expect(html).toContain('<p>without it</p>');
    expect(ms).toBeLessThan(pageMs * 0.8);
  });

  it('has a script without those of its headers that Chromium takes from nobody', async () => {
    const content = Buffer.from('document.querySelector("p").textContent = "with it"');
    const headers = [
      ['X-Harbour', 'two\r\nlines'],
      ['not a name', 'pier'],
    ] as const;
    const [html, ms] = await shownWith(async () => ({ status: 200, headers, content }));
    expect(html).toContain('<p>with it</p>');
    expect(ms).toBeLessThan(pageMs * 0.8);
  });
});
