import { Parser } from 'htmlparser2';

/** An element of a page as it stands in the text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const voids = new Set(['meta', 'link', 'img', 'input', 'br', 'hr', 'wbr', 'col']);

/**
 * Every element of a page. Throws where the nesting is not written out: an element that only the
 * parser closes (a block in a paragraph, a link in a link, a forgotten end) or a stray end tag.
 */
export function elementsOf(page: string): readonly Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes, isImplied) {
      if (isImplied) throw new Error(`</${name}> ends nothing`);
      elements.push({ name, attributes });
      open.push(name);
    },
    onclosetag(name, isImplied) {
      if (isImplied && !voids.has(name))
        throw new Error(`<${name}> in ${open.join(' ')} is not closed`);
      if (open.pop() !== name) throw new Error(`</${name}> in ${open.join(' ')} is out of place`);
    },
  });
  parser.end(page);
  return elements;
}

/** Every element of any HTML, however it is nested. */
export function elementsIn(html: string): readonly Element[] {
  const elements: Element[] = [];
  new Parser({ onopentag: (name, attributes) => elements.push({ name, attributes }) }).end(html);
  return elements;
}
