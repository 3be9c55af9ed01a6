const joined = String.raw`(?:\p{Lu}[^\s.,;|]*|of|and|the|&|de|du|der|und|et|y|\d{4})`;

/**
 * The mark `(c)` of who owns a text, before a year or names; a pattern for flag `u` alone, for a point of
 * a list begins with it too: `(c) The port must pay.`
 */
export const ownerMark = String.raw`\([cC]\)\s(?:\d{4}(?!\d)|${joined}(?:\s${joined}){0,9}(?:[.,;|]|\s[-–—|]|$))`;
