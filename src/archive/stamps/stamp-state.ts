import { readIfThere, writeDurably } from '../../ledger/index.ts';

/** How it stands with one server. */
export interface ServerState {
  /** Leaves of the checkpoint that it stamped last, and when that was, in ms; unset: none yet. */
  readonly size?: number;
  readonly at?: number;
  /** Since when a stamp is wanted of it in vain, in ms; unset: none is. */
  readonly since?: number;
  /** How often it was asked in vain since. */
  readonly tries: number;
  /** It is not asked again before that, in ms. */
  readonly next?: number;
  /** Why it gave none, in one sentence. */
  readonly fault?: string;
}

/** What is remembered of stamps between runs: it is no secret, and losing it costs a stamp too many at most. */
export interface StampState {
  /** By the servers' names. */
  readonly servers: Readonly<Record<string, ServerState>>;
}

const none: StampState = { servers: {} };

/** What a file remembers; nothing where there is none, or it cannot be read. */
export async function readStampState(file: string): Promise<StampState> {
  const text = (await readIfThere(file))?.toString('utf8') ?? '{}';
  try {
    const { servers = {} } = JSON.parse(text) as Partial<StampState>;
    return { servers };
  } catch {
    // A file that somebody damaged is made anew: whatever it knew is asked for once more.
    return none;
  }
}

export const writeStampState = (file: string, { servers }: StampState): Promise<void> =>
  writeDurably(file, `${JSON.stringify({ v: 1, servers }, undefined, 2)}\n`, 0o600);
