import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('cuts off a turn that lasts longer than five minutes once another wants it', () => {
  let at = 0;
  const cut: string[] = [];
  const turns = createTurns(() => at, { each: 5, all: { most: 50, atOnce: 2 } });
  const slow = turns.begin('slow', () => cut.push('slow'));
  at += 60_000;
  turns.begin('other', () => cut.push('other'));
  expect(turns.begin('third')).toEqual({ waitMs: 60_000 });
  at += 4 * 60_000;
  const third = turns.begin('third');
  expect([cut, 'end' in third]).toEqual([['slow'], true]);
  // Its own end comes too late to free another's turn.
  if ('end' in slow) slow.end();
  expect(turns.begin('fourth')).toEqual({ waitMs: 60_000 });
});
