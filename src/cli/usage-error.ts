import { ArchiveError } from '../model/index.ts';

const wrongUsage = new WeakSet<ArchiveError>();

/** A value on the command line (or in the environment) that cannot be: exit code 2. */
export function usageError(message: string): ArchiveError {
  const error = new ArchiveError('invalid', message);
  wrongUsage.add(error);
  return error;
}

export const isUsageError = (error: ArchiveError): boolean => wrongUsage.has(error);
