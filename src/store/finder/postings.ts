/** Numbers of documents, ascending, each once. */
export type Docs = Uint32Array;

/** Joins lists each of which ends before the next begins. */
export function joinDocs(parts: readonly Docs[]): Docs {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What stands in both. */
export function inBoth(one: Docs, other: Docs): Docs {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const both = new Uint32Array(few.length);
  const leap = many.length > 32 * few.length;
  let count = 0;
  let at = 0;
  for (const doc of few) {
    at = leap ? seek(many, doc, at) : walk(many, doc, at);
    if (at === many.length) break;
    if (many[at] === doc) both[count++] = doc;
  }
  return both.subarray(0, count);
}

function walk(docs: Docs, doc: number, from: number): number {
  let at = from;
  while (at < docs.length && (docs[at] ?? 0) < doc) at += 1;
  return at;
}

/** The first place from which on documents are not before one, by halving. */
export function seek(docs: Docs, doc: number, from = 0): number {
  let low = from;
  let high = docs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((docs[middle] ?? 0) < doc) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands in any. */
export function inAny(lists: readonly Docs[]): Docs {
  return lists.reduce(
    (one, other) => (one.length === 0 ? other : union(one, other)),
    new Uint32Array(),
  );
}

function union(one: Docs, other: Docs): Docs {
  if (other.length === 0) return one;
  const all = new Uint32Array(one.length + other.length);
  let count = 0;
  let there = 0;
  for (const doc of one) {
    while (there < other.length && (other[there] ?? 0) < doc) all[count++] = other[there++] ?? 0;
    if (other[there] === doc) there += 1;
    all[count++] = doc;
  }
  while (there < other.length) all[count++] = other[there++] ?? 0;
  return all.subarray(0, count);
}

/** What stands in the first and not in the other. */
export function without(one: Docs, other: Docs): Docs {
  const rest = new Uint32Array(one.length);
  let count = 0;
  let at = 0;
  for (const doc of one) {
    at = walk(other, doc, at);
    if (other[at] !== doc) rest[count++] = doc;
  }
  return rest.subarray(0, count);
}
