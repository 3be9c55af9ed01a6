import type { User } from '../model/index.ts';

/** A user without the hash of the password, which leaves this room for nobody. */
export const publicPart = ({ id, name, role, madeAt }: User): User => ({ id, name, role, madeAt });
