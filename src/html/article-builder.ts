import { visibleText } from './article-links.ts';
import {
  type Format,
  isBlank,
  type Leaf,
  splitParagraphs,
  tidyRun,
  writeRun,
} from './inline-run.ts';

/** A finished piece of the article; `inner` is the line inside a `p` without attributes. */
interface Part {
  readonly tag: string;
  readonly html: string;
  readonly inner?: string;
  /** The pictures of a paragraph that holds nothing else. */
  readonly images?: string;
  readonly parts?: readonly Part[];
}

/**
 * How content stands in an open block: `flow` holds paragraphs; `item` a line or paragraphs;
 * `line` one line; `pre` text as it is; the others hold only blocks of their own kind.
 */
export type FrameKind =
  | 'flow'
  | 'item'
  | 'line'
  | 'pre'
  | 'list'
  | 'terms'
  | 'table'
  | 'section'
  | 'row';

/** An open block. */
export interface Frame {
  readonly tag: string;
  /** The start tag as written. */
  readonly start: string;
  readonly kind: FrameKind;
  readonly parts: Part[];
}

const frameLimit = 40;
const formatLimit = 16;
/** The item that loose content is put in where only items may stand. */
const itemOf: Readonly<Partial<Record<FrameKind, readonly string[]>>> = {
  list: ['li'],
  terms: ['dd'],
  table: ['tr', 'td'],
  section: ['tr', 'td'],
  row: ['td'],
};

/** Lays text, inline elements and blocks into semantic HTML; knows nothing of the page's own tags. */
export class ArticleBuilder {
  private readonly root: Frame = { tag: '', start: '', kind: 'flow', parts: [] };
  private readonly frames: Frame[] = [this.root];
  private leaves: Leaf[] = [];
  /** Attributes of the paragraph being gathered. */
  private paragraphAttributes = '';
  format: Format | null = null;

  get top(): Frame {
    return this.frames.at(-1) ?? this.root;
  }

  isOpen(frame: Frame): boolean {
    return this.frames.includes(frame);
  }

  addText(text: string): void {
    const value = visibleText(text);
    if (value === '' || (itemOf[this.top.kind] !== undefined && isBlank(value))) return;
    this.openItem();
    const last = this.leaves.at(-1);
    if (last?.kind === 'text' && last.format === this.format) {
      this.leaves[this.leaves.length - 1] = { ...last, value: last.value + value };
    } else this.leaves.push({ kind: 'text', value, format: this.format });
  }

  addImage(tag: string): void {
    this.openItem();
    this.leaves.push({ kind: 'img', value: tag, format: this.format });
  }

  /** Whether the line being gathered ends with this very picture. */
  endsWithImage(tag: string): boolean {
    const last = this.leaves.findLast((leaf) => leaf.kind === 'img' || !isBlank(leaf.value));
    return last?.value === tag;
  }

  addBreak(): void {
    if (this.top.kind === 'pre') this.addText('\n');
    else if (itemOf[this.top.kind] === undefined) {
      this.leaves.push({ kind: 'br', value: '<br>', format: null });
    }
  }

  /** Opens an inline element around what comes next, unless it says nothing new. */
  openFormat(tag: string, start: string): void {
    const around = this.format;
    const depth = (around?.depth ?? 0) + 1;
    if (depth > formatLimit || (tag !== 'q' && hasFormat(around, tag))) return;
    this.format = { tag, start, parent: around, depth };
  }

  /** Opens a link; one inside another ends the outer one, as no link may hold a link. */
  openLink(start: string): void {
    const around = withoutFormat(this.format, 'a');
    const depth = (around?.depth ?? 0) + 1;
    if (depth > formatLimit) return;
    this.format = { tag: 'a', start, parent: around, depth };
  }

  /** A border between two lines or paragraphs. */
  boundary(attributes = ''): void {
    if (this.top.kind === 'line') {
      if (this.leaves.length > 0) this.leaves.push({ kind: 'br', value: '<br>', format: null });
      return;
    }
    if (this.top.kind === 'pre') {
      if (this.leaves.length > 0) this.addText('\n');
      return;
    }
    this.flush();
    this.paragraphAttributes = attributes;
  }

