declare const brand: unique symbol;
type Branded<Kind extends string> = string & { readonly [brand]: Kind };

/** An absolute URL as the WHATWG URL parser writes it (`new URL(x).href`). */
export type Url = Branded<'Url'>;
/** A moment: RFC 3339 in UTC with milliseconds, `2026-11-24T00:15:37.000Z`; sorts as text. */
export type Instant = Branded<'Instant'>;
/** A SHA-256 as 64 lower-case hexadecimal digits. */
export type Digest = Branded<'Digest'>;

/** The clock, injected everywhere below the cli: milliseconds since 1970. */
export type Now = () => number;

/** Milliseconds since 1970 as an Instant. Throws RangeError outside the years 0000 to 9999. */
export function instant(milliseconds: number): Instant {
  const text = new Date(milliseconds).toISOString();
  if (text.length !== 24) throw new RangeError(`${text} is outside the years 0000 to 9999`);
  return text as Instant;
}
