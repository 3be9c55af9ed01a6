import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArchiveError } from '../model/index.ts';
import { canonicalJson, type JsonValue } from './index.ts';

/** The IEEE 754 number with these 16 hexadecimal digits. */
function double(bits: string): number {
  return new DataView(Uint8Array.from(Buffer.from(bits, 'hex')).buffer).getFloat64(0);
}

/** These do thousands of things; a busy machine takes its time. */
const slow = { timeout: 60_000 };

test('keys stand in the order of their UTF-16 code units, at every level', () => {
  // U+1F600 begins with the code unit D83D, so it stands before U+FB33.
  const keys = ['\r', '1', 'zh-报', '\u0080', 'ö', '\u20ac', '\ud83d\ude00', '\ufb33'];
  const mixed = Object.fromEntries(
    [3, 7, 0, 5, 2, 6, 1, 4].map((at) => [keys[at], { b: 1, a: at }]),
  );
  const expected = keys.map((key, at) => `${JSON.stringify(key)}:{"a":${at},"b":1}`).join(',');
  expect(canonicalJson(mixed)).toBe(`{${expected}}`);
});

test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af6', '1e+23'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['41b3de4355555553', '333333333.3333332'],
])('the number with the bits %s is written %s', (bits, text) => {
  expect(canonicalJson(double(bits))).toBe(text);
});

test('strings escape what they must and nothing else', () => {
  expect(canonicalJson('\b\t\n\f\r\u0000\u001f"\\/\u007f€报\u2028')).toBe(
    '"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\/\u007f€报\u2028"',
  );
});

test('a key named __proto__ is a key like any other', () => {
  expect(canonicalJson(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}');
});

test.each([
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['undefined', undefined],
  ['undefined in a list', [undefined]],
  ['a hole in a list', new Array(1)],
  ['undefined in an object', { a: undefined }],
  ['a big integer', 1n],
  ['a symbol', Symbol('s')],
  ['a function', () => 1],
  ['a lone surrogate', '\ud800x'],
  ['a lone surrogate in a key', { '\udc00': 1 }],
])('%s is refused as invalid', (_, value) => {
  expect(() => canonicalJson(value as unknown as JsonValue)).toThrow(
    expect.objectContaining({ code: 'invalid' }),
  );
});

test('a value that holds itself or nests without end is refused, not followed', () => {
  const ring: unknown[] = [];
  ring.push(ring);
  expect(() => canonicalJson(ring as unknown as JsonValue)).toThrow(ArchiveError);
});

test(
  'any JSON value comes back from its canonical text, whatever the order it was built in',
  slow,
  () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const wellFormed = JSON.parse(JSON.stringify(value).replaceAll(/\\ud[89a-f]../gi, ''));
        const text = canonicalJson(wellFormed);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(wellFormed)));
        expect(canonicalJson(reversed(wellFormed))).toBe(text);
      }),
    );
  },
);

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as { readonly [key: string]: JsonValue });
  return Object.fromEntries(entries.reverse().map(([key, member]) => [key, reversed(member)]));
}
