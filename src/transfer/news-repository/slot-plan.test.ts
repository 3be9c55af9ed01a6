import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../../model/index.ts';
import { type PlannedItem, planSlots, slotKey } from './slot-plan.ts';

/** `a@5` is article a at slot 5; `a@5!` stands in the newest state. One text a commit. */
function history(commits: readonly string[], outlet = 'rfi'): PlannedItem[] {
  return commits.flatMap((commit, hour) =>
    commit.split(' ').map((seen) => {
      const [urlKey = '', slot] = seen.replace('!', '').split('@');
      const observedAt = instant(hour * 3_600_000);
      return { outlet, slot: Number(slot), urlKey, observedAt, standing: seen.endsWith('!') };
    }),
  );
}

function planned(items: readonly PlannedItem[]): string {
  return [...planSlots(items)]
    .map(([key, slot]) => {
      const [, from, url] = key.split('\n');
      return `${url}@${from}→${slot}`;
    })
    .join(' ');
}

test('files that were never overwritten keep their slots', () => {
  expect(planned(history(['a@9! b@8!', 'c@7!', 'c@7!']))).toBe('a@9→9 b@8→8 c@7→7');
});

test('a file that was deleted keeps its slot too', () => {
  expect(planned(history(['a@9', 'b@8!']))).toBe('a@9→9 b@8→8');
});

test('a plain folder keeps every slot', () => {
  const items = history(['a@9! b@8! c@2!']).map(({ observedAt: _, ...item }) => item);
  expect(planned(items)).toBe('a@9→9 b@8→8 c@2→2');
});

test('overwritten articles are recovered in the order they were first seen, newest first by name', () => {
  const items = history(['z@11! y@10!', 'a@9', 'b@9 c@8', 'd@9! c@8!']);
  expect(planned(items)).toBe('z@11→11 y@10→10 a@9→9 b@9→8 c@8→7 d@9→6');
});

test('an article that moved to another slot each hour is exported once', () => {
  const items = history(['a@9 b@8 c@7', 'b@9 c@8 d@7', 'c@9! d@8! e@7!']);
  expect(planned(items)).toBe('a@9→9 b@8→8 c@9→7 d@8→6 e@7→5');
});

test('one article under two slots of the newest state keeps both', () => {
  expect(planned(history(['a@9! b@8!', 'a@7!']))).toBe('a@9→9 b@8→8 a@7→7');
  expect(planned(history(['x@20 a@9!', 'y@20! a@7!']))).toBe('x@20→20 a@9→19 y@20→18 a@7→17');
});

test('another spelling of the outlet is the same outlet, another outlet is not touched', () => {
  const items = [
    ...history(['a@9 b@8'], '法广'),
    ...history(['c@9! b@8!']),
    ...history(['d@9!'], 'dw'),
  ];
  const plan = planSlots(items);
  expect(plan.get(slotKey('法广', 9, 'a'))).toBe(9);
  expect(plan.get(slotKey('rfi', 9, 'c'))).toBe(8);
  expect(plan.get(slotKey('rfi', 8, 'b'))).toBe(7);
  expect(plan.get(slotKey('德国之声', 9, 'd'))).toBe(9);
});

test('slots never fall below zero, however many articles one slot held', () => {
  expect(planned(history(['a@0 z@5!', 'b@0', 'c@0 d@2!']))).toBe('z@5→5 a@0→3 b@0→2 d@2→1 c@0→0');
});

test('whatever the history, no slot is given twice and every article gets one', () => {
  const seen = fc.record({
    slot: fc.nat(12),
    url: fc.constantFrom(...'abcdefgh'),
    hour: fc.nat(6),
    standing: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 40 }), (sightings) => {
      const stands = new Set<number>();
      const items = [...sightings]
        .sort((one, other) => one.hour - other.hour)
        .map(({ slot, url, hour, standing }) => {
          const isStanding = standing && !stands.has(slot);
          if (isStanding) stands.add(slot);
          const observedAt = instant(hour * 1000);
          return { outlet: 'x', slot, urlKey: url, observedAt, standing: isStanding };
        });
      const plan = planSlots(items);
      const slots = [...plan.values()];
      expect(new Set(slots).size).toBe(slots.length);
      expect(slots.every((slot) => slot >= 0)).toBe(true);
      const urls = new Set([...plan.keys()].map((key) => key.split('\n')[2]));
      expect(urls).toEqual(new Set(items.map((item) => item.urlKey)));
    }),
  );
});
