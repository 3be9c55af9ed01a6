import { type AbsenceKind, takedownReasons } from '../model/index.ts';
import type { ToldBeside } from './told-beside.ts';

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

/**
 * Whether what a metadata record tells has the shape that its kind has in docs/archive-on-disk.md; of
 * an unknown kind only what is common to all is asked. What has not is evidence, and means nothing.
 */
export function isWellShaped(told: ToldBeside): boolean {
  const { kind, v } = told;
  if (v !== 1 || typeof kind !== 'string' || !common(told)) return false;
  const mayTellEntry = kind === 'page' || kind === 'evidence';
  if (mayTellEntry && told['guid'] !== undefined && !entry(told)) return false;
  return kinds.get(kind)?.(told) ?? true;
}

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const url: Check = (value) => typeof value === 'string' && URL.canParse(value);
const moment: Check = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const digest: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.some((one) => one === value);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const some =
  (check: Check): Check =>
  (value) =>
    listOf(check)(value) && (value as readonly unknown[]).length > 0;

/** An object with these fields, and with those of `may` where it has them; others may be there. */
const object =
  (must: Fields, may: Fields = {}): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const held = value as ToldBeside;
    return (
      Object.entries(must).every(([name, check]) => check(held[name])) &&
      Object.entries(may).every(([name, check]) => held[name] === undefined || check(held[name]))
    );
  };

const body = oneOf('page', 'feed', 'fuller');
const source = object(
  {
    id: text,
    kind: oneOf('feed', 'sitemap', 'page', 'mirror', 'import'),
    url,
    title: text,
    body,
    state: oneOf('followed', 'unfollowed'),
    allowPrivate: flag,
    followedAt: moment,
  },
  { folder: text, pollSeconds: number, home: url, browser: flag, key: text },
);

const common = object(
  {},
  { source: either(text, source), listing: text, hops: listOf(text), article: text },
);
const entryToo: Fields = {
  publishedAt: moment,
  updatedAt: moment,
  told: either(oneOf(''), digest),
};
const entryFields: Fields = {
  source: text,
  guid: text,
  listing: text,
  title: text,
  authors: listOf(text),
};
const entry = object(entryFields, { url, ...entryToo });

const absenceKinds = {
  moved: 1,
  'not-found': 1,
  gone: 1,
  'soft-404': 1,
  blocked: 1,
  captcha: 1,
  login: 1,
  robots: 1,
  refused: 1,
  'server-error': 1,
  timeout: 1,
  dns: 1,
  tls: 1,
  unreachable: 1,
  'not-an-article': 1,
} satisfies Record<AbsenceKind, 1>;
const missed = { kind: oneOf(...Object.keys(absenceKinds)), status: number, message: text };

const removed: Fields = { id: text, url, capturedAt: moment, status: number, payload: digest };
const removedToo: Fields = { finalUrl: url, sourceId: text };

const kinds: ReadonlyMap<string, Check> = new Map([
  [
    'listing',
    object(
      { source: either(text, source) },
      { standIn: object({ kind: oneOf('feed', 'sitemap', 'page'), url }), shapes: text },
    ),
  ],
  [
    'page',
    object(
      {},
      {
        ...{ source: text, guid: text, url, body, missing: object(missed), taken: oneOf('feed') },
        ...{ witnessed: flag, parts: listOf(text), whole: flag, version: oneOf('amp', 'print') },
        lacks: url,
      },
    ),
  ],
  ['evidence', object({}, { source: text, guid: text, url, missing: object(missed) })],
  ['import', object({}, { source: text, format: text, path: text, site: text })],
  ['mirrored', object({}, { source: text, mirror: text })],
  ['sources', object({ sources: listOf(source) })],
  ['absence', object({ absence: object({ articleId: text, seenAt: moment, ...missed }) }, { url })],
  ['entry', object({ ...entryFields, url, revisit: flag }, entryToo)],
  ['joined', object({ ...entryFields, url, article: text }, entryToo)],
  ['lifted', object({ takedowns: listOf(text) })],
  [
    'takedown',
    object(
      {
        ...{ id: text, articles: some(text), url, reason: oneOf(...takedownReasons), at: moment },
        keys: listOf(text),
        captures: listOf(object(removed, removedToo)),
        cut: listOf(object({ ...removed, now: object({ id: text, payload: digest }) }, removedToo)),
        revisions: listOf(
          object({
            ...{ id: text, article: text, number, seenAt: moment, captureId: text },
            textDigest: digest,
          }),
        ),
        moved: listOf(object({ payload: digest, from: text, to: text })),
      },
      { left: listOf(object({ id: text, url: text, why: text })) },
    ),
  ],
]);
