import { folderOf, listWarcFiles, recoverTail, scanWarc } from '../warc/index.ts';
import { isReplaced } from './capture-uploads.ts';
import { Replayer } from './replay.ts';
import type { Services } from './services.ts';
import { watching } from './watching.ts';

type Means = Pick<Services, 'store' | 'captures' | 'revisitDays'> &
  Partial<Pick<Services, 'tell' | 'siteRules'>>;

/**
 * Brings capture files and catalogue together after a crash: a torn tail is set aside, whole captures
 * that no commit acknowledged are taken into the catalogue with what they were for, by the functions
 * that rebuild uses. So a crash leaves the same catalogue as a rebuild would make. Imported files are
 * left out: the import that was cut short brings them again, and would take one that it finds in the
 * catalogue for one that it had worked through. Of several workers each mends the files of its own folder;
 * a file that another has written anew meanwhile, for a takedown, is no evidence any more.
 */
export async function recoverCaptures(services: Means): Promise<void> {
  const { store, captures } = services;
  const files = await store.warcFiles();
  const known = new Map(files.map((one) => [one.file, one.length]));
  for (const { file, length } of await listWarcFiles(folderOf(captures))) {
    const from = known.get(file) ?? 0;
    if (length <= from || (from === 0 && isReplaced(file, files))) continue;
    await recoverFile(services, file, from);
  }
}

async function recoverFile(services: Means, file: string, from: number): Promise<void> {
  const { store, captures, revisitDays, siteRules } = services;
  const { whole, torn } = await recoverTail(folderOf(captures), file, from);
  const replayer = new Replayer({
    // Other workers go on meanwhile.
    ...{ store: watching(store), captures, revisitDays, siteRules, sourcesStand: true },
  });
  if (whole > from) {
    for await (const { record, locator } of scanWarc(captures, file, from)) {
      if (record.type === 'resource') await replayer.pass(record);
      else await replayer.take(record, locator);
    }
  }
  await replayer.end({ warc: [{ file, length: whole }] });
  services.tell?.({ type: 'recovered', file, captures: replayer.captures, torn });
  if (replayer.unread === 0) return;
  const message = `${file}: what ${replayer.unread} records say of their captures cannot be read; the captures are kept.`;
  services.tell?.({ type: 'warning', url: file, message });
}
