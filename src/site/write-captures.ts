import { join } from 'node:path';
import { errorFrom } from '../model/index.ts';
import { exportWebArchive } from '../transfer/index.ts';
import type { SiteDesk } from './site-desk.ts';
import { capturesFolder, sitePaths } from './site-paths.ts';

/** A file of captures, as the page about the site tells of it. */
export interface CapturesFile {
  readonly path: string;
  readonly bytes: number;
}

/** Without them the folder holds files that no list tells of. */
const none = { files: [], changed: [] } as const;

/**
 * Puts the captures beside the pages as they came, as WACZ files: a file for each month, or for the days or hours
 * of one that is large, and for each day of the newest month, so that what comes changes a small file. Gives
 * the files, and the paths of those that were written.
 */
export async function writeCaptures(
  desk: SiteDesk,
  target: string,
): Promise<{ readonly files: readonly CapturesFile[]; readonly changed: readonly string[] }> {
  const { archive, failed, folder, options } = desk;
  const { captures, title, version } = options;
  if (captures === undefined) return none;
  const report = await exportWebArchive(archive, join(target, capturesFolder), {
    ...{ format: 'wacz', by: 'month', mostBytes: captures.mostBytes, name: '' },
    ...{ title, software: `Backissue ${version}`, text: false, memory: target },
  }).catch((thrown: unknown) => {
    const error = errorFrom(thrown, capturesFolder);
    if (error.code === 'not-found') return undefined;
    throw error;
  });
  if (report === undefined) return none;
  failed.push(...report.failed.map((one) => ({ ...one, path: one.url })));
  const files = report.standing.map(({ name, bytes }) => ({
    ...{ path: `${capturesFolder}/${name}`, bytes },
  }));
  folder.leave(files.map(({ path }) => path));
  const list = files.map(({ path, bytes }) => ({ path, bytes }));
  await folder.put('captures', '', {
    files: [{ path: sitePaths.captures, bytes: `${JSON.stringify({ v: 1, files: list })}\n` }],
  });
  return { files, changed: report.writtenNames.map((name) => `${capturesFolder}/${name}`) };
}
