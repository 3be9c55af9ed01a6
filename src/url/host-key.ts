import type { Url } from '../model/index.ts';

/**
 * The name of the politeness queue a URL belongs to: its host, and its port unless that is the
 * scheme's own. A root dot after the name makes no other host.
 */
export function hostKey(url: Url): string {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/\.$/, '');
  return port === '' ? host : `${host}:${port}`;
}
