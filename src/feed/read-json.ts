type JsonObject = Readonly<Record<string, unknown>>;

/** What could be read of a JSON Feed; `fault` says why it is not JSON, when it is not. */
export interface JsonReading {
  readonly feed: JsonObject | undefined;
  readonly items: readonly unknown[];
  readonly fault?: string;
}

/** Control characters, which JSON strings may not hold raw. */
const rawControl = /\p{Cc}/gu;
/** Longer documents are read item by item, so that a flood of items does not fill the memory. */
const wholeLimit = 8 * 1024 * 1024;
const itemLimit = 10_000;
/** Quotes and brackets looked at, so that no document takes long. */
const markLimit = 5_000_000;

/**
 * Reads a JSON Feed. Where the text is not JSON (cut off, line breaks inside strings, one bad item)
 * the items are cut out by their braces and read one by one; those that cannot be read are missing.
 */
export function readJsonFeed(text: string): JsonReading {
  const json = text.replace(/^[\s\uFEFF]+/, '');
  if (json.length > wholeLimit) return salvage(json, 'it is longer than 8 Mi characters');
  try {
    const feed: unknown = JSON.parse(json);
    if (!isObject(feed)) return { feed: undefined, items: [], fault: 'it is no object' };
    return { feed, items: Array.isArray(feed['items']) ? feed['items'] : [] };
  } catch (error) {
    return salvage(json, error instanceof Error ? error.message.slice(0, 100) : 'unknown fault');
  }
}

function salvage(json: string, fault: string): JsonReading {
  const start = /"items"\s*:\s*\[/.exec(json);
  if (start === null) return { feed: undefined, items: [], fault };
  const head = json.slice(0, start.index).trimEnd().replace(/,$/, '');
  const items: unknown[] = [];
  let unread = 0;
  for (const source of objectsIn(json, start.index + start[0].length)) {
    const item = parsed(source);
    if (item !== undefined) items.push(item);
    else unread += 1;
    if (items.length + unread > itemLimit) break;
  }
  const told = unread === 0 ? fault : `${fault}; ${unread} items could not be read`;
  return { feed: parsed(`${head}}`) ?? {}, items, fault: told };
}

/** The objects of an array that begins at `from`, until it ends or the text does. */
function* objectsIn(json: string, from: number): Generator<string> {
  let depth = 0;
  let start = from;
  for (const at of bracketsIn(json, from)) {
    const isOpening = json[at] === '{' || json[at] === '[';
    if (isOpening && depth === 0) start = at;
    if (!isOpening && depth === 0) return;
    depth += isOpening ? 1 : -1;
    if (depth === 0) yield json.slice(start, at + 1);
  }
}

/** Where brackets stand that are in no string. */
function* bracketsIn(json: string, from: number): Generator<number> {
  const marks = /["{}[\]]/g;
  marks.lastIndex = from;
  for (let looked = 0; looked < markLimit; looked += 1) {
    const mark = marks.exec(json);
    if (mark === null) return;
    if (mark[0] === '"') marks.lastIndex = afterString(json, mark.index);
    else yield mark.index;
  }
}

function afterString(json: string, quote: number): number {
  for (let at = json.indexOf('"', quote + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let escapes = 0;
    while (json[at - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
  return json.length;
}

/** The object, or undefined; raw control characters in strings count as white space. */
function parsed(source: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(source.replace(rawControl, ' '));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
