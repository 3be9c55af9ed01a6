import type { Stats } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFrom } from '../../model/index.ts';
import { byCodeUnit } from './code-unit-order.ts';
import { parseFileName } from './file-name.ts';
import { type NewsReading, readItem, type Sighting, unreadable } from './news-item.ts';

const mostBytes = 64 << 20;
const deepest = 32;

/**
 * Every article file of a working tree, outlets by name, each from its highest slot down (oldest
 * first). What else lies in `articles/` is told as unreadable; list pages and README are passed
 * over. One file is in memory at a time. Throws `not-found` when there is no `articles` folder.
 */
export async function* readNewsFolder(folder: string): AsyncGenerator<NewsReading> {
  const root = join(folder, 'articles');
  const names = await readdir(root).catch((thrown: unknown) => {
    throw noArticles(folder, thrown);
  });
  for (const name of names.sort(byCodeUnit)) yield* readBelow(folder, `articles/${name}`, 1);
}

async function* readBelow(
  folder: string,
  path: string,
  depth: number,
): AsyncGenerator<NewsReading> {
  const sighting = { path, standing: true };
  let found: Stats;
  let names: string[] = [];
  try {
    found = await lstat(join(folder, path));
    if (found.isDirectory() && depth < deepest) names = await readdir(join(folder, path));
  } catch (thrown) {
    yield unreadable(sighting, thrown);
    return;
  }
  if (!found.isDirectory()) {
    yield await readFileAt(folder, sighting, found);
    return;
  }
  const paths = names.map((name) => `${path}/${name}`);
  for (const below of paths.sort(oldestFirst)) yield* readBelow(folder, below, depth + 1);
}

async function readFileAt(folder: string, sighting: Sighting, found: Stats): Promise<NewsReading> {
  try {
    if (!found.isFile()) throw notPlain('is no plain file', 'copy what it points at in its place');
    if (found.size > mostBytes) throw notPlain(`has ${found.size} bytes`, 'an article is smaller');
    return readItem(sighting, await readFile(join(folder, sighting.path)));
  } catch (thrown) {
    return unreadable(sighting, thrown);
  }
}

/** Highest slot first; names that are no article file's behind, by code unit. */
export function oldestFirst(one: string, other: string): number {
  const slot = parseFileName(one)?.slot ?? -1;
  return (parseFileName(other)?.slot ?? -1) - slot || byCodeUnit(one, other);
}

function notPlain(what: string, mend: string): ArchiveError {
  return new ArchiveError('refused', `This is no article file: it ${what}; ${mend}.`);
}

function noArticles(folder: string, thrown: unknown): ArchiveError {
  const fault = errorFrom(thrown, join(folder, 'articles'));
  if (fault.code !== 'not-found') return fault;
  return new ArchiveError(
    'not-found',
    `${folder} holds no folder “articles”; name the top folder of a news repository.`,
  );
}
