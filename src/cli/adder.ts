import type { Command } from 'commander';
import type { Session } from './session.ts';

/** Adds a command that runs in a session: `act` gets its operands and its own options. */
export type Adder = (
  usage: string,
  says: string,
  act: (session: Session, operands: readonly string[], flags: Flags) => Promise<void>,
) => Command;

/** Options as given on the command line. */
export type Flags = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
