import {
  type BackupFault,
  type BackupOptions,
  backupArchive,
  restoreArchive,
  verifyBackup,
} from '../../open/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { captureUploads } from '../capture-uploads.ts';
import { databaseOf, optional, type Session } from '../session.ts';

export function addBackupCommands(add: Adder): void {
  add('backup <dir>', 'copy the archive while it works; again: only what is new', backUp).option(
    '--verify',
    'then read the whole backup again and compare every byte with its digest',
  );
  add('restore <dir>', 'bring a backup into the empty folder --archive names', restore);
}

async function backUp(session: Session, [to = '']: readonly string[], flags: Flags): Promise<void> {
  const options = {
    folder: session.config.archive,
    to,
    now: session.terminal.now,
    ...optional('database', databaseOf(session.config)),
    ...optional('bucket', captureUploads(session)?.bucket),
    ...optional('waitMs', session.config.wait),
  };
  const report = await backupArchive(options);
  const faults = flags['verify'] === true ? await verifyBackup(to) : undefined;
  if (faults !== undefined && faults.length > 0) session.exit(3);
  const mended = await mend(options, faults ?? []);
  const { files, bytes, copiedFiles, copiedBytes, removedFiles, elsewhere = 0 } = report;
  session.answer(
    { ...report, ...optional('faults', faults), ...optional('mended', mended) },
    () => [
      `${to}: ${files} files, ${bytes} bytes; ${copiedBytes} bytes of ${copiedFiles} capture files were new.`,
      ...(removedFiles > 0
        ? [`${removedFiles} files that the archive no longer holds removed.`]
        : []),
      ...(elsewhere > 0
        ? [`${elsewhere} capture files that the catalogue knows are not in this folder.`]
        : []),
      ...(report.elsewhere === undefined ? [] : [dumpWords]),
      ...(faults?.length === 0 ? ['Every byte is as it was copied.'] : []),
      ...(faults ?? []).map(({ message }) => `  damaged: ${message}`),
      ...(mended === undefined ? [] : [mendedWords(mended)]),
    ],
  );
}

/** Of a dump made later, some captures would be missing here. */
const dumpWords =
  'The catalogue is in a database and not in this copy: make a dump of it (pg_dump) before each copy of the captures.';

/** Copies what was found damaged again; gives whether the backup is whole then, undefined where it was. */
async function mend(
  options: BackupOptions,
  faults: readonly BackupFault[],
): Promise<boolean | undefined> {
  if (faults.length === 0) return undefined;
  await backupArchive({ ...options, damaged: faults.map(({ file }) => file) });
  return (await verifyBackup(options.to)).length === 0;
}

const mendedWords = (isMended: boolean): string =>
  isMended
    ? 'It was copied again, and every byte is as it was copied now.'
    : 'It was copied again, and is damaged still: make the backup anew on another disk.';

async function restore(session: Session, [from = '']: readonly string[]): Promise<void> {
  const folder = session.config.archive;
  const { files, bytes } = await restoreArchive(from, folder, {
    ...optional('waitMs', session.config.wait),
    ...optional('database', databaseOf(session.config)),
  });
  // Opened to capture once: what a crash would leave is settled.
  await session.withArchive('capture', async (archive) => {
    const { ok, records, faults } = await archive.doctor();
    if (!ok) session.exit(3);
    session.answer({ files, bytes, records, ok, faults }, () => [
      `${folder}: ${files} files, ${bytes} bytes, ${records} records: ${ok ? 'all well.' : `${faults.length} faults.`}`,
      ...faults.map((fault) => `  ${fault.kind}: ${fault.message}`),
    ]);
  });
}
