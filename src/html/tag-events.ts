import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

export type Attributes = ReadonlyMap<string, string>;

/**
 * What a reader of tags wants to hear; every `open` of a non-void element gets its `close`. `at` is
 * where the start tag begins and where the element ends, so that `slice` cuts the element whole.
 */
export interface TagHandler {
  /** Names are lower case; attribute values are decoded. */
  open(name: string, attributes: Attributes, at: number): void;
  close(name: string, at: number): void;
  /** Decoded text; one run of text may come in several pieces. */
  text(text: string): void;
}

const depthLimit = 512;
const noAttributes: Attributes = new Map();
const voidTags = new Set(
  'area base basefont br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);
/** Whether an element has no end of its own, so that no `close` is told. */
export const isVoidTag = (name: string): boolean => voidTags.has(name);
const foreignTags = new Set(['svg', 'math']);
const heading = ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const paragraphEnders =
  'address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol p pre section table ul'.split(
    ' ',
  );
/** For each tag, the tags directly around it that end where it begins. */
const impliedEnds = new Map<string, ReadonlySet<string>>([
  ...paragraphEnders.map((name) => [name, new Set(['p'])] as const),
  ...heading.slice(1).map((name) => [name, new Set(heading)] as const),
  ['a', new Set(['a'])],
  ['li', new Set(['li', 'p'])],
  ['dt', new Set(['dt', 'dd', 'p'])],
  ['dd', new Set(['dt', 'dd', 'p'])],
  ['td', new Set(['td', 'th', 'p'])],
  ['th', new Set(['td', 'th', 'p'])],
  ['tr', new Set(['tr', 'td', 'th', 'p'])],
  ['thead', new Set(['caption'])],
  ['tbody', new Set(['thead', 'tbody', 'tr', 'td', 'th', 'p', 'caption'])],
  ['tfoot', new Set(['thead', 'tbody', 'tr', 'td', 'th', 'p', 'caption'])],
  ['option', new Set(['option'])],
  ['optgroup', new Set(['option', 'optgroup'])],
  ['body', new Set(['head'])],
  ['rt', new Set(['rt', 'rp'])],
  ['rp', new Set(['rt', 'rp'])],
]);
const cells = new Set(['td', 'th', 'caption']);
const tableTags = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption']);

/**
 * Reads HTML in one pass. htmlparser2 cuts it into tags and text; what closes what is decided here
 * with a stack that stays under 512 elements, so hostile nesting costs neither stack nor time.
 * Elements nested deeper are not told, their text is.
 */
export function readTags(html: string, handler: TagHandler): void {
  const tokenizer = new Tokenizer({ decodeEntities: true }, new TagReader(html, handler));
  tokenizer.write(html);
  tokenizer.end();
}

class TagReader implements TokenizerCallbacks {
  private readonly html: string;
  private readonly handler: TagHandler;
  private readonly stack: string[] = [];
  /** How many of each are open: in the whole page, and in each table cell around this place. */
  private readonly openCounts: Map<string, number>[] = [new Map()];
  private readonly untold = new Map<string, number>();
  private foreign = 0;
  private name = '';
  /** Where the tag being read begins. */
  private tagStart = 0;
  private attributes: Map<string, string> | null = null;
  private attribute = '';
  private value = '';

  constructor(html: string, handler: TagHandler) {
    this.html = html;
    this.handler = handler;
  }

  isInForeignContext(): boolean {
    return this.foreign > 0;
  }

  ontext(start: number, end: number): void {
    this.handler.text(this.html.slice(start, end));
  }

  ontextentity(codepoint: number): void {
    this.handler.text(String.fromCodePoint(codepoint));
  }

  onopentagname(start: number, end: number): void {
    const name = this.html.slice(start, end).toLowerCase();
    this.name = name === 'image' ? 'img' : name;
    this.attributes = null;
    this.tagStart = start - 1;
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.html.slice(start, end).toLowerCase();
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    this.value += this.html.slice(start, end);
  }

  onattribentity(codepoint: number): void {
    this.value += String.fromCodePoint(codepoint);
  }

  onattribend(): void {
    this.attributes ??= new Map();
    if (!this.attributes.has(this.attribute)) this.attributes.set(this.attribute, this.value);
  }

  onopentagend(): void {
    this.open(this.name, this.attributes ?? noAttributes);
  }

  onselfclosingtag(end: number): void {
    const { name } = this;
    this.onopentagend();
    if (this.foreign > 0 && this.stack.at(-1) === name) this.pop(end + 1);
  }

  onclosetag(start: number, end: number): void {
    const name = this.html.slice(start, end).toLowerCase();
    this.tagStart = start - 2;
    if (voidTags.has(name)) {
      if (name === 'br') this.handler.open('br', noAttributes, this.tagStart);
      return;
    }
    const untold = this.untold.get(name) ?? 0;
    if (untold > 0) this.untold.set(name, untold - 1);
    else if (this.isOpen(name)) this.popTo(name, end);
    else if (name === 'p') {
      this.open('p', noAttributes);
      this.pop(this.tagStart);
    }
  }

  onend(): void {
    while (this.stack.length > 0) this.pop(this.html.length);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    if (this.foreign > 0) this.ontext(start, end - endOffset);
  }

  oncomment(): void {}

  ondeclaration(): void {}

  onprocessinginstruction(): void {}

  private open(name: string, attributes: Attributes): void {
    const ends = impliedEnds.get(name);
    if (ends !== undefined) {
      let top = this.stack.at(-1);
      while (top !== undefined && ends.has(top)) {
        this.pop(this.tagStart);
        top = cells.has(top) && cells.has(name) ? undefined : this.stack.at(-1);
      }
    }
    if (voidTags.has(name)) this.handler.open(name, attributes, this.tagStart);
    else if (this.stack.length < depthLimit) this.push(name, attributes);
    else this.untold.set(name, (this.untold.get(name) ?? 0) + 1);
  }

  private push(name: string, attributes: Attributes): void {
    this.stack.push(name);
    this.count(name, 1);
    if (cells.has(name)) this.openCounts.push(new Map());
    if (foreignTags.has(name)) this.foreign += 1;
    this.handler.open(name, attributes, this.tagStart);
  }

  /** From within a table cell nothing outside it can be closed but tables and their parts. */
  private isOpen(name: string): boolean {
    const counts = this.openCounts.at(tableTags.has(name) ? 0 : -1);
    return (counts?.get(name) ?? 0) > 0;
  }

  private count(name: string, by: 1 | -1): void {
    const counts = this.openCounts.at(tableTags.has(name) ? 0 : -1);
    counts?.set(name, (counts.get(name) ?? 0) + by);
  }

  /** Closes up to and with the innermost `name`, which is open. */
  private popTo(name: string, end: number): void {
    while (this.stack.at(-1) !== name) this.pop(this.tagStart);
    const bracket = this.html.indexOf('>', end);
    this.pop(bracket < 0 ? this.html.length : bracket + 1);
  }

  private pop(at: number): void {
    const name = this.stack.pop();
    if (name === undefined) return;
    if (cells.has(name)) this.openCounts.pop();
    this.count(name, -1);
    if (foreignTags.has(name)) this.foreign -= 1;
    this.handler.close(name, at);
  }
}
