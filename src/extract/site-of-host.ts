const shared = new Set(['co', 'com', 'org', 'net', 'gov', 'edu', 'ac', 'or', 'ne', 'go']);

/** The end of a host that one owner registers; a good guess without the public suffix list. An IP
 * address is a site by itself. */
export function siteOfHost(host: string): string {
  if (/^\[|(?:^|\.)\d+$/.test(host)) return host;
  const labels = host.split('.');
  const second = labels.at(-2) ?? '';
  const country = (labels.at(-1) ?? '').length === 2;
  return labels.slice(country && shared.has(second) ? -3 : -2).join('.');
}
