import { ArchiveError } from '../../model/index.ts';

/** What one look at a mirror may cost: then it goes on at the next. */
export interface Budget {
  files: number;
  bytes: number;
  /** In ms. */
  readonly until: number;
}

/** As much as one look takes, from a moment (ms) on: of a ledger alone some six million leaves. */
export const budgetOfLook = (now: number): Budget => ({
  files: 50_000,
  bytes: 2 ** 30,
  until: now + 20 * 60_000,
});

/** Whether nothing more is to be asked for. */
export const isSpent = ({ files, bytes, until }: Budget, now: number): boolean =>
  files < 0 || bytes < 0 || now >= until;

const million = 1_000_000;
/** What no file of ours at a mirror reaches, where nothing less is known. */
const mostBytes = 20 * 2 ** 20;
/** A bundle has 256 lines of at most 1024 bytes, each behind two that tell its length. */
const bounds: readonly (readonly [RegExp, number])[] = [
  [/\/tile\/entries\//, 256 * 1026],
  [/\/tile\//, 256 * 32],
  [/\/(?:record|handover)\//, million],
  // The list has a line for each of 100,000 at most.
  [/\/stamp\/list$/, 4 * million],
  [/\/stamp\//, 100_000],
  [/\/(?:checkpoint|vkey|index\.json)$/, million],
];

/** How many bytes the file at a path may have, from the root of a mirror. */
export const mostAt = (path: string): number =>
  bounds.find(([shape]) => shape.test(path))?.[1] ?? mostBytes;

/** How much of an answer is read: a page that says that there is no such file may be larger than the file. */
export const mostRead = (path: string): number => Math.max(mostAt(path), million);

const tooLarge = new WeakSet<ArchiveError>();

/** That a file is larger than any of its kind can be. */
export function largerThanAny(where: string, path: string): ArchiveError {
  const says = `${where} is larger than ${mostAt(path)} bytes, which no such file is; it was not taken.`;
  const error = new ArchiveError('refused', says);
  tooLarge.add(error);
  return error;
}

/** Whether an error was made by that. */
export const isTooLarge = (error: ArchiveError): boolean => tooLarge.has(error);
