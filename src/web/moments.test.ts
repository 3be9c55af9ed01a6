import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError, instant } from '../model/index.ts';
import { cursorText, parseMoment } from './moments.ts';

const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0) }).map(instant);

describe('moments in addresses', () => {
  it('come back from a cursor as they went in', () => {
    fc.assert(
      fc.property(moments, fc.stringMatching(/^[0-9a-f]{20}$/), (sortAt, id) => {
        expect(cursorText.parse(cursorText.format({ sortAt, id }))).toEqual({ sortAt, id });
      }),
    );
  });

  it('are refused in one sentence whatever else is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parse of [parseMoment, cursorText.parse]) {
          expect(() => parse(text)).toThrow(ArchiveError);
        }
      }),
    );
    expect(() => parseMoment('2026-02-01T25:00:00Z')).toThrow('no moment');
  });
});
