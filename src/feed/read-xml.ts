import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { isForgotten } from './forgotten-end.ts';
import { canonicalName, knownPrefix } from './namespaces.ts';
import { OpenElement, type Surroundings } from './open-element.ts';
import { canonicalAttributes, SurroundingsReader } from './surroundings.ts';
import type { XmlDocument, XmlReading } from './xml-reading.ts';

const depthLimit = 256;
/** Elements held at one time, so that a flood of tags does not fill the memory. */
const heldLimit = 100_000;
const attributeLimit = 100;
/** Tags, attributes, texts and entities looked at, so that no document takes long. */
const stepLimit = 2_500_000;
const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** Elements that are worth having even when the document ends within them. */
const structure = names('channel rss rdf feed urlset sitemapindex opml head body outline');

/**
 * Reads XML in one pass and never throws: whatever is malformed is repaired as a reader would guess
 * (unclosed and stray tags, junk around the root, `&` that begin nothing, an early end) and told in
 * `faults`. Entities beyond XML's own five stay as they are, so nothing expands. htmlparser2 cuts
 * the text into tags; time is linear in its length, at most 2.5 million tags, attributes and pieces of
 * text are looked at, and the memory beside it is bounded.
 */
export function readXml(reading: XmlReading): XmlDocument {
  const reader = new XmlReader(reading);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true }, reader);
  reader.stop = () => tokenizer.pause();
  tokenizer.write(reading.text);
  tokenizer.end();
  return reader.finish();
}

class XmlReader implements TokenizerCallbacks {
  stop: () => void = () => {};
  private readonly reading: XmlReading;
  private readonly stack: OpenElement[] = [];
  private readonly openCount = new Map<string, number>();
  private readonly untold = new Map<string, number>();
  private readonly faults = new Set<string>();
  private root: OpenElement | undefined;
  private primary = '';
  private item: OpenElement | undefined;
  /** `subset`: within the brackets of a DOCTYPE; `ended`: after the root; `stopped`: told to. */
  private phase: 'prolog' | 'subset' | 'root' | 'ended' | 'stopped' = 'prolog';
  private isUnbalanced = false;
  private steps = 0;
  private held = 0;
  private heldBefore = 0;
  private qualified = '';
  private tagStart = 0;
  private attributes: Record<string, string | undefined> = Object.create(null);
  private readonly surroundings: SurroundingsReader;
  private attributeCount = 0;
  private attribute = '';
  private value = '';

  constructor(reading: XmlReading) {
    this.reading = reading;
    this.surroundings = new SurroundingsReader(reading.url);
  }

  finish(): XmlDocument {
    const { root } = this;
    if (this.phase === 'root') {
      this.isUnbalanced = true;
      this.faults.add('The document ends before its last element is closed.');
      this.closeTruncated();
    }
    return { root, faults: [...this.faults], isUnbalanced: this.isUnbalanced };
  }

  ontext(start: number, end: number): void {
    this.step();
    const text = this.reading.text.slice(start, end);
    const top = this.stack.at(-1);
    if (top === undefined) {
      this.outsideText(text);
      return;
    }
    top.add(text, false);
    if (text.includes('&')) {
      this.faults.add('Some & begin no entity that XML knows; they were kept as they stand.');
    }
  }

  ontextentity(codepoint: number): void {
    this.step();
    this.stack.at(-1)?.add(String.fromCodePoint(codepoint), false);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.step();
    this.stack.at(-1)?.add(this.reading.text.slice(start, end - endOffset), true);
  }

  onopentagname(start: number, end: number): void {
    this.step();
    this.tagStart = start - 1;
    this.qualified = this.reading.text.slice(start, end).toLowerCase();
    this.attributes = Object.create(null);
    this.attributeCount = 0;
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.reading.text.slice(start, end).toLowerCase();
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    this.value += this.reading.text.slice(start, end);
  }

  onattribentity(codepoint: number): void {
    this.step();
    this.value += String.fromCodePoint(codepoint);
  }

  onattribend(): void {
    this.step();
    this.attributeCount += 1;
    if (this.attributeCount > attributeLimit) return;
    this.attributes[this.attribute] ??= this.value;
  }

  onopentagend(end: number): void {
    this.open(end + 1);
  }

  onselfclosingtag(end: number): void {
    const opened = this.open(end + 1);
    if (opened === 'untold') this.closeUntold(this.qualified);
    else if (opened !== undefined) this.pop(end + 1);
  }

  onclosetag(start: number, end: number): void {
    this.step();
    const qualified = this.reading.text.slice(start, end).toLowerCase();
    const at = this.reading.text.lastIndexOf('<', start);
    if (this.closeUntold(qualified)) return;
    if ((this.openCount.get(qualified) ?? 0) === 0) {
      if (this.phase === 'root') this.fault(qualified);
      return;
    }
    while (this.stack.at(-1)?.qualified !== qualified) {
      this.fault(this.stack.at(-1)?.qualified ?? qualified);
      this.pop(at);
    }
    this.pop(at);
  }

