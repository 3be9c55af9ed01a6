/** Attribute values by canonical name (`href`, `xml:base`, `rdf:about`), entities decoded. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/** An element of a document, read leniently. */
export interface XmlElement {
  /** Lower case, with the prefix this project knows its namespace by: `item`, `dc:creator`. */
  readonly name: string;
  readonly attributes: XmlAttributes;
  /** The elements within it that were closed; none inside markup (see `mixed`). */
  readonly children: readonly XmlElement[];
  /**
   * Its own characters, entities decoded. Where CDATA is surrounded by white space alone, the CDATA
   * alone: that white space is indentation of the XML, not content.
   */
  readonly text: string;
  /** Whether there are tags among its characters, kept or not. */
  readonly mixed: boolean;
  /** Everything between its tags as it stands in the document. */
  readonly source: string;
  /** What relative links in it are relative to: the document's URL, or nearer `xml:base`. */
  readonly base: string;
  readonly language: string;
  /** Whether tags had to be added or dropped to read it. */
  readonly repaired: boolean;
  /** Whether the document ended before it did. */
  readonly truncated: boolean;
}

/** The first child of that name, or undefined. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}

/** All children of that name, in document order. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((one) => one.name === name);
}

/** The first of these children (by name, in the order of the names) that holds characters. */
export function firstFilled(
  element: XmlElement,
  ...names: readonly string[]
): XmlElement | undefined {
  for (const name of names) {
    const found = element.children.find((one) => one.name === name && isFilled(one));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The characters of that child without white space around them; empty where there is none. */
export function textOf(element: XmlElement, ...names: readonly string[]): string {
  return firstFilled(element, ...names)?.text.trim() ?? '';
}

function isFilled(element: XmlElement): boolean {
  return element.mixed || /\S/.test(element.text);
}