  /** Opens a block, or only draws a border where blocks are nested too deep. */
  open(tag: string, kind: FrameKind, attributes = ''): Frame | undefined {
    this.boundary();
    if (this.top.kind === 'line' || this.top.kind === 'pre') return undefined;
    if (this.frames.length >= frameLimit) return undefined;
    return this.push(tag, kind, attributes);
  }

  /** Adds a finished void block. */
  addRule(): void {
    this.boundary();
    if (this.top.kind === 'flow' || this.top.kind === 'item') {
      this.top.parts.push({ tag: 'hr', html: '<hr>' });
    }
  }

  /** Closes a block and what is still open inside it. */
  close(frame: Frame): void {
    if (frame === this.root || !this.isOpen(frame)) return;
    for (;;) {
      const { top } = this;
      this.flush();
      this.frames.pop();
      this.emit(top);
      if (top === frame) return;
    }
  }

  /** Puts loose content into an item where the open block may hold only items. */
  openItem(): void {
    const tags = itemOf[this.top.kind];
    for (const tag of tags ?? []) this.push(tag, tag === 'tr' ? 'row' : 'item', '');
  }

  /** The innermost open block of one of these tags with only `between` inside it. */
  nearest(tags: readonly string[], between: ReadonlySet<string>): Frame | undefined {
    for (let at = this.frames.length - 1; at > 0; at -= 1) {
      const frame = this.frames[at];
      if (frame === undefined || tags.includes(frame.tag)) return frame;
      if (!between.has(frame.tag)) return undefined;
    }
    return undefined;
  }

  /** Closes what is open inside a block, not the block. */
  closeInside(frame: Frame): void {
    this.boundary();
    while (this.top !== frame && this.isOpen(frame)) this.close(this.top);
  }

  /** The whole article. */
  finish(): string {
    while (this.top !== this.root) this.close(this.top);
    this.flush();
    return this.root.parts.map((part) => part.html).join('');
  }

  private push(tag: string, kind: FrameKind, attributes: string): Frame {
    const frame: Frame = { tag, start: `<${tag}${attributes}>`, kind, parts: [] };
    this.frames.push(frame);
    return frame;
  }

  private flush(): void {
    const { leaves, top } = this;
    const attributes = this.paragraphAttributes;
    this.paragraphAttributes = '';
    if (leaves.length === 0) return;
    this.leaves = [];
    if (top.kind === 'pre' || top.kind === 'line') {
      pushLine(top, top.kind === 'pre' ? tidyPre(leaves) : tidyRun(leaves));
      return;
    }
    for (const paragraph of splitParagraphs(leaves)) {
      const run = tidyRun(paragraph);
      if (run.length > 0) top.parts.push(paragraphPart(run, attributes));
    }
  }

  private emit(frame: Frame): void {
    this.top.parts.push(...finishFrame(frame));
  }
}

function hasFormat(format: Format | null, tag: string): boolean {
  for (let at = format; at !== null; at = at.parent) if (at.tag === tag) return true;
  return false;
}

function withoutFormat(format: Format | null, tag: string): Format | null {
  if (format === null || !hasFormat(format, tag)) return format;
  const parent = withoutFormat(format.parent, tag);
  if (format.tag === tag) return parent;
  return { ...format, parent, depth: (parent?.depth ?? 0) + 1 };
}

function pushLine(frame: Frame, run: readonly Leaf[]): void {
  if (run.length === 0) return;
  const onlyImages = run.every((leaf) => leaf.kind !== 'text');
  frame.parts.push({ tag: onlyImages ? 'images' : 'line', html: writeRun(run) });
}

