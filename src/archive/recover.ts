import { listWarcFiles, recoverTail, scanWarc } from '../warc/index.ts';
import { Replayer } from './replay.ts';
import type { Services } from './services.ts';

/**
 * Brings capture files and catalogue together after a crash: a torn tail is set aside, whole captures
 * that no commit acknowledged are taken into the catalogue with what they were for, by the functions
 * that rebuild uses. So a crash leaves the same catalogue as a rebuild would make. Imported files are
 * left out: the import that was cut short brings them again, and would take one that it finds in the
 * catalogue for one that it had worked through.
 */
export async function recoverCaptures(
  services: Pick<Services, 'store' | 'captures' | 'revisitDays'> &
    Partial<Pick<Services, 'tell' | 'siteRules'>>,
): Promise<void> {
  const { store, captures, revisitDays, siteRules } = services;
  const known = new Map((await store.warcFiles()).map((one) => [one.file, one.length]));
  for (const { file, length } of await listWarcFiles(captures)) {
    const from = known.get(file) ?? 0;
    if (length <= from) continue;
    const { whole, torn } = await recoverTail(captures, file, from);
    const replayer = new Replayer({
      store,
      captures,
      revisitDays,
      siteRules,
      sourcesStand: true,
    });
    if (whole > from) {
      for await (const { record, locator } of scanWarc(captures, file, from)) {
        if (record.type === 'resource') await replayer.pass(record);
        else await replayer.take(record, locator);
      }
    }
    await replayer.end({ warc: [{ file, length: whole }] });
    services.tell?.({ type: 'recovered', file, captures: replayer.captures, torn });
    if (replayer.unread === 0) continue;
    const message = `${file}: what ${replayer.unread} records say of their captures cannot be read; the captures are kept.`;
    services.tell?.({ type: 'warning', url: file, message });
  }
}
