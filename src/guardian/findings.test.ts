import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, type Url } from '../model/index.ts';
import {
  callsForFallback,
  confirmedMove,
  endedAndBegun,
  findings,
  forgetMove,
  type Observation,
  observe,
  type Watch,
} from './index.ts';
import { day, every, follow, moment, monday } from './testing.ts';

const hourly = every(60, -day, 60 * day);
const from = 10 * day;
const until = 11 * day;
const planted = (at: number): boolean => at >= from && at < until;
const newUrl = 'http://127.0.0.1/new.xml' as Url;
const failure = (kind: 'captcha' | 'gone' | 'timeout', at: number): Observation[] => [
  { kind: 'failed', at: moment(at), failure: kind, message: `The server showed ${kind}.` },
];

/** Told within two intervals of its beginning, ended within three of its end, and nothing else. */
function expectTold(
  told: readonly (readonly [number, string])[],
  kind: string,
  late = 2 * 60,
): void {
  expect(told.map(([, what]) => what)).toEqual([kind, `-${kind}`]);
  expect((told[0]?.[0] ?? 0) - from).toBeLessThanOrEqual(late);
  expect((told[1]?.[0] ?? 0) - until).toBeLessThanOrEqual(6 * 60);
}

describe('a finding', () => {
  it('is told of a captcha instead of the feed, and ends with it', () => {
    const instead = (at: number) => (planted(at) ? failure('captcha', at) : undefined);
    expectTold(follow({ times: hourly, instead }, 0, 14 * day).told, 'captcha');
  });

  it('is told of a feed that is gone, and of a server that does not answer', () => {
    const gone = (at: number) => (planted(at) ? failure('gone', at) : undefined);
    const late = (at: number) => (planted(at) ? failure('timeout', at) : undefined);
    expectTold(follow({ times: hourly, instead: gone }, 0, 14 * day).told, 'gone');
    expectTold(follow({ times: hourly, instead: late }, 0, 14 * day).told, 'failing');
  });

  it('is told of a document that holds far fewer items', () => {
    const shows = (at: number) => (planted(at) ? 2 : 20);
    expectTold(follow({ times: hourly, shows }, 0, 14 * day).told, 'fewer-items');
  });

  it('is told of texts that are cut, and ends with full ones', () => {
    const lengthAt = (time: number) => (planted(time) ? 150 : 2000 + (time % 900));
    expectTold(follow({ times: hourly, lengthAt }, 0, 14 * day).told, 'truncated', 3 * 60 + 10);
  });

  it('is told of a whole document that is cut, without new items', () => {
    const { watch } = follow({ times: hourly }, 0, from);
    const lengths = new Array<number>(20).fill(120);
    const at = moment(from + 10);
    const cut = observe(watch, { kind: 'listing', at, items: 20, fresh: [], lengths });
    expect(findings(cut, at).map((one) => one.kind)).toEqual(['truncated']);
  });

  it('is not told of flashes between long reads', () => {
    const lengthAt = (time: number) => ((time * 7919) % 10 < 4 ? 120 : 6000 + (time % 999));
    expect(follow({ times: hourly, lengthAt }, 0, 30 * day).told).toEqual([]);
  });

  it('ends after thirty days, when what is short has become usual', () => {
    const lengthAt = (time: number) => (time >= from ? 150 : 2000);
    const shows = (at: number) => (at >= from ? 5 : 20);
    const { told } = follow({ times: hourly, lengthAt, shows }, 0, 45 * day);
    const ended = told.filter(([, what]) => what.startsWith('-'));
    expect(ended.map(([, what]) => what).sort()).toEqual(['-fewer-items', '-truncated']);
    for (const [at] of ended) expect(Math.round((at - from) / day)).toBe(30);
  });

  it('is told of a feed that moved; the move is confirmed after a day and can be forgotten', () => {
    const before = (at: number): Observation[] =>
      at >= from ? [{ kind: 'moved', at: moment(at), to: newUrl }] : [];
    const early = follow({ times: hourly, before }, 0, from + 120);
    expect(early.told.map(([, what]) => what)).toEqual(['moved']);
    expect(confirmedMove(early.watch, moment(from + 120))).toBeUndefined();
    const { watch } = follow({ times: hourly, before }, 0, from + 2 * day);
    expect(confirmedMove(watch, moment(from + 2 * day))).toBe(newUrl);
    expect(findings(forgetMove(watch), moment(from + 2 * day))).toEqual([]);
  });

  it('ends when the old address answers itself again', () => {
    const before = (at: number): Observation[] =>
      planted(at) ? [{ kind: 'moved', at: moment(at), to: newUrl }] : [];
    expectTold(follow({ times: hourly, before }, 0, 14 * day).told, 'moved');
  });

  it('is told of captchas instead of articles, also of every second one', () => {
    const pages = (...outcomes: ('article' | 'captcha')[]): string[] => {
      let watch: Watch | undefined;
      for (const [index, outcome] of outcomes.entries())
        watch = observe(watch, { kind: 'page', at: moment(index), outcome });
      return findings(watch, moment(99)).map((one) => `${one.kind} of ${one.of}`);
    };
    expect(pages('captcha')).toEqual([]);
    expect(pages('captcha', 'captcha')).toEqual(['captcha of pages']);
    expect(pages('captcha', 'article', 'captcha', 'article')).toEqual(['captcha of pages']);
    expect(pages('captcha', 'captcha', 'article', 'article')).toEqual([]);
  });

  it('speaks in words with the numbers', () => {
    const { watch } = follow({ times: hourly.filter((time) => time < from) }, 0, from + 9 * 60);
    expect(findings(watch, moment(from + 9 * 60))[0]?.says).toMatch(
      /^No new item for \d+ (minutes|hours); it usually brings one every \d+ minutes, and its longest pause in the last weeks was \d+ minutes\.$/,
    );
  });

  it('calls for another listing where this one brings no articles', () => {
    const instead = (at: number) => (planted(at) ? failure('gone', at) : undefined);
    const { watch } = follow({ times: hourly, instead }, 0, from + day);
    expect(findings(watch, moment(from + day)).map(callsForFallback)).toEqual([true]);
  });
});

