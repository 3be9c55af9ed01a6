import type { Header } from '../model/index.ts';

/** The value of the first header of this name, whatever its case. */
export function header(headers: readonly Header[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([given]) => given.toLowerCase() === wanted)?.[1];
}

/** The comma-separated members of every header of this name (RFC 9110, 5.6.1), none empty. */
export function headerList(headers: readonly Header[], name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers
    .filter(([given]) => given.toLowerCase() === wanted)
    .flatMap(([, value]) => value.split(','))
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

/** RFC 9110, 5.5: visible characters, space and tab, obs-text. */
export function isFieldValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
