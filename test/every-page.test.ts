import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfHtml, isCheckerThere } from './every-page/html-checker.ts';
import { htmlOf, languages, lookedAt, looksAt } from './every-page/look.ts';
import { everyPage, noPages, type ReaderPage } from './every-page/pages.ts';
import { type Scene, startScene } from './every-page/scene.ts';
import { isChromiumThere, launchChromium, watched } from './hostile/watched-chromium.ts';

/** Every page in every width, language and colour, instead of each once at least. */
const isWhole = process.env['BACKISSUE_TEST_EVERY_LOOK'] === '1';
/** Pages that are looked at side by side. */
const tabs = 2;

describe('every page of the reader', () => {
  let scene: Scene;
  let pages: readonly ReaderPage[];
  /** HTML of pages that a form leads to, by page and language. */
  const told = new Map<string, string>();

  beforeAll(async () => {
    scene = await startScene();
    pages = await everyPage(scene);
  }, 240_000);
  afterAll(() => scene.close());

  it('is in the list', () => {
    const listed = new Set(pages.map(({ route }) => route));
    const answering = [...new Set(scene.routes)].filter(
      (route) => !noPages.some((pattern) => pattern.test(route)),
    );
    expect(answering.filter((route) => !listed.has(route))).toEqual([]);
    expect(
      [...listed].filter((route) => route !== undefined && !scene.routes.includes(route)),
    ).toEqual([]);
  });

  it.skipIf(!isChromiumThere)(
    'fits a phone, asks nobody else, and has no fault for axe or the console, in every language and colour',
    async () => {
      const chrome = await launchChromium();
      const due = pages.flatMap((page, number) =>
        looksAt(number, isWhole).map((look) => ({ page, look })),
      );
      const wrong: string[] = [];
      await Promise.all(Array.from({ length: tabs }, () => worker(chrome)));
      await chrome.close();
      expect(wrong).toEqual([]);

      async function worker(browser: Browser): Promise<void> {
        const { context, seen } = await watched(browser, [scene.url, scene.emptyUrl]);
        const tab = await context.newPage();
        for (let next = due.shift(); next !== undefined; next = due.shift()) {
          const { page, look } = next;
          const found = await lookedAt({ tab, seen }, scene, page, look);
          if (page.act !== undefined) told.set(`${page.name}, ${look.language}`, found.html);
          wrong.push(...found.wrong.map((one) => `${page.name}, ${Object.values(look)}: ${one}`));
        }
        await context.close();
      }
    },
    480_000,
  );

  it.skipIf(!isCheckerThere)(
    'is HTML without an error for the Nu Html Checker, in every language',
    async () => {
      for (const page of pages.filter(({ act, isTheirs }) => act === undefined && !isTheirs)) {
        for (const language of languages) {
          told.set(`${page.name}, ${language}`, await htmlOf(scene, page, language));
        }
      }
      expect(told.size).toBeGreaterThan(150);
      expect(await faultsOfHtml(told)).toEqual([]);
    },
    120_000,
  );
});
