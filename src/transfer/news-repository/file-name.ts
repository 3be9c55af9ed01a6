import { ArchiveError } from '../../model/index.ts';

/** Seven digits hold no more; below 1000000 shorter names would sort behind longer ones. */
export const highestSlot = 9_999_999;

export interface FileName {
  readonly outlet: string;
  readonly slot: number;
  /** What older files carry behind the slot: the title, `/` as `--`. */
  readonly name?: string;
}

/** `articles/<outlet>/<slot>.md` or `<slot>_<title>.md` (line breaks allowed); else undefined. */
export function parseFileName(path: string): FileName | undefined {
  const parts = path.split('/');
  const [root, outlet, file, beyond] = parts;
  if (root !== 'articles' || !outlet || file === undefined || beyond !== undefined)
    return undefined;
  const match = /^(\d{1,15})(?:_(.*))?\.md$/s.exec(file);
  if (match === null) return undefined;
  const slot = Number(match[1]);
  return match[2] === undefined ? { outlet, slot } : { outlet, slot, name: match[2] };
}

/** `articles/<outlet>/0999999.md`. Throws `invalid` for a slot that seven digits cannot hold. */
export function formatFileName(outlet: string, slot: number): string {
  if (!Number.isInteger(slot) || slot < 0 || slot > highestSlot) {
    throw new ArchiveError('invalid', `The slot ${slot} is not between 0 and ${highestSlot}.`);
  }
  return `articles/${outlet}/${String(slot).padStart(7, '0')}.md`;
}
