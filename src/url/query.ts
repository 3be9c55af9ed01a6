/**
 * The parameters of a URL's `search` that `keep` keeps, byte for byte and in their order, as a
 * `search` again: '' when none is left. `keep` gets name and value decoded.
 */
export function keepParameters(
  search: string,
  keep: (name: string, value: string) => boolean,
): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => part === '' || keep(...nameAndValue(part)));
  return kept.every((part) => part === '') ? '' : `?${kept.join('&')}`;
}

function nameAndValue(part: string): [name: string, value: string] {
  const [pair = ['', '']] = new URLSearchParams(part);
  return pair;
}
