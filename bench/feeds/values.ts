/** What may be known of a document, and how values are taken from what parsers write. */

export type Json = Readonly<Record<string, unknown>>;

/** What an item should say; a missing member is not known. Where several stand, any is right. */
export interface KnownItem {
  readonly id?: string;
  readonly title?: string;
  readonly links?: readonly string[];
  readonly published?: string;
  readonly updated?: string;
  /** Told without saying which date it is. */
  readonly date?: string;
  readonly content?: string;
  readonly summary?: string;
  /** Only the characters are known, not their order. */
  readonly unordered?: boolean;
  readonly authors?: readonly string[];
  /** Each tag by the names it may have. */
  readonly tags?: readonly (readonly string[])[];
  readonly enclosures?: readonly string[];
  readonly image?: string;
}
/** What the feed around the items should say. */
export interface KnownFeed {
  readonly title?: string;
  readonly links?: readonly string[];
  readonly language?: string;
  readonly description?: string;
}
export interface Known {
  readonly feed: KnownFeed;
  readonly items: readonly KnownItem[];
  /** Whether these are all the items of the document. */
  readonly isWhole: boolean;
}

/** The addresses of enclosures, whichever way a parser writes them. */
export function enclosuresOf(item: Json): readonly string[] | undefined {
  const files = [
    ...objectsOf(item['enclosures'] ?? item['attachments']),
    ...objectsOf(item['links']).filter((one) => one['rel'] === 'enclosure'),
  ];
  return listOf(files.map((one) => one['url'] ?? one['href']));
}

/** Tags as each parser writes them, by all names they go by. */
export function tagsOf(told: unknown): readonly (readonly string[])[] | undefined {
  if (!Array.isArray(told)) return undefined;
  const tags = told.map((tag: unknown) => {
    if (typeof tag === 'string') return [tag];
    const { name, label, term, value, _ } = (objectOf(tag) ?? {}) as Record<string, unknown>;
    return [name, label, term, value, _].flatMap((one) => (typeof one === 'string' ? [one] : []));
  });
  const named = tags.filter((names) => names.some((name) => name.trim() !== ''));
  return named.length === 0 ? undefined : named;
}

/** A value that may stand in an object of its own. */
export function textIn(told: unknown): string | undefined {
  const inner = objectOf(told);
  return stringOf(inner === undefined ? told : (inner['value'] ?? inner['url'] ?? inner['href']));
}

export function stringOf(told: unknown): string | undefined {
  return typeof told === 'string' ? told : undefined;
}

export function objectOf(told: unknown): Json | undefined {
  return typeof told === 'object' && told !== null && !Array.isArray(told)
    ? (told as Json)
    : undefined;
}

export function objectsOf(told: unknown): readonly Json[] {
  const list: readonly unknown[] = Array.isArray(told) ? told : [];
  return list.map(objectOf).filter((one) => one !== undefined);
}

/** A string, or the strings of a list; undefined when there are none. */
export function listOf(told: unknown): readonly string[] | undefined {
  const list = (Array.isArray(told) ? told : [told]).flatMap((one: unknown) => stringOf(one) ?? []);
  return list.length === 0 ? undefined : list;
}

/** An object without the members that are undefined. */
export function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  const told = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(told) as T;
}
