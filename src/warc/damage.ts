import { ArchiveError } from '../model/index.ts';

/** The error for a damaged record; the sentence names file and offset. */
export function damage(file: string, offset: number, flaw: string): ArchiveError {
  return new ArchiveError(
    'corrupt',
    `${file}: the record at offset ${offset} is damaged: ${flaw}; restore the file from a backup or a mirror.`,
  );
}
