import { folderNames } from '../feed/index.ts';
import type { Source } from '../model/index.ts';

/** Whether a source is one that somebody wants to be told of; a folder holds those within it. */
export function isMeant(
  wish: { readonly sourceId?: string; readonly folder?: string },
  source: Source,
): boolean {
  if (wish.sourceId !== undefined && wish.sourceId !== source.id) return false;
  const names = folderNames(source.folder ?? '');
  return folderNames(wish.folder ?? '').every((name, index) => names[index] === name);
}
