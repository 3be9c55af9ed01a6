/** Namespaces of feeds by the prefix this project writes; the URIs stand without scheme, `www.`, and end. */
const prefixes: Readonly<Record<string, string | undefined>> = {
  'w3.org/2005/atom': 'atom',
  'purl.org/atom/ns': 'atom',
  'purl.org/rss/1.0': 'rss',
  'purl.org/net/rss1.1': 'rss',
  'channel.netscape.com/rdf/simple/0.9': 'rss',
  'my.netscape.com/rdf/simple/0.9': 'rss',
  'my.netscape.com/publish/formats/rss-0.91.dtd': 'rss',
  'backend.userland.com/rss': 'rss',
  'backend.userland.com/rss2': 'rss',
  'blogs.law.harvard.edu/tech/rss': 'rss',
  'cyber.law.harvard.edu/rss/rss.html': 'rss',
  'w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'purl.org/rss/1.0/modules/dc': 'dc',
  'purl.org/rss/1.0/modules/dcterms': 'dcterms',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'pheedo.com/namespace/pheedo': 'pheedo',
  'search.yahoo.com/mrss': 'media',
  'video.search.yahoo.com/mrss': 'media',
  'itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'itunes.com/dtds/podcast-1.0': 'itunes',
  'w3.org/1999/xhtml': 'xhtml',
  'sitemaps.org/schemas/sitemap/0.9': 'sitemap',
  'google.com/schemas/sitemap/0.84': 'sitemap',
  'google.com/schemas/sitemap-news/0.9': 'news',
  'google.com/schemas/sitemap-image/1.1': 'image',
  'w3.org/xml/1998/namespace': 'xml',
};
/** Namespaces whose elements are written without prefix. */
const plain = new Set(['atom', 'rss', 'sitemap']);
const scopeLimit = 64;

/** Which prefix means which namespace at one place of a document. */
export interface NamespaceScope {
  /** Lower-case prefix (empty for the default namespace) to the name this project knows it by. */
  readonly declared: ReadonlyMap<string, string>;
  readonly names: Map<string, string>;
}

export const noNamespaces: NamespaceScope = { declared: new Map(), names: new Map() };

/**
 * The scope within an element that has these `xmlns` attributes; at most 64 are kept. A prefix bound
 * to a namespace we do not know keeps its name; an unknown default namespace stands bare.
 */
export function innerScope(
  outer: NamespaceScope,
  attributes: Readonly<Record<string, string | undefined>>,
): NamespaceScope {
  const own = Object.keys(attributes).filter((name) => /^xmlns(?::|$)/.test(name));
  if (own.length === 0) return outer;
  const declared = new Map(outer.declared);
  for (const name of own) {
    const prefix = name.slice('xmlns:'.length);
    if (declared.size < scopeLimit || declared.has(prefix)) {
      declared.set(prefix, knownPrefix(attributes[name] ?? '') ?? prefix);
    }
  }
  return { declared, names: new Map() };
}

/**
 * The canonical name of a lower-case qualified name. Elements of the document's own vocabulary
 * (`primary`: `atom` in an Atom feed) and of no namespace stand bare; a prefix nobody declared
 * is taken to mean what it usually does.
 */
export function canonicalName(scope: NamespaceScope, qualified: string, primary: string): string {
  const known = scope.names.get(qualified);
  if (known !== undefined) return known;
  const colon = qualified.indexOf(':');
  const prefix = colon < 0 ? '' : qualified.slice(0, colon);
  const local = qualified.slice(colon + 1);
  const space = scope.declared.get(prefix) ?? (prefix === 'a10' ? 'atom' : prefix);
  const bare = space === '' || space === primary || (plain.has(space) && space !== 'atom');
  const name = bare ? local : `${space}:${local}`;
  if (scope.names.size < 1000) scope.names.set(qualified, name);
  return name;
}

/** The prefix for a namespace URI, or undefined when it is none of those feeds use. */
export function knownPrefix(uri: string): string | undefined {
  const key = uri
    .trim()
    .toLowerCase()
    .slice(0, 200)
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[/#]$/, '');
  return prefixes[key];
}
