/**
 * Top-level names that lead into one's own machine or network: RFC 6761 (localhost), RFC 6762 (local
 * and the list of its appendix G), RFC 8375 (home.arpa), ICANN's internal, which is also where cloud
 * metadata services live (metadata.google.internal).
 */
const privateNames = [
  ...['localhost', 'local', 'localdomain', 'internal', 'intranet', 'private', 'corp', 'home'],
  ...['lan', 'home.arpa', 'invalid', 'test', 'alt'],
];

/**
 * Whether a host name says by itself that it is not on the public internet: a name of one word, or
 * one below a name kept for private use. It says nothing about where other names lead. For those
 * who cannot see what a name resolves to, such as users of a proxy.
 */
export function isPrivateName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  if (!name.includes('.')) return true;
  return privateNames.some((suffix) => name.endsWith(`.${suffix}`));
}

/** Whether a host name is one of Tor's (RFC 7686), which no resolver may be asked for. */
export function isOnionName(hostname: string): boolean {
  return /(?:^|\.)onion\.*$/i.test(hostname);
}
