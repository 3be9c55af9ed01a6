import { describe, expect, it } from 'vitest';
import { type Absence, type AbsenceKind, instant } from '../model/index.ts';
import { absenceSpans, goneSinceOf } from './absence-spans.ts';

const start = Date.UTC(2026, 10, 24, 8);
const at = (hours: number) => instant(start + hours * 3_600_000);
const look = (hours: number, kind: AbsenceKind, endedAt?: number): Absence => ({
  articleId: 'a1',
  seenAt: at(hours),
  kind,
  status: 0,
  message: kind,
  ...(endedAt === undefined ? {} : { endedAt: at(endedAt) }),
});
const looks = (kind: AbsenceKind, ...hours: number[]) => hours.map((one) => look(one, kind));

describe('an article is said not to be served any more', () => {
  it.each(['not-found', 'soft-404', 'moved'] as const)(
    'after three looks over 48 hours that say so: %s',
    (kind) => {
      expect(goneSinceOf(looks(kind, 0, 20, 48))).toBe(at(0));
    },
  );

  it.each([
    ['one look', looks('not-found', 0)],
    ['one look that is a 410', looks('gone', 0)],
    ['two looks, however far apart', looks('not-found', 0, 500)],
    ['many looks within two days', looks('not-found', 0, 6, 12, 24, 47.9)],
    [
      'many looks within two hours of the first, and one after days',
      looks('not-found', 0, 0.1, 0.2, 60),
    ],
    ['two 410 within a few hours', looks('gone', 0, 11)],
    ['a 410 and a 404', [look(0, 'gone'), look(24, 'not-found')]],
    ['no look at all', []],
  ])('but not after %s', (_, told) => {
    expect(goneSinceOf(told)).toBeUndefined();
  });

  it('sooner where the server says 410, but never on one look', () => {
    expect(goneSinceOf(looks('gone', 0, 12))).toBe(at(0));
  });

  it.each([
    'blocked',
    'captcha',
    'login',
    'robots',
    'refused',
    'server-error',
    'timeout',
    'dns',
    'tls',
    'unreachable',
    'not-an-article',
  ] as const)('never for what says nothing of the article: %s', (kind) => {
    expect(goneSinceOf(looks(kind, 0, 24, 48, 480, 4800))).toBeUndefined();
  });

  it('by the looks that say so alone, whatever came between', () => {
    const mixed = [look(0, 'timeout'), look(5, 'not-found'), look(20, 'captcha')];
    const later = [...mixed, look(30, 'soft-404'), look(53, 'not-found'), look(54, 'dns')];
    expect(goneSinceOf(mixed)).toBeUndefined();
    expect(goneSinceOf(later)).toBe(at(5));
    expect(absenceSpans(later)).toMatchObject([
      { since: at(0), kind: 'not-found', goneSince: at(5) },
    ]);
  });
});

describe('the absences of an article', () => {
  it('are spans, each ended when it was served again', () => {
    const spans = absenceSpans([
      look(30, 'not-found'),
      look(0, 'not-found'),
      look(4, 'timeout', 9),
      look(31, 'server-error'),
    ]);
    expect(spans.map((span) => [span.since, span.kind, span.looks.length, span.endedAt])).toEqual([
      [at(0), 'timeout', 2, at(9)],
      [at(30), 'server-error', 2, undefined],
    ]);
  });

  it('begin anew after it came back: looks before say nothing of it now', () => {
    const spans = absenceSpans([
      look(0, 'not-found'),
      look(24, 'not-found', 30),
      look(60, 'not-found'),
    ]);
    expect(spans.map(({ goneSince }) => goneSince)).toEqual([undefined, undefined]);
  });

  it('keep having been gone when the article comes back', () => {
    const [span] = absenceSpans([...looks('not-found', 0, 24), look(50, 'not-found', 99)]);
    expect(span).toMatchObject({ goneSince: at(0), endedAt: at(99) });
  });

  it('are none where none was seen', () => {
    expect(absenceSpans([])).toEqual([]);
  });
});
