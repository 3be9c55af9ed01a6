import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idBeginning, itemNumber, longItemId } from './item-number.ts';

const hexadecimal = fc.string({
  ...{ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 20, maxLength: 20 },
});

describe('the number of an article', () => {
  it('is read back from every form that apps write it in', () => {
    fc.assert(
      fc.property(hexadecimal, (id) => {
        const [number, long] = [BigInt(itemNumber(id)), longItemId(id)];
        expect(number < 2n ** 63n).toBe(true);
        const hex = number.toString(16);
        const bare = hex.padStart(16, '0');
        const unpadded = `tag:google.com,2005:reader/item/${hex}`;
        for (const form of [String(number), long, unpadded, bare, bare.toUpperCase()]) {
          expect([form, idBeginning(form)]).toEqual([form, id.slice(0, 15)]);
        }
      }),
    );
  });

  it.each([
    '',
    '-1',
    '9223372036854775808',
    '8000000000000000f',
    'x',
    '1e5',
    'tag:google.com,2005:reader/item/',
  ])('is not %j', (text) => expect(idBeginning(text)).toBeUndefined());
});
