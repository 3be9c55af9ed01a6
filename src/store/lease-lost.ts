import { ArchiveError } from '../model/index.ts';

/** What `commit` throws where a lease that it is written on has passed to somebody else, or ended. Nothing was
 * written; what was done with the lease is another's to do, and not to be tried again. */
export class LeaseLost extends ArchiveError {
  constructor(message: string) {
    super('conflict', message);
  }
}
