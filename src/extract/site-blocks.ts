import { type Attributes, oneLine, readTags, type TagHandler } from '../html/index.ts';

/** What an element of a body holds, as far as it matters to what a site repeats. */
export type BlockKind = 'line' | 'heading' | 'item' | 'caption' | 'picture' | 'kept';

export interface BlockLink {
  readonly href: string;
  readonly text: string;
}

/**
 * The smallest piece that can be cut from a body: a line of a paragraph, a heading, an item of a
 * list, a caption, a picture. Tables, code and formatted text are one block of the kind `kept`.
 */
export interface Block {
  readonly kind: BlockKind;
  /** One line, as in `text/1`. */
  readonly text: string;
  readonly links: readonly BlockLink[];
  /** Characters of the text that stand in links. */
  readonly linked: number;
  /** The text with each link's text replaced by `§`, cut short; empty where there is no link. */
  readonly outline: string;
  /** Addresses of the pictures in it. */
  readonly pictures: readonly string[];
  /** Inside a quotation. */
  readonly quoted: boolean;
  /** Where it lies in the HTML. */
  readonly start: number;
  readonly end: number;
}

/** An element that goes as a whole when nothing of it is left, and the blocks in it. */
export interface BlockBox {
  readonly start: number;
  readonly end: number;
  /** Its blocks: from `first` up to, not including, `last`. */
  readonly first: number;
  readonly last: number;
  /** Holds words outside of its blocks, so that it stays. */
  readonly bare: boolean;
}

export interface BlockMap {
  readonly blocks: readonly Block[];
  /** Inner boxes before those around them. */
  readonly boxes: readonly BlockBox[];
}

const lineTags: ReadonlyMap<string, BlockKind> = new Map([
  ['p', 'line'],
  ['h1', 'heading'],
  ['h2', 'heading'],
  ['h3', 'heading'],
  ['h4', 'heading'],
  ['h5', 'heading'],
  ['h6', 'heading'],
  ['li', 'item'],
  ['dt', 'item'],
  ['dd', 'item'],
  ['figcaption', 'caption'],
]);
const wholeTags: ReadonlyMap<string, BlockKind> = new Map([
  ['figure', 'picture'],
  ['table', 'kept'],
  ['pre', 'kept'],
]);
const boxTags = new Set(['ul', 'ol', 'dl', 'blockquote', 'div', 'section', 'article']);
const longestOutline = 1000;
/** What comes after them stays, and is told from nothing. */
const mostBlocks = 5000;

/** The blocks of sanitised HTML in reading order. Never throws; one pass. */
export function mapBlocks(html: string): BlockMap {
  const mapper = new BlockMapper(html);
  readTags(html, mapper);
  return mapper;
}

/** A box that is still open. */
interface OpenBox {
  readonly name: string;
  readonly start: number;
  readonly first: number;
  bare: boolean;
}

/** The line that is being read. */
interface OpenLine {
  readonly box: OpenBox;
  readonly kind: BlockKind;
  readonly start: number;
  text: string;
  outline: string;
  linked: number;
  links: { href: string; text: string }[];
  pictures: string[];
}

const voids = new Set(['img', 'hr', 'wbr', 'source']);

class BlockMapper implements TagHandler, BlockMap {
  private readonly html: string;
  readonly blocks: Block[] = [];
  readonly boxes: BlockBox[] = [];
  private readonly stack: OpenBox[] = [];
  private line: OpenLine | undefined;
  /** Elements open inside a line that could be broken by cutting at a `br`. */
  private inline = 0;
  /** Elements open inside one that is taken whole, itself included. */
  private whole = 0;
  private quotes = 0;
  private link = 0;

  constructor(html: string) {
    this.html = html;
  }

  open(name: string, attributes: Attributes, at: number): void {
    if (name === 'br') {
      this.lineBreak(at);
      return;
    }
    if (name === 'img') this.picture(attributes);
    if (voids.has(name)) return;
    if (this.whole > 0) this.openInWhole(name, attributes);
    else if (wholeTags.has(name)) this.openWhole(name, at);
    else if (lineTags.has(name)) this.openLine(name, at);
    else if (boxTags.has(name)) this.openBox(name, at);
    else this.openInline(name, attributes);
  }

  close(name: string, at: number): void {
    if (this.whole > 0) this.closeInWhole(name, at);
    else if (lineTags.has(name)) this.closeLine(name, at);
    else if (boxTags.has(name)) this.closeBox(name, at);
    else {
      this.inline = Math.max(0, this.inline - 1);
      if (name === 'a') this.link = Math.max(0, this.link - 1);
    }
  }

