import type { Url } from '../model/index.ts';
import { siteOf, urlShape } from './article-shape.ts';

/**
 * What following a section page has taught: for each shape of address how many pages turned out to be
 * articles, and how many did not (lists, logins, missing pages). Serialises as JSON of at most 2,000
 * characters; the shapes seen last stand last.
 */
export interface ShapeMemory {
  readonly v: 1;
  readonly shapes: Readonly<Record<string, readonly [articles: number, others: number]>>;
}

const sizeLimit = 2000;
/** Counts are halved beyond this, so that a site that changes is learned anew. */
const countLimit = 20;
const observationsNeeded = 3;

/** The memory with one more page seen. The same pages in the same order give the same memory. */
export function learnShape(
  memory: ShapeMemory | undefined,
  url: Url,
  wasArticle: boolean,
): ShapeMemory {
  const shape = shapeOf(url);
  const shapes = new Map(Object.entries(memory?.shapes ?? {}));
  const [articles, others] = shapes.get(shape) ?? [0, 0];
  shapes.delete(shape);
  shapes.set(shape, bounded(articles + (wasArticle ? 1 : 0), others + (wasArticle ? 0 : 1)));
  for (const oldest of [...shapes.keys()]) {
    if (sizeOf(shapes) <= sizeLimit) break;
    shapes.delete(oldest);
  }
  return { v: 1, shapes: Object.fromEntries(shapes) };
}

/** What the memory says of an address; undefined where it has seen too little, or both. */
export function recallShape(
  memory: ShapeMemory | undefined,
  url: Url,
): 'article' | 'other' | undefined {
  const [articles, others] = memory?.shapes[shapeOf(url)] ?? [0, 0];
  if (articles === 0 && others >= observationsNeeded) return 'other';
  if (articles >= observationsNeeded && articles >= 4 * others) return 'article';
  return undefined;
}

/** Reads a memory back from its JSON; undefined for anything else, which is then learned anew. */
export function parseShapeMemory(text: string | undefined): ShapeMemory | undefined {
  if (text === undefined || text.length > 2 * sizeLimit) return undefined;
  try {
    const read = JSON.parse(text) as Partial<ShapeMemory> | null;
    if (read?.v !== 1 || typeof read.shapes !== 'object' || read.shapes === null) return undefined;
    const isPair = (pair: unknown): boolean =>
      Array.isArray(pair) && pair.length === 2 && pair.every((count) => Number.isInteger(count));
    return Object.values(read.shapes).every(isPair) ? (read as ShapeMemory) : undefined;
  } catch {
    return undefined;
  }
}

const shapeOf = (url: Url): string => `${siteOf(url)}${urlShape(url)}`.slice(0, 120).toWellFormed();

function bounded(articles: number, others: number): readonly [number, number] {
  if (articles + others <= countLimit) return [articles, others];
  return [Math.floor(articles / 2), Math.floor(others / 2)];
}

const sizeOf = (shapes: ReadonlyMap<string, unknown>): number =>
  JSON.stringify({ v: 1, shapes: Object.fromEntries(shapes) }).length;
