import type { Instant } from './values.ts';

/** What users may do, least first: read and mark; follow sources as well; keep the users as well. */
export const roles = ['reader', 'editor', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Somebody who logs in. */
export interface User {
  /** Counts up; never given again. */
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly madeAt: Instant;
}
