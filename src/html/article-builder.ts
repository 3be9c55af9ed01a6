import { visibleText } from './article-links.ts';
import { type Frame, type FrameKind, finishFrame } from './frame.ts';
import { type Format, isBlank, type Leaf, splitParagraphs, tidyRun } from './inline-run.ts';
import { linePart, paragraphPart, tidyPre } from './line-part.ts';

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
      top.parts.push(...linePart(top.kind === 'pre' ? tidyPre(leaves) : tidyRun(leaves)));
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
