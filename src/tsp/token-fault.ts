import { ArchiveError } from '../model/index.ts';

/** What is wrong with a token; goes on after "The time stamp". */
export const tokenFault = (what: string): ArchiveError =>
  new ArchiveError('corrupt', `The time stamp ${what}.`);
