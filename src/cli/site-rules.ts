import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type SiteRuleBook, siteRuleBook } from '../extract/index.ts';
import { errorFrom } from '../model/index.ts';
import type { Terminal } from './terminal.ts';

/** More than a file of rules may hold, so that a longer one is known for it without being read whole. */
const mostBytes = 1024 * 1024;
const mostTold = 10;

/**
 * The site rules of a folder: its files that end in `.txt`. A file that cannot be read is one of the
 * faults. Throws ArchiveError `not-found` when there is no such folder.
 */
export function readSiteRules(folder: string): SiteRuleBook {
  const unread: SiteRuleBook['faults'][number][] = [];
  const files = namesIn(folder).flatMap((name) => {
    try {
      return [{ name, text: beginning(join(folder, name)) }];
    } catch (error) {
      unread.push({ file: name, line: 0, message: errorFrom(error, join(folder, name)).message });
      return [];
    }
  });
  const book = siteRuleBook(files);
  return { ...book, faults: [...unread, ...book.faults] };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.txt$/i.test(name));
  } catch (error) {
    throw errorFrom(error, `--site-rules ${folder}`);
  }
}

function beginning(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(mostBytes);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, mostBytes, 0));
  } finally {
    closeSync(file);
  }
}

/** Names what cannot be used of the rules; the rest holds. */
export function tellRuleFaults(terminal: Terminal, { faults }: SiteRuleBook): void {
  for (const { message } of faults.slice(0, mostTold)) terminal.err(`rules     ${message}\n`);
  const more = faults.length - mostTold;
  if (more > 0) {
    terminal.err(`rules     … and ${more} more; backissue doctor --site-rules DIR names all.\n`);
  }
}
