import { ByteReader } from './byte-reader.ts';
import { pathText } from './history.ts';
import type { FileChange } from './history-types.ts';
import { type Place, streamGit } from './run-git.ts';

const longestPiece = 1 << 20;
const kinds: Readonly<Record<string, FileChange['kind']>> = { A: 'added', D: 'deleted' };

/** What the index holds otherwise than HEAD. */
export async function* listStaged(place: Place): AsyncGenerator<Omit<FileChange, 'blob'>> {
  const args = ['diff', '--cached', '--name-status', '-z', '--no-renames', '--no-ext-diff'];
  let kind: FileChange['kind'] | undefined;
  for await (const piece of pieces(place, args)) {
    if (kind === undefined) {
      kind = kinds[piece.toString('latin1')] ?? 'modified';
      continue;
    }
    yield { path: pathText(piece), kind };
    kind = undefined;
  }
}

/** The regular files of HEAD under the paths; HEAD must exist. */
export async function* listFiles(
  place: Place,
  paths: readonly string[],
): AsyncGenerator<{ readonly path: string; readonly blob: string }> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', 'HEAD', '--', ...paths];
  for await (const piece of pieces(place, args)) {
    const tab = piece.indexOf(9);
    const [mode = '', , blob = ''] = piece.subarray(0, tab).toString('latin1').split(' ');
    if (mode.startsWith('100')) yield { path: pathText(piece.subarray(tab + 1)), blob };
  }
}

async function* pieces(place: Place, args: readonly string[]): AsyncGenerator<Buffer> {
  const reader = new ByteReader(streamGit(place, { args }));
  try {
    for (;;) {
      const piece = await reader.until(0, longestPiece);
      if (piece === undefined) return;
      yield piece;
    }
  } finally {
    await reader.close();
  }
}
