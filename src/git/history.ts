import { ArchiveError, type Instant, instant } from '../model/index.ts';
import { ByteReader } from './byte-reader.ts';
import type { FileChange, HistoryCommit } from './history-types.ts';
import { type Place, streamGit } from './run-git.ts';

const longestPiece = 1 << 20;

// Every commit reachable from HEAD, parents before children, else by date. A merge is told against
// its first parent; the second parent's commits stand in the walk themselves (--full-history keeps
// side branches whose result was dropped).
const walk = [
  'log',
  '--reverse',
  '--date-order',
  '--full-history',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-notes',
  '--no-color',
  '--no-decorate',
  '--diff-merges=first-parent',
  '--format=%H %ct',
  'HEAD',
];

interface Heading {
  readonly commit: string;
  readonly at: Instant;
}

/**
 * Reads `git log --raw -z`: a heading `<commit> <seconds>`, then for each file
 * `:<mode> <mode> <blob> <blob> <letter>` and its path, all ended by NUL (with stray line feeds).
 * A path always follows its colon line, so no file name can pass for a heading.
 */
export async function* readHistory(
  place: Place,
  paths: readonly string[],
): AsyncGenerator<HistoryCommit> {
  const reader = new ByteReader(streamGit(place, { args: [...walk, '--', ...paths] }));
  try {
    yield* readCommits(reader);
  } finally {
    await reader.close();
  }
}

async function* readCommits(reader: ByteReader): AsyncGenerator<HistoryCommit> {
  let heading: Heading | undefined;
  let changes: FileChange[] = [];
  for (;;) {
    const piece = await reader.until(0, longestPiece);
    const text = piece?.toString('latin1').trim();
    if (text === '') continue;
    if (text?.startsWith(':')) {
      changes.push(readChange(text, await reader.until(0, longestPiece)));
      continue;
    }
    if (heading !== undefined && changes.length > 0) yield { ...heading, changes };
    if (text === undefined) return;
    heading = readHeading(text);
    changes = [];
  }
}

function readHeading(text: string): Heading {
  const [commit, seconds] = text.split(' ');
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) throw notUnderstood(text);
  return { commit, at: commitTime(Number(seconds)) };
}

/** A commit may claim any date; one no calendar holds counts as the epoch. */
function commitTime(seconds: number): Instant {
  const known = Number.isSafeInteger(seconds) && Math.abs(seconds) < 2.5e11;
  return instant(known && seconds >= 0 ? seconds * 1000 : 0);
}

function readChange(line: string, path: Buffer | undefined): FileChange {
  const [, mode, , blob, letter] = line.slice(1).split(' ');
  if (path === undefined || mode === undefined || blob === undefined) throw notUnderstood(line);
  const name = pathText(path);
  if (letter === 'D') return { path: name, kind: 'deleted' };
  const kind = letter === 'A' ? 'added' : 'modified';
  return mode.startsWith('100') ? { path: name, kind, blob } : { path: name, kind };
}

/** A path's bytes as text, so that two paths never become one. */
export function pathText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') && !Buffer.from(text).equals(bytes)
    ? bytes.toString('latin1')
    : text;
}

function notUnderstood(text: string): ArchiveError {
  const said = text.slice(0, 100);
  return new ArchiveError('corrupt', `git log answered “${said}”; git 2.31 or newer is needed.`);
}
