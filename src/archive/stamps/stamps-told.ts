import { type Instant, instant, optional } from '../../model/index.ts';
import { stampServerName } from '../../tlog/index.ts';
import type { StampPlace } from './stamp-desk.ts';
import { stampsIn } from './stamp-files.ts';
import { readStampState } from './stamp-state.ts';

/** How it stands with the stamps of one server. */
export interface ServerTold {
  /** As the setting names it. */
  readonly server: string;
  /** Leaves of the checkpoint that it stamped last, and when; unset: none yet. */
  readonly size?: number;
  readonly at?: Instant;
  /** Since when a stamp is wanted in vain, why, and when it is asked again; unset: none is wanted. */
  readonly since?: Instant;
  readonly fault?: string;
  readonly next?: Instant;
}

/** How it stands with time stamps. */
export interface StampsTold {
  /** How many lie beside the ledger. */
  readonly stamps: number;
  readonly servers: readonly ServerTold[];
  /** Proofs of OpenTimestamps whose calendars have yet to have them attested. */
  readonly pending: number;
}

/** How it stands, by the files; undefined where nobody is asked for stamps. Reads only. */
export async function stampsTold(
  folder: string,
  place: StampPlace | undefined,
): Promise<StampsTold | undefined> {
  if (place === undefined) return undefined;
  const { proofs, servers } = await readStampState(place.stateFile);
  const told = place.servers.map((server): ServerTold => {
    const name = stampServerName(server);
    const { at, fault, next, since, size } = servers[name] ?? {};
    const moment = (ms: number | undefined) => (ms === undefined ? undefined : instant(ms));
    return {
      ...{ server: name, ...optional('size', size), ...optional('at', moment(at)) },
      ...{ ...optional('since', moment(since)), ...optional('fault', fault) },
      ...optional('next', moment(next)),
    };
  });
  const pending = Object.keys(proofs).length;
  return { stamps: (await stampsIn(folder)).length, servers: told, pending };
}