  text(text: string): void {
    const { line } = this;
    if (line === undefined) {
      const box = this.stack.at(-1);
      if (box !== undefined && text.trim() !== '') box.bare = true;
      return;
    }
    line.text += text;
    if (this.link === 0) {
      line.outline += text;
      return;
    }
    line.linked += text.trim().length;
    const last = line.links.at(-1);
    if (last !== undefined) last.text += text;
  }

  private lineBreak(at: number): void {
    const { line } = this;
    if (line === undefined) return;
    if (this.whole === 0 && this.inline === 0 && line.kind === 'line') {
      this.endLine(at);
      this.startLine(line.box, line.kind, at + '<br>'.length);
    } else {
      line.text += ' ';
      line.outline += ' ';
    }
  }

  private picture(attributes: Attributes): void {
    const src = attributes.get('src');
    if (src === undefined) return;
    if (this.line !== undefined) this.line.pictures.push(src);
    else {
      const box = this.stack.at(-1);
      if (box !== undefined) box.bare = true;
    }
  }

  private openWhole(name: string, at: number): void {
    this.leaveLine();
    this.whole = 1;
    const box = this.pushBox(name, at);
    this.startLine(box, wholeTags.get(name) ?? 'kept', at);
  }

  private openInWhole(name: string, attributes: Attributes): void {
    this.whole += 1;
    if (name === 'a') this.openAnchor(attributes);
    else if (this.line !== undefined) this.line.text += ' ';
  }

  private closeInWhole(name: string, at: number): void {
    this.whole -= 1;
    if (name === 'a') this.link = Math.max(0, this.link - 1);
    if (this.whole > 0) return;
    this.endLine(at);
    this.line = undefined;
    this.popBox(at);
  }

  private openLine(name: string, at: number): void {
    this.leaveLine();
    const inner = this.html.indexOf('>', at) + 1;
    this.startLine(this.pushBox(name, at), lineTags.get(name) ?? 'line', inner);
  }

  private closeLine(name: string, at: number): void {
    if (this.line !== undefined) this.endLine(at - name.length - '</>'.length);
    this.line = undefined;
    this.inline = 0;
    this.link = 0;
    this.popBox(at);
  }

  private openBox(name: string, at: number): void {
    this.leaveLine();
    if (name === 'blockquote') this.quotes += 1;
    this.pushBox(name, at);
  }

  private closeBox(name: string, at: number): void {
    if (name === 'blockquote') this.quotes -= 1;
    this.popBox(at);
  }

  private openInline(name: string, attributes: Attributes): void {
    this.inline += 1;
    if (name === 'a') this.openAnchor(attributes);
  }

  private openAnchor(attributes: Attributes): void {
    this.link += 1;
    if (this.line === undefined) return;
    this.line.outline += '§';
    this.line.links.push({ href: attributes.get('href') ?? '', text: '' });
  }

  private pushBox(name: string, start: number): OpenBox {
    const box: OpenBox = { name, start, first: this.blocks.length, bare: false };
    this.stack.push(box);
    return box;
  }

  private popBox(end: number): void {
    const box = this.stack.pop();
    if (box === undefined) return;
    const around = this.stack.at(-1);
    if (box.bare && around !== undefined) around.bare = true;
    const { start, first, bare } = box;
    this.boxes.push({ start, end, first, last: this.blocks.length, bare });
  }

  /** An item that holds blocks of its own is no block: what it said before them stays with it. */
  private leaveLine(): void {
    const { line } = this;
    if (line === undefined) return;
    if (line.text.trim() !== '' || line.pictures.length > 0) line.box.bare = true;
    this.line = undefined;
    this.inline = 0;
    this.link = 0;
  }

  private startLine(box: OpenBox, kind: BlockKind, start: number): void {
    this.line = { box, kind, start, text: '', outline: '', linked: 0, links: [], pictures: [] };
  }

  private endLine(end: number): void {
    const { line } = this;
    if (line === undefined) return;
    const text = oneLine(line.text);
    if (text === '' && line.pictures.length === 0) return;
    if (this.blocks.length >= mostBlocks) {
      line.box.bare = true;
      return;
    }
    this.blocks.push({
      kind: text === '' ? 'picture' : line.kind,
      text,
      links: line.links,
      linked: line.linked,
      outline: line.links.length === 0 ? '' : oneLine(line.outline.slice(0, longestOutline)),
      pictures: line.pictures,
      quoted: this.quotes > 0,
      start: line.start,
      end,
    });
  }
}
