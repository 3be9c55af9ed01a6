import type { Now } from '../model/index.ts';

/** The time of day as logs have it, in UTC. */
export const momentOf = ({ now }: Pick<Terminal, 'now'>): string =>
  new Date(now()).toISOString().slice(0, 19).replace('T', ' ');

/** What a command has of the world around it. */
export interface Terminal {
  readonly out: (text: string) => unknown;
  readonly err: (text: string) => unknown;
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Whether progress is shown on `err`. */
  readonly interactive: boolean;
  /** Whether `out` shows colours. */
  readonly coloured?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Now;
  /** Whether `now` is this machine's clock, and is held against that of the database. */
  readonly checksClock?: boolean;
  /** Comes when the person wants an end. */
  readonly stop: AbortSignal;
}
