import { escapeText } from './escape-html.ts';

/** An open inline element; a chain from the innermost outwards. */
export interface Format {
  readonly tag: string;
  /** The start tag as written. */
  readonly start: string;
  readonly parent: Format | null;
  readonly depth: number;
}

/** A piece of a line: `text` (not escaped), or a finished `img` or `br` tag. */
export interface Leaf {
  readonly kind: 'text' | 'img' | 'br';
  readonly value: string;
  readonly format: Format | null;
}

/** What counts as blank at the edges of a line: every space there is, the ideographic one too. */
const leadingBlank = /^\s+/;
const onlyBlank = /^\s*$/;
/** An indent of two ideographic spaces after `<br>` is how old Chinese pages begin a paragraph. */
const paragraphIndent = /^[ \t\r\n]*\u3000\u3000/;

export function isBlank(text: string): boolean {
  return onlyBlank.test(text);
}

/** Cuts a run of leaves into paragraphs at `<br><br>`, and at `<br>` before an indented line. */
export function splitParagraphs(leaves: readonly Leaf[]): Leaf[][] {
  const paragraphs: Leaf[][] = [];
  let current: Leaf[] = [];
  let breaks = 0;
  for (const leaf of leaves) {
    if (leaf.kind === 'br') breaks += 1;
    else if (leaf.kind === 'img' || !isBlank(leaf.value)) {
      if (breaks > 1 || (breaks === 1 && isIndented(leaf))) {
        paragraphs.push(current);
        current = [];
      }
      breaks = 0;
    }
    current.push(leaf);
  }
  paragraphs.push(current);
  return paragraphs;
}

function isIndented(leaf: Leaf): boolean {
  return leaf.kind === 'text' && paragraphIndent.test(leaf.value);
}

/** A run without white space and line breaks that show nothing; empty when nothing is left. */
export function tidyRun(leaves: readonly Leaf[]): Leaf[] {
  const out: Leaf[] = [];
  for (const leaf of leaves) addTidy(leaf, out);
  trimEnd(out);
  while (out.at(-1)?.kind === 'br') out.pop();
  return out.map((leaf, at) => liftBlank(leaf, out[at - 1], out[at + 1]));
}

function addTidy(leaf: Leaf, out: Leaf[]): void {
  if (leaf.kind === 'img') out.push(leaf);
  else if (leaf.kind === 'text') {
    const text = collapse(leaf.value, out.at(-1));
    if (text !== '') out.push(text === leaf.value ? leaf : { ...leaf, value: text });
  } else {
    trimEnd(out);
    if (out.length > 0 && out.at(-1)?.kind !== 'br') out.push(leaf);
  }
}

function collapse(text: string, before: Leaf | undefined): string {
  const collapsed = text.replace(/[\t\n\f\r\u2028\u2029 ]+/g, ' ');
  if (before === undefined || before.kind === 'br') return collapsed.replace(leadingBlank, '');
  const spaced = before.kind === 'text' && before.value.endsWith(' ');
  return spaced && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed;
}

function trimEnd(out: Leaf[]): void {
  let last = out.at(-1);
  while (last?.kind === 'text') {
    const text = last.value.trimEnd();
    if (text === last.value) return;
    out.pop();
    if (text !== '') {
      out.push({ ...last, value: text });
      return;
    }
    last = out.at(-1);
  }
}

/** `a<b> </b>c` says nothing in bold: blank text moves out to what its neighbours share. */
function liftBlank(leaf: Leaf, before: Leaf | undefined, after: Leaf | undefined): Leaf {
  if (leaf.kind !== 'text' || leaf.format === null || !isBlank(leaf.value)) return leaf;
  const around = sharedFormat(before?.format ?? null, after?.format ?? null);
  return { ...leaf, format: sharedFormat(leaf.format, around) };
}

function sharedFormat(left: Format | null, right: Format | null): Format | null {
  let a = left;
  let b = right;
  while (a !== b) {
    if ((a?.depth ?? 0) >= (b?.depth ?? 0)) a = a?.parent ?? null;
    else b = b?.parent ?? null;
  }
  return a;
}

/** The leaves as HTML, each inside the inline elements it stands in. */
export function writeRun(leaves: readonly Leaf[]): string {
  let html = '';
  let current: Format | null = null;
  for (const leaf of leaves) {
    if (leaf.format !== current) {
      html += moveBetween(current, leaf.format);
      current = leaf.format;
    }
    html += leaf.kind === 'text' ? escapeText(leaf.value) : leaf.value;
  }
  return html + moveBetween(current, null);
}

function moveBetween(from: Format | null, to: Format | null): string {
  const shared = sharedFormat(from, to);
  let closing = '';
  for (let format = from; format !== null && format !== shared; format = format.parent) {
    closing += `</${format.tag}>`;
  }
  let opening = '';
  for (let format = to; format !== null && format !== shared; format = format.parent) {
    opening = format.start + opening;
  }
  return closing + opening;
}