/** Preformatted text without empty lines at its ends. */
function tidyPre(leaves: readonly Leaf[]): Leaf[] {
  const text = leaves.map((leaf) =>
    leaf.kind === 'text' ? { ...leaf, value: leaf.value.replace(/\r\n?/g, '\n') } : leaf,
  );
  const first = text.findIndex((leaf) => leaf.kind === 'img' || !isBlank(leaf.value));
  const last = text.findLastIndex((leaf) => leaf.kind === 'img' || !isBlank(leaf.value));
  if (first < 0) return [];
  return text.slice(first, last + 1).map((leaf, at, all) => {
    if (leaf.kind !== 'text') return leaf;
    const start = at === 0 ? leaf.value.replace(/^\s*\n/, '') : leaf.value;
    return { ...leaf, value: at === all.length - 1 ? start.trimEnd() : start };
  });
}

function paragraphPart(run: readonly Leaf[], attributes: string): Part {
  const inner = writeRun(run);
  const onlyImages = run.every((leaf) => leaf.kind === 'img' || isBlank(leaf.value));
  return {
    tag: 'p',
    html: `<p${attributes}>${inner}</p>`,
    ...(attributes === '' ? { inner } : {}),
    ...(onlyImages ? { images: inner } : {}),
  };
}

/** What a closed block leaves behind: itself, its content alone, or nothing. */
function finishFrame(frame: Frame): readonly Part[] {
  const { tag, parts } = frame;
  if (tag === 'td' || tag === 'th') return [wrap(frame, parts)];
  if (parts.length === 0) return [];
  if (tag === 'tr')
    return parts.every((part) => part.parts?.length === 0) ? [] : [wrap(frame, parts)];
  if (tag === 'table') return finishTable(frame);
  if (tag === 'figure') return finishFigure(frame);
  if (frame.kind === 'line' && tag !== 'figcaption' && tag !== 'caption') {
    return [finishHeading(frame)];
  }
  return [wrap(frame, parts)];
}

function wrap(frame: Frame, parts: readonly Part[]): Part {
  const [only] = parts;
  const bare = frame.kind === 'item' && parts.length === 1 ? only?.inner : undefined;
  const inner = bare ?? parts.map((part) => part.html).join('');
  return { tag: frame.tag, html: `${frame.start}${inner}</${frame.tag}>`, parts };
}

function finishHeading(frame: Frame): Part {
  const [line] = frame.parts;
  if (line?.tag !== 'images') return wrap(frame, frame.parts);
  return { tag: 'p', html: `<p>${line.html}</p>`, inner: line.html, images: line.html };
}

/** A table of one cell is layout, not a table. */
function finishTable(frame: Frame): readonly Part[] {
  const rows = frame.parts.flatMap((part) => (part.tag === 'tr' ? [part] : (part.parts ?? [])));
  const captioned = frame.parts.some((part) => part.tag === 'caption');
  const cells = rows[0]?.parts ?? [];
  if (!captioned && rows.length === 1 && cells.length === 1) return cells[0]?.parts ?? [];
  return [wrap(frame, frame.parts)];
}

/** A figure without picture and caption is its content; several captions become one. */
function finishFigure(frame: Frame): readonly Part[] {
  const captions = frame.parts.filter((part) => part.tag === 'figcaption');
  const pictured = frame.parts.some((part) => part.html.includes('<img '));
  if (!pictured && captions.length === 0) return frame.parts;
  const [first] = captions;
  const parts = frame.parts.flatMap((part) => {
    if (part.tag !== 'figcaption') return [withBareImages(part)];
    return part === first ? [joined(captions)] : [];
  });
  return [wrap(frame, parts)];
}

/** Captions as one, each on its line. */
function joined(captions: readonly Part[]): Part {
  const [first, ...others] = captions;
  const lines = others.flatMap((part) => part.parts ?? []).map((line) => `<br>${line.html}`);
  const end = '</figcaption>';
  const html = first?.html.slice(0, -end.length) ?? '<figcaption>';
  return { tag: 'figcaption', html: html + lines.join('') + end };
}

function withBareImages(part: Part): Part {
  return part.images === undefined ? part : { tag: 'images', html: part.images };
}
