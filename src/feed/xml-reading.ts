import type { XmlElement } from './xml-element.ts';

/** What to read of a document, and who hears of it. */
export interface XmlReading {
  readonly text: string;
  readonly url: string;
  /** Local names (lower case) of the root elements looked for; anything before one is skipped. */
  readonly roots: ReadonlySet<string>;
  /** Elements told one by one and then let go, so that long documents need little memory. */
  readonly items: ReadonlySet<string>;
  /** Hears of each item; false ends the reading. */
  readonly onItem: (item: XmlElement) => boolean;
  /** Whether an open element ends where the next of its name begins, closed or not. */
  readonly endsBeforeNext?: (open: XmlElement) => boolean;
}

/** What was read beside the items. */
export interface XmlDocument {
  /** The root element without its items; undefined when there was none of the roots. */
  readonly root: XmlElement | undefined;
  /** What is wrong with the XML: one sentence each. */
  readonly faults: readonly string[];
  /** Whether tags outside items did not match or the end was missing. */
  readonly isUnbalanced: boolean;
}