describe('an outlet that goes through everything', () => {
  it('is told each time, in order, and is well at the end', () => {
    const times = hourly.filter((time) => time < 10 * day || time > 11 * day);
    const lengthAt = (time: number) => (time > 14 * day && time < 16 * day ? 120 : 2000);
    const instead = (at: number) =>
      at > 18 * day && at < 19 * day ? failure('captcha', at) : undefined;
    const before = (at: number): Observation[] =>
      at > 22 * day && at < 24 * day ? [{ kind: 'moved', at: moment(at), to: newUrl }] : [];
    const { told } = follow({ times, lengthAt, instead, before }, 0, 30 * day);
    expect(told.map(([, what]) => what)).toEqual(
      ['silent', 'truncated', 'captcha', 'moved'].flatMap((kind) => [kind, `-${kind}`]),
    );
    const starts = [10, 14, 18, 22].map((start) => start * day);
    for (const [index, start] of starts.entries())
      expect((told[2 * index]?.[0] ?? 0) - start).toBeLessThanOrEqual(2 * 60 + 10);
  });
});

describe('endedAndBegun', () => {
  it('says what began and what ended', () => {
    const { watch } = follow({ times: hourly.filter((time) => time < from) }, 0, from + day);
    const now = findings(watch, moment(from + day));
    expect(endedAndBegun([], now)).toEqual({ began: now, ended: [] });
    expect(endedAndBegun(now, [])).toEqual({ began: [], ended: now });
    expect(endedAndBegun(now, now)).toEqual({ began: [], ended: [] });
  });
});

const minutes = fc.integer({ min: 0, max: 120 * day });
const length = fc.option(fc.integer({ min: -5, max: 10_000_000 }), { nil: undefined });
const anyMoment = minutes.map((one) => instant((monday + one) * 60_000));
const item = fc.record({ at: fc.option(anyMoment, { nil: undefined }), length }).map((one) => ({
  ...(one.at === undefined ? {} : { at: one.at }),
  ...(one.length === undefined ? {} : { length: one.length }),
}));
const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc.record({
    kind: fc.constant('listing' as const),
    at: anyMoment,
    items: fc.nat(5000),
    fresh: fc.array(item, { maxLength: 60 }),
    lengths: fc.array(fc.nat(9999), { maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant('unchanged' as const), at: anyMoment }),
  fc.record({
    kind: fc.constant('failed' as const),
    at: anyMoment,
    failure: fc.constantFrom('captcha' as const, 'not-found' as const, 'dns' as const),
    message: fc.string({ maxLength: 3000 }),
  }),
  fc.record({
    kind: fc.constant('moved' as const),
    at: anyMoment,
    to: fc.constantFrom(newUrl, `http://127.0.0.1/${'x'.repeat(9000)}` as Url),
  }),
  fc.record({
    kind: fc.constant('page' as const),
    at: anyMoment,
    outcome: fc.constantFrom('article' as const, 'captcha' as const, 'failed' as const),
    length: fc.nat(99_999),
  }),
);

describe('a watch', () => {
  it('never throws, stays under its size and is the same after JSON, whatever is seen', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 60 }), (seen) => {
        let watch: Watch | undefined;
        for (const one of seen) {
          watch = observe(watch, one);
          for (const finding of findings(watch, one.at)) expect(finding.says).not.toBe('');
        }
        const text = JSON.stringify(watch ?? null);
        expect(text.length).toBeLessThan(4096);
        expect(JSON.parse(text)).toEqual(watch ?? null);
      }),
      { numRuns: 60 },
    );
  });

  it('finds nothing where nothing was seen', () => {
    expect(findings(undefined, moment(0))).toEqual([]);
    expect(findings(observe(undefined, { kind: 'unchanged', at: moment(0) }), moment(day))).toEqual(
      [],
    );
  });

  it('is the same in either order of what was seen at one anyMoment', () => {
    const { watch } = follow({ times: hourly }, 0, from);
    const at = moment(from + 60);
    const listing: Observation = { kind: 'listing', at, items: 20, fresh: [{ at, length: 2000 }] };
    const moved: Observation = { kind: 'moved', at, to: newUrl };
    const page: Observation = { kind: 'page', at, outcome: 'article', length: 900 };
    const orders = [
      [moved, listing, page],
      [page, listing, moved],
      [listing, moved, page],
    ];
    const told = orders.map((order) => {
      const end = order.reduce((known: Watch, one) => observe(known, one), watch);
      return { findings: findings(end, at), to: end.moved?.to, times: end.moved?.times };
    });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });
});
