/**
 * The key an address has in a CDXJ index: its host turned round, then path and query, in lower case,
 * without `www.` and with the arguments of the query in order: `com,example)/news?a=1&b=2`. It is the
 * form that pywb, warcio and wabac look addresses up by; what is no http address is its own key.
 */
export function surtOf(url: string): string {
  if (!/^https?:/.test(url)) return url;
  try {
    const { hostname, port, pathname, search } = new URL(
      url.replace(/^(https?:\/\/)www\d*\./, '$1').toLowerCase(),
    );
    const host = `${hostname.split('.').reverse().join(',')}${port === '' ? '' : `:${port}`}`;
    if (search === '') return `${host})${pathname}`;
    return `${host})${pathname}?${search.slice(1).split('&').sort().join('&')}`;
  } catch {
    return url;
  }
}
