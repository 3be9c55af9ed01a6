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

/** How it stands with a proof whose calendars have yet to say more. */
export interface ProofState {
  /** How often it was asked after in vain. */
  readonly tries: number;
  /** When it is asked after next, in ms. */
  readonly next: number;
}

/** What is remembered of stamps between runs: it is no secret, and losing it costs a stamp too many at most. */
export interface StampState {
  /** By the servers' names. */
  readonly servers: Readonly<Record<string, ServerState>>;
  /** By the paths of their files below the ledger's folder. */
  readonly proofs: Readonly<Record<string, ProofState>>;
}

const none: StampState = { servers: {}, proofs: {} };

/** What a file remembers; nothing where there is none, or it cannot be read. */
export async function readStampState(file: string): Promise<StampState> {
  const text = (await readIfThere(file))?.toString('utf8') ?? '{}';
  try {
    const { proofs = {}, servers = {} } = JSON.parse(text) as Partial<StampState>;
    return { servers, proofs };
  } catch {
    // A file that somebody damaged is made anew: whatever it knew is asked for once more.
    return none;
  }
}

export const writeStampState = (file: string, { proofs, servers }: StampState): Promise<void> =>
  writeDurably(file, `${JSON.stringify({ v: 1, servers, proofs }, undefined, 2)}\n`, 0o600);
