import { ArchiveError } from '../model/index.ts';

/** What any method of a store throws where its database cannot be reached, or was lost on the way: it is another
 * time perhaps. Whether what was just being written is on record, nobody knows. */
export class DatabaseAway extends ArchiveError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('internal', message, options);
  }
}
