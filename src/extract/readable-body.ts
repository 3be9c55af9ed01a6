import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { CutBlock } from './extraction.ts';
import type { PageFacts } from './page-facts.ts';
import { plainBody } from './plain-body.ts';

const longestPage = 8 * 1024 * 1024;
/** Scoring hostile pages takes up to a minute of CPU per 100,000 elements, and grows with depth. */
const mostElements = 30_000;
const deepest = 120;

export interface RawBody {
  /** Not yet sanitised; class and id are kept. */
  readonly html: string;
  readonly cut: readonly CutBlock[];
}

/** The part of a page that is its article, by Readability; large or odd pages go a plainer way. */
export function readableBody(html: string, facts: PageFacts): RawBody {
  if (html.length > longestPage || facts.elements > mostElements || facts.depth > deepest) {
    return { html: plainBody(html), cut: [{ reason: 'page too large to score', text: '' }] };
  }
  try {
    const { document } = parseHTML(wholePage(html));
    const cut = cutSignUps(document);
    const found = new Readability(document, { keepClasses: true, disableJSONLD: true }).parse();
    return { html: found?.content ?? '', cut };
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return { html: plainBody(html), cut: [{ reason: 'scoring failed', text: said.slice(0, 200) }] };
  }
}

/** The little of a DOM that is used here; the compiler knows no browser's. */
interface Box {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly parentElement: Box | null;
  closest(selector: string): Box | null;
  remove(): void;
}

interface Tree {
  querySelectorAll(selector: string): Iterable<Box>;
}

/** Characters of a box around a sign-up form, at most: a longer one holds something else too. */
const longestSignUp = 240;

/** Takes out boxes that ask for a mail address: the form, and what stands around it only to
 * advertise it. */
function cutSignUps(document: Tree): CutBlock[] {
  const cut: CutBlock[] = [];
  for (const field of document.querySelectorAll('form input[type="email"]')) {
    let box: Box | null = field.closest('form');
    while (box?.parentElement && fits(box.parentElement)) box = box.parentElement;
    if (box === null || !fits(box)) continue;
    cut.push({ reason: 'newsletter sign-up', text: wordsOf(box).slice(0, 200) });
    box.remove();
  }
  return cut;
}

const wordsOf = (element: Box): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

const fits = (element: Box): boolean =>
  !/^(?:body|main|article|html)$/i.test(element.tagName) &&
  wordsOf(element).length <= longestSignUp;

/** linkedom adds no `html` and `body` of its own, and Readability needs both. */
function wholePage(html: string): string {
  const body = /<body[\s>/]/i.test(html) ? html : `<body>${html}</body>`;
  return /<html[\s>/]/i.test(html) ? body : `<!doctype html><html>${body}</html>`;
}
