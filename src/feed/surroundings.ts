import { parseUrl } from '../url/index.ts';
import { canonicalName, innerScope, noNamespaces } from './namespaces.ts';
import type { Surroundings } from './open-element.ts';
import type { XmlAttributes } from './xml-element.ts';

/** Works out what the elements of one document take from those around them. */
export class SurroundingsReader {
  private readonly url: string;
  private last = { base: '', outer: '', resolved: '' };

  /** The document's own address. */
  constructor(url: string) {
    this.url = url;
  }

  /** What stands inside an element with these attributes, lower case, in `parent`. */
  inside(parent: Surroundings | undefined, attributes: XmlAttributes): Surroundings {
    const outer = parent?.base ?? this.url;
    const base = attributes['xml:base'];
    return {
      scope: innerScope(parent?.scope ?? noNamespaces, attributes),
      base: base === undefined ? outer : this.resolved(base, outer),
      language: attributes['xml:lang'] ?? parent?.language ?? '',
    };
  }

  /** Feeds repeat one `xml:base` on every entry: the last one is remembered. */
  private resolved(base: string, outer: string): string {
    if (this.last.base !== base || this.last.outer !== outer) {
      this.last = { base, outer, resolved: parseUrl(base, outer) ?? outer };
    }
    return this.last.resolved;
  }
}

/** An element's attributes by the names this project knows; `primary` is the prefix its root has. */
export function canonicalAttributes(
  attributes: XmlAttributes,
  { scope }: Surroundings,
  primary: string,
): XmlAttributes {
  const canonical: Record<string, string | undefined> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) {
    const isPlain = !name.includes(':') || name.startsWith('xml');
    canonical[isPlain ? name : canonicalName(scope, name, primary)] = value;
  }
  return canonical;
}
