import { absentReads } from './read-absent.ts';
import { articleReads } from './read-articles.ts';
import { captureReads } from './read-captures.ts';
import { editReads } from './read-edits.ts';
import { pollReads } from './read-polls.ts';
import { sourceReads } from './read-sources.ts';
import { takedownReads } from './read-takedowns.ts';
import { traceReads } from './read-traces.ts';
import type { Database } from './schema.ts';

type CatalogueReads = ReturnType<typeof sourceReads> &
  ReturnType<typeof pollReads> &
  ReturnType<typeof articleReads> &
  ReturnType<typeof traceReads> &
  ReturnType<typeof absentReads> &
  ReturnType<typeof captureReads> &
  ReturnType<typeof editReads> &
  ReturnType<typeof takedownReads>;

/** What every engine is asked in the same way. */
export const catalogueReads = (db: Database): CatalogueReads => ({
  ...sourceReads(db),
  ...pollReads(db),
  ...articleReads(db),
  ...traceReads(db),
  ...absentReads(db),
  ...captureReads(db),
  ...editReads(db),
  ...takedownReads(db),
});
