import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import type { ReaderPage } from './pages.ts';
import type { Scene } from './scene.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const widths = [1280, 360] as const;
export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const;
/** `night`: dark because the system is. */
const themes = ['light', 'dark', 'sepia', 'night'] as const;

/** How somebody looks at a page. */
export interface Look {
  readonly language: (typeof languages)[number];
  readonly theme: (typeof themes)[number];
  /** CSS pixels, at which the page is opened; the other widths are tried too. */
  readonly width: (typeof widths)[number];
  /** Whether axe tries all its rules, or those that the look itself can break. */
  readonly isThorough: boolean;
}

/**
 * How the page of a number in the list is looked at: in each language and in light, dark and sepia at
 * least once, dark by choice or by the system in turn. All of it: in each way there is.
 */
export function looksAt(number: number, isWhole: boolean): readonly Look[] {
  if (isWhole) {
    return languages.flatMap((language) =>
      themes.flatMap((theme) =>
        widths.map((width) => ({ language, theme, width, isThorough: true })),
      ),
    );
  }
  return languages.map((language, at) => {
    const turn = (number + at) % 3;
    const theme = turn === 1 && number % 2 === 0 ? 'night' : (themes[turn] ?? 'light');
    const width = widths[(number + at) % 2] ?? 360;
    return { language, theme, width, isThorough: at === 0 };
  });
}

/** A watched tab of Chromium, and what its pages did that none of ours does. */
export interface Window {
  readonly tab: Page;
  readonly seen: string[];
}

/** Looks at a page in one way; gives what is wrong, a line each, and its HTML as it came. */
export async function lookedAt(
  { tab, seen }: Window,
  scene: Scene,
  page: ReaderPage,
  look: Look,
): Promise<{ readonly wrong: readonly string[]; readonly html: string }> {
  const base = page.by === 'empty' ? scene.emptyUrl : scene.url;
  await dress(tab.context(), scene, page, look);
  const wrong: string[] = [];
  seen.length = 0;
  await tab.setViewportSize({ width: look.width, height: 800 });
  await tab.emulateMedia({ colorScheme: look.theme === 'night' ? 'dark' : 'light' });
  // Not what came late of the page before, whose body is gone with it.
  let answered = tab.waitForEvent('response', (one) => one.request().isNavigationRequest());
  await tab.goto(base + page.path);
  if (page.act !== undefined) {
    answered = tab.waitForEvent('response', (one) => one.request().method() === 'POST');
    await page.act(tab);
    await tab.waitForLoadState();
  }
  const answer = await answered;
  const html = await answer.text();
  wrong.push(...wrongInHead(answer.status(), await answer.allHeaders(), page));
  wrong.push(...(await tab.evaluate<string[]>(dressedIn(look))));
  if (page.isTheirs !== true) wrong.push(...(await faultsIn(tab, look)));
  for (const width of widths) {
    await tab.setViewportSize({ width, height: 800 });
    wrong.push(...(await tab.evaluate<string[]>(tooWide)));
  }
  const status = `server responded with a status of ${page.status ?? 200} `;
  wrong.push(...seen.filter((line) => !line.includes(status)));
  return { wrong, html };
}

/** A page's HTML as a program is told it. */
export async function htmlOf(
  scene: Scene,
  { by, path }: ReaderPage,
  language: Look['language'],
): Promise<string> {
  const cookies = [
    `backissue_reading=${language}`,
    ...(by === 'owner' ? scene.session.map(({ name, value }) => `${name}=${value}`) : []),
  ];
  const base = by === 'empty' ? scene.emptyUrl : scene.url;
  const answer = await fetch(base + path, { headers: { Cookie: cookies.join('; ') } });
  return await answer.text();
}

/** Puts the cookies of the look and of who asks into the browser. */
async function dress(
  context: BrowserContext,
  scene: Scene,
  { by }: ReaderPage,
  { language, theme }: Look,
): Promise<void> {
  const reading = theme === 'night' ? language : `${language}.${theme}`;
  const cookies = [
    { name: 'backissue_reading', value: reading },
    ...(by === 'owner' ? scene.session : []),
  ];
  await context.clearCookies();
  await context.addCookies(
    cookies.map((one) => ({ ...one, domain: '127.0.0.1', path: '/', sameSite: 'Lax' as const })),
  );
}

/** The one policy of pages, and that of pages which show what others wrote. */
const policy =
  "style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const scripted = ['script-src', 'connect-src', 'worker-src', 'manifest-src'].map(
  (kind) => `${kind} 'self'; `,
);
const policies = {
  own: `default-src 'none'; ${scripted.join('')}${policy}`,
  theirs: `default-src 'none'; ${policy}`,
};

function wrongInHead(status: number, headers: Record<string, string>, page: ReaderPage): string[] {
  const wanted = {
    'content-type': 'text/html; charset=UTF-8',
    'content-security-policy': page.isTheirs === true ? policies.theirs : policies.own,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  const wrong = Object.entries(wanted).flatMap(([name, value]) =>
    headers[name]?.toLowerCase() === value.toLowerCase() ? [] : [`${name}: ${headers[name]}`],
  );
  return status === (page.status ?? 200) ? wrong : [`answered with ${status}`, ...wrong];
}

/** Runs in a page: whether it is in the language and the colours that were chosen. */
const dressedIn = ({ language, theme }: Look): string => `(() => {
  const { lang } = document.documentElement;
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const papers = { light: 'rgb(252, 251, 249)', sepia: 'rgb(245, 236, 217)' };
  const wanted = papers['${theme}'] ?? 'rgb(23, 22, 20)';
  return [lang === '${language}' ? [] : 'in ' + lang, paper === wanted ? [] : 'on ' + paper].flat();
})()`;

/** Runs in a page: whether it is wider than the window, and what sticks out. */
const tooWide = `(() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.querySelectorAll('body *')].filter((one) =>
    one.getBoundingClientRect().right > root.clientWidth + 0.5);
  const named = out.slice(0, 5).map((one) => one.localName + '.' + one.className);
  return ['TOO WIDE at ' + innerWidth + ': ' + root.scrollWidth + ' by ' + named.join(', ')];
})()`;

/** Rules of axe about what the colours, the language and the width decide. */
const rulesOfLooks = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'html-has-lang',
  'valid-lang',
  'scrollable-region-focusable',
];

/** What axe finds; none of its rules is left out but those that it tries out still. */
async function faultsIn(tab: Page, { isThorough }: Look): Promise<string[]> {
  const rules = isThorough
    ? "rules: { 'target-size': { enabled: true } }"
    : `runOnly: ${JSON.stringify(rulesOfLooks)}`;
  await tab.evaluate(axe);
  return await tab.evaluate<string[]>(`axe.run({ resultTypes: ['violations'], ${rules} }).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
      ['AXE', id, html.slice(0, 200), [...any, ...all, ...none].map(({ message }) => message).join(' ')].join(' '))))`);
}
