import type { Instant, Role } from '../model/index.ts';

/** A form's hidden field that shows that this page made it. */
export interface Proof {
  readonly proof: string;
}

export interface LoginView extends Proof {
  /** The path to go to behind the login. */
  readonly next: string;
  /** As it was typed in the try before. */
  readonly name?: string;
  readonly fault?: 'wrong' | 'old' | { readonly waitSeconds: number };
}

export interface TokenLine {
  readonly id: string;
  readonly label: string;
  readonly madeAt: Instant;
  readonly usedAt?: Instant;
}

export interface AccountView extends Proof {
  readonly name: string;
  readonly role: Role;
  readonly tokens: readonly TokenLine[];
  /** Whether the login is one of ours, and not a proxy's. */
  readonly hasSession: boolean;
  /** The secret of a token just made. */
  readonly made?: string;
  /** How changing the password went: `wrong` is the old one, `unfit` the new one. */
  readonly password?: 'changed' | 'wrong' | 'unfit';
}
