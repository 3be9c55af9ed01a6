import type { StampKind } from './stamp-paths.ts';

/** Somebody who is asked for time stamps. */
export interface StampServer {
  readonly kind: StampKind;
  readonly url: string;
}

const kinds: Readonly<Record<string, StampKind>> = {
  rfc3161: 'rfc3161',
  ots: 'opentimestamps',
};

/**
 * Servers as a setting names them, parted by commas: `rfc3161:https://…` for a time-stamping authority, `ots:https://…` for a
 * calendar of OpenTimestamps. Undefined where one is neither, or its address has a login in it.
 */
export function parseStampServers(text: string): readonly StampServer[] | undefined {
  const servers: StampServer[] = [];
  for (const each of text.split(/,\s*(?=[a-z0-9]+:)/)) {
    const [, name = '', url = ''] = /^\s*([a-z0-9]+):(https?:\/\/\S+?)\s*$/.exec(each) ?? [];
    const kind = kinds[name];
    const parsed = URL.parse(url);
    if (kind === undefined || parsed === null || parsed.username !== '') return undefined;
    servers.push({ kind, url });
  }
  return servers;
}

/** A server as the setting names it. */
export const stampServerName = ({ kind, url }: StampServer): string =>
  `${kind === 'rfc3161' ? 'rfc3161' : 'ots'}:${url}`;
