import { ArchiveError } from '../model/index.ts';
import {
  emptyMemory,
  type LearnedPage,
  type Proven,
  type Restless,
  type SiteMemory,
} from './site-memory.ts';

/** A memory as text, at most about 20 KB; `parseMemory` reads it. */
export function formatMemory(memory: SiteMemory): string {
  return JSON.stringify(memory);
}

/**
 * A memory from its text. One of a later or unknown version is empty: what it held is learned again
 * from the captures. Throws `corrupt` where the text is no memory at all.
 */
export function parseMemory(text: string): SiteMemory {
  const value = jsonIn(text);
  if (!isRecord(value)) throw corrupt(text);
  if (value['version'] !== 1) return emptyMemory;
  const { learned, pages, proven, restless = [] } = value;
  const isWhole = isListOf(pages, isPage) && isListOf(proven, isProven);
  if (!isCount(learned) || !isWhole || !isListOf(restless, isRestless)) throw corrupt(text);
  return { version: 1, ...(restless.length === 0 ? {} : { restless }), learned, pages, proven };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw corrupt(text);
  }
}

const corrupt = (text: string): ArchiveError =>
  new ArchiveError(
    'corrupt',
    `This is not the memory of a site: ${JSON.stringify(text.slice(0, 60))}; rebuild learns it again.`,
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isPage(value: unknown): value is LearnedPage {
  if (!isRecord(value)) return false;
  const { key, title, series, marks } = value;
  return [key, title, series, marks].every((part) => typeof part === 'string');
}

function isProven(value: unknown): value is Proven {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [mark, n, of, place, at] = value;
  return typeof mark === 'string' && [n, of, at].every(isCount) && /^[hmt]$/.test(String(place));
}

function isRestless(value: unknown): value is Restless {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [shape, articles] = value;
  return typeof shape === 'string' && isListOf(articles, (one) => typeof one === 'string');
}