  ondeclaration(start: number, end: number): void {
    const text = this.reading.text.slice(start, end);
    if (/^doctype/i.test(text) && text.includes('[') && !text.trimEnd().endsWith(']')) {
      if (this.root === undefined) this.phase = 'subset';
    }
  }

  onend(): void {}

  oncomment(): void {}

  onprocessinginstruction(): void {}

  private step(): void {
    this.steps += 1;
    if (this.steps !== stepLimit) return;
    this.faults.add(
      'The document holds more tags than are read; what comes after them is left out.',
    );
    this.stop();
  }

  private outsideText(text: string): void {
    if (this.phase === 'subset' && text.includes(']')) this.phase = 'prolog';
    else if (this.phase === 'prolog' && /[^\s\uFEFF]/.test(text)) {
      this.faults.add('There is text before the first element; it was skipped.');
    }
  }

  private open(start: number): OpenElement | 'untold' | undefined {
    if (this.phase === 'ended' || this.phase === 'stopped') return undefined;
    if (this.root === undefined) return this.openRoot(start);
    const inner = this.surroundings.inside(this.stack.at(-1) ?? this.root, this.attributes);
    const name = canonicalName(inner.scope, this.qualified, this.primary);
    this.closeForgotten(name);
    const parent = this.stack.at(-1) ?? this.root;
    parent.mixed = true;
    this.held += 1;
    if (parent.isMarkup || this.isTooMuch(name)) {
      this.untold.set(this.qualified, (this.untold.get(this.qualified) ?? 0) + 1);
      this.held -= 1;
      return 'untold';
    }
    return this.push(name, inner, start);
  }

  private isTooMuch(name: string): boolean {
    if (this.stack.length >= depthLimit) return true;
    return this.held > heldLimit && !this.reading.items.has(name);
  }

  private openRoot(start: number): OpenElement | undefined {
    const local = this.qualified.slice(this.qualified.indexOf(':') + 1);
    if (!this.reading.roots.has(local)) return undefined;
    this.phase = 'root';
    const prefix = this.qualified.slice(0, Math.max(0, this.qualified.indexOf(':')));
    const uri = this.attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] ?? '';
    this.primary = knownPrefix(uri) ?? (local === 'rdf' ? 'rdf' : prefix);
    if (this.primary === 'rdf') this.primary = '';
    const inner = this.surroundings.inside(undefined, this.attributes);
    this.root = this.push(local, inner, start);
    return this.root;
  }

  private push(name: string, inner: Surroundings, start: number): OpenElement {
    const { qualified, primary } = this;
    const tag = {
      name,
      qualified,
      attributes: canonicalAttributes(this.attributes, inner, primary),
    };
    const element = new OpenElement(tag, inner, { document: this.reading.text, start });
    this.stack.push(element);
    this.openCount.set(this.qualified, (this.openCount.get(this.qualified) ?? 0) + 1);
    if (this.reading.items.has(name) && this.item === undefined) {
      this.item = element;
      this.heldBefore = this.held;
    }
    return element;
  }

  /** Closes what must have been meant to be closed where an element of this name begins. */
  private closeForgotten(name: string): void {
    if (this.item !== undefined && this.reading.items.has(name)) {
      while (this.item !== undefined) this.popForgotten();
    }
    if (isForgotten(this.stack.at(-1), name, this.reading)) this.popForgotten();
  }

  private popForgotten(): void {
    this.fault(this.stack.at(-1)?.qualified ?? '');
    this.pop(this.tagStart);
  }

  private fault(qualified: string): void {
    if (this.item === undefined) {
      this.isUnbalanced = true;
      this.faults.add(`The tags of <${qualified.slice(0, 40)}> do not match; they were repaired.`);
      return;
    }
    this.item.repaired = true;
  }

  private closeUntold(qualified: string): boolean {
    const count = this.untold.get(qualified) ?? 0;
    if (count > 0) this.untold.set(qualified, count - 1);
    return count > 0;
  }

  private pop(end: number): void {
    const element = this.stack.pop();
    if (element === undefined) return;
    element.close(end);
    this.openCount.set(element.qualified, (this.openCount.get(element.qualified) ?? 1) - 1);
    if (element.isMarkup) this.untold.clear();
    if (element === this.root) this.phase = 'ended';
    else if (element === this.item) this.tellItem(element);
    else this.stack.at(-1)?.children.push(element);
  }

  private tellItem(element: OpenElement): void {
    this.item = undefined;
    this.untold.clear();
    this.held = this.heldBefore;
    if (this.reading.onItem(element)) return;
    this.phase = 'stopped';
    this.stop();
  }

  /** At the end of the text: keeps what was closed, drops the element it ended in. */
  private closeTruncated(): void {
    while (this.stack.length > 0) {
      const top = this.stack.at(-1);
      if (top === undefined) return;
      const isKept = top === this.item || structure.has(top.name);
      if (top === this.item) top.truncated = true;
      if (isKept) this.pop(this.reading.text.length);
      else this.stack.pop();
    }
  }
}
