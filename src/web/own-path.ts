/** A path of this reader; whatever leads elsewhere is the front page. */
export function ownPath(text: string): string {
  const base = 'http://reader.invalid';
  const url = text.startsWith('/') ? URL.parse(text, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search;
}
