/** feedparser's test documents say what is expected in a Python expression within a comment. */
import { compact, type Known, type KnownFeed, type KnownItem, listOf } from './values.ts';

type Value = string | readonly number[];

/**
 * What its assertions say of the first entries and of the feed, where they compare a field that a
 * news archive reads with a text or a time. What is negated, or of other fields, is passed over.
 */
export function fromAssertions(comment: string): Known | undefined {
  const told = assertions(comment);
  const feed = feedOf((path) => textAt(told, `feed.${path}`));
  const indexes = [...told.keys()].flatMap((path) => /^entries\.(\d+)\./.exec(path)?.[1] ?? []);
  const count = indexes.length === 0 ? 0 : Math.max(...indexes.map(Number)) + 1;
  const items = Array.from({ length: Math.min(count, 100) }, (_, index) =>
    itemOf(told, `entries.${index}.`),
  );
  const isEmpty = [feed, ...items].every((one) => Object.keys(one).length === 0);
  return isEmpty ? undefined : { feed, items, isWhole: false };
}

function feedOf(text: (path: string) => string | undefined): KnownFeed {
  return compact({
    title: text('title') ?? text('title_detail.value'),
    links: listOf(text('link')),
    language: text('language'),
    description:
      text('description') ?? text('subtitle') ?? text('tagline') ?? text('subtitle_detail.value'),
  });
}

/**
 * feedparser calls RSS's `author` the whole `name (mail)`; `published` and `updated` stand in for
 * each other, and Dublin Core's date counts as `updated`: which of the two it is, is not known.
 */
function itemOf(told: ReadonlyMap<string, Value>, place: string): KnownItem {
  const text = (path: string): string | undefined => textAt(told, place + path);
  const all = [0, 1, 2].flatMap((index) => text(`authors.${index}.name`) ?? []).join(', ');
  const author = text('author_detail.name') ?? (all || text('author'));
  const tag = text('tags.0.term') ?? text('category');
  const file = text('enclosures.0.href') ?? text('enclosures.0.url');
  return compact({
    id: text('id') ?? text('guid'),
    title: text('title') ?? text('title_detail.value'),
    links: listOf(text('link')),
    date: timeAt(told, place),
    content: text('content.0.value'),
    summary: text('summary') ?? text('description') ?? text('summary_detail.value'),
    authors: listOf(author),
    tags: tag === undefined ? undefined : [[tag, text('tags.0.label') ?? tag]],
    enclosures: listOf(file),
  });
}

function textAt(told: ReadonlyMap<string, Value>, path: string): string | undefined {
  const value = told.get(path);
  return typeof value === 'string' ? value : undefined;
}

function timeAt(told: ReadonlyMap<string, Value>, place: string): string | undefined {
  for (const name of ['published_parsed', 'updated_parsed', 'created_parsed']) {
    const value = told.get(place + name);
    if (value === undefined || typeof value === 'string') continue;
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = value;
    return new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString();
  }
  return undefined;
}

const place = /(?<!not )(?:entries\[\d+\]|feed)(?:\[[^\][]*\]|\.\w+)*\s*==\s*/g;

/** Paths (`entries.0.title`) with the literal each is compared with. */
function assertions(comment: string): ReadonlyMap<string, Value> {
  const told = new Map<string, Value>();
  let waiting: string[] = [];
  for (const match of comment.matchAll(place)) {
    waiting.push(pathOf(match[0]));
    const rest = comment.slice(match.index + match[0].length);
    if (/^(?:entries\[|feed\[)/.test(rest)) continue;
    const value = literal(rest);
    for (const path of value === undefined ? [] : waiting) {
      if (value !== undefined && !told.has(path)) told.set(path, value);
    }
    waiting = [];
  }
  return told;
}

function pathOf(text: string): string {
  return text.replace(/\s*==\s*$/, '').replace(/\[u?['"]?([^\]'"]*)['"]?\]/g, '.$1');
}

/** A string (parts joined as Python joins them) or a tuple of whole numbers. */
function literal(text: string): Value | undefined {
  const tuple = /^\(((?:-?\d+, ?)+-?\d+)\)/.exec(text);
  if (tuple !== null) return (tuple[1] ?? '').split(',').map(Number);
  const part = /\s*(?:\+\s*)?[uU]?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/sy;
  const parts: string[] = [];
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    parts.push(unescaped(match[1] ?? match[2] ?? ''));
  }
  return parts.length === 0 ? undefined : parts.join('');
}

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.|\n))/g,
    (_all, hex?: string, wide?: string, widest?: string, letter = '') => {
      const digits = hex ?? wide ?? widest;
      if (digits !== undefined) return String.fromCodePoint(Number.parseInt(digits, 16));
      return letters[letter] ?? letter;
    },
  );
}
