import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractArticle } from '../src/extract/index.ts';
import type { Url } from '../src/model/index.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const door = at('../src/extract/index.ts');
const browser = '/usr/bin/chromium';
/** Bytes of the minified bundle after gzip, at most: a library that slips in costs more than all our
 * tables of words, which may grow. */
const largest = 130_000;

interface Bundle {
  readonly code: string;
  readonly modules: readonly string[];
  readonly warnings: readonly string[];
}

/** What a bundler makes of `backissue/extract` for a browser, with nothing put in Node's place. */
async function bundleForBrowsers(): Promise<Bundle> {
  const warnings: string[] = [];
  const build = await rolldown({
    input: door,
    platform: 'browser',
    onLog: (_level, log) => warnings.push(log.message),
  });
  try {
    const { output } = await build.generate({ format: 'iife', name: 'backissue', minify: true });
    const [{ code, modules, imports }] = output;
    return { code, modules: [...Object.keys(modules), ...imports], warnings };
  } finally {
    await build.close();
  }
}

const packed = ({ code }: Bundle): number => gzipSync(code).length;

describe('the extractor, bundled for browsers', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await bundleForBrowsers();
    const sizes = `${Buffer.byteLength(bundle.code)} bytes minified, ${packed(bundle)} after gzip`;
    console.log(`bundle of backissue/extract: ${sizes}`);
  });

  it('needs nothing of Node', () => {
    const ofNode = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    expect(bundle.warnings).toEqual([]);
    expect(bundle.modules.filter((name) => ofNode.has(name))).toEqual([]);
    expect(bundle.modules.filter((name) => name.includes('iconv-lite'))).toEqual([]);
  });

  it('is small', () => {
    expect(packed(bundle)).toBeLessThan(largest);
  });

  it.skipIf(!existsSync(browser))(
    'gives in Chromium what it gives in Node (skipped without /usr/bin/chromium)',
    async () => {
      const chrome = await chromium.launch({
        executablePath: browser,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      });
      try {
        const page = await chrome.newPage();
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.addScriptTag({ content: bundle.code });
        for (const name of ['english-page', 'chinese-page']) {
          const html = readFileSync(at(`../src/extract/testdata/${name}.html`), 'utf8');
          const input = { html, url: 'https://courier.example/1' as Url };
          const told = await page.evaluate(`backissue.extractArticle(${JSON.stringify(input)})`);
          expect(told).toEqual(extractArticle(input));
        }
        expect(asked).toEqual([]);
      } finally {
        await chrome.close();
      }
    },
    60_000,
  );
});
