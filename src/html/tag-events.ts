import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { type Attributes, noAttributes, TagAttributes } from './tag-attributes.ts';
import { attributeName, type TagName, tagOf } from './tag-names.ts';

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
  private readonly stack: TagName[] = [];
  private readonly ownTags = new Map<string, TagName>();
  /** How many of each are open: in the whole page, and in each table cell around this place. */
  private readonly openCounts: Map<TagName, number>[] = [new Map()];
  private readonly untold = new Map<TagName, number>();
  private foreign = 0;
  private tag: TagName;
  /** Where the tag being read begins. */
  private tagStart = 0;
  private attributes: TagAttributes | null = null;
  private attribute = '';
  private value = '';

  constructor(html: string, handler: TagHandler) {
    this.html = html;
    this.handler = handler;
    this.tag = this.tagOf('p');
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
    this.tag = this.tagOf(this.html.slice(start, end));
    this.attributes = null;
    this.tagStart = start - 1;
  }

  onattribname(start: number, end: number): void {
    this.attribute = attributeName(this.html.slice(start, end));
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    const piece = this.html.slice(start, end);
    this.value = this.value === '' ? piece : this.value + piece;
  }

  onattribentity(codepoint: number): void {
    this.value += String.fromCodePoint(codepoint);
  }

  onattribend(): void {
    this.attributes ??= new TagAttributes();
    this.attributes.add(this.attribute, this.value);
  }

  onopentagend(): void {
    this.open(this.tag, this.attributes ?? noAttributes);
  }

  onselfclosingtag(end: number): void {
    const { tag } = this;
    this.onopentagend();
    if (this.foreign > 0 && this.top === tag) this.pop(end + 1);
  }

  onclosetag(start: number, end: number): void {
    const tag = this.tagOf(this.html.slice(start, end));
    this.tagStart = start - 2;
    if (tag.isVoid) {
      if (tag.name === 'br') this.handler.open('br', noAttributes, this.tagStart);
      return;
    }
    if (this.untold.size > 0) {
      const untold = this.untold.get(tag) ?? 0;
      if (untold > 0) {
        this.untold.set(tag, untold - 1);
        return;
      }
    }
    if (this.isOpen(tag)) this.popTo(tag, end);
    else if (tag.name === 'p') {
      this.open(tag, noAttributes);
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

  private tagOf(written: string): TagName {
    return tagOf(written, this.ownTags);
  }

  private get top(): TagName | undefined {
    return this.stack[this.stack.length - 1];
  }

  private open(tag: TagName, attributes: Attributes): void {
    const { ends } = tag;
    if (ends !== undefined) {
      let { top } = this;
      while (top !== undefined && ends.has(top.name)) {
        this.pop(this.tagStart);
        top = top.isCell && tag.isCell ? undefined : this.top;
      }
    }
    if (tag.isVoid) this.handler.open(tag.name, attributes, this.tagStart);
    else if (this.stack.length < depthLimit) this.push(tag, attributes);
    else this.untold.set(tag, (this.untold.get(tag) ?? 0) + 1);
  }

  private push(tag: TagName, attributes: Attributes): void {
    this.stack.push(tag);
    this.count(tag, 1);
    if (tag.isCell) this.openCounts.push(new Map());
    if (tag.isForeign) this.foreign += 1;
    this.handler.open(tag.name, attributes, this.tagStart);
  }

  /** From within a table cell nothing outside it can be closed but tables and their parts. */
  private countsFor(tag: TagName): Map<TagName, number> | undefined {
    return this.openCounts[tag.isTablePart ? 0 : this.openCounts.length - 1];
  }

  private isOpen(tag: TagName): boolean {
    return this.top === tag || (this.countsFor(tag)?.get(tag) ?? 0) > 0;
  }

  private count(tag: TagName, by: 1 | -1): void {
    const counts = this.countsFor(tag);
    counts?.set(tag, (counts.get(tag) ?? 0) + by);
  }

  /** Closes up to and with the innermost element of a name, which is open. */
  private popTo(tag: TagName, end: number): void {
    while (this.top !== tag) this.pop(this.tagStart);
    const bracket = this.html.indexOf('>', end);
    this.pop(bracket < 0 ? this.html.length : bracket + 1);
  }

  private pop(at: number): void {
    const tag = this.stack.pop();
    if (tag === undefined) return;
    if (tag.isCell) this.openCounts.pop();
    this.count(tag, -1);
    if (tag.isForeign) this.foreign -= 1;
    this.handler.close(tag.name, at);
  }
}
