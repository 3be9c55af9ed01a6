import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ArchiveEvent, UploadOptions } from '../src/archive/index.ts';
import { captureUploads } from '../src/cli/capture-uploads.ts';
import { configuration } from '../src/cli/configuration.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { s3Facts, startS3 } from './s3-server.ts';
import { rss, startSite } from './small-site.ts';

export const hour = 3_600_000;

export const secret = 'Lin Xiaoyu lives at Harbour Road 17';
export const picture = Buffer.from('ÿØÿ a picture of the house at Harbour Road');

const page = (title: string, text: string, image: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>${`<p>${text} The harbour office said so on Monday, and the paper has it from two witnesses who asked not to be named here.</p>`.repeat(4)}<p><img src="${image}" alt="picture"></p></article></body></html>`;

export const paths = { house: '/2026/house-story-of-today', quay: '/2026/quay-story-of-today' };

/** A newspaper of two articles with a picture each. */
export async function paper() {
  const site = await startSite({
    '/feed.xml': { type: 'application/rss+xml', body: rss(Object.values(paths)) },
    [paths.house]: page('A house is named', secret, '/house.jpg'),
    [paths.quay]: page('A quay is built', 'The quay is of stone.', '/quay.jpg'),
    '/house.jpg': { type: 'image/jpeg', body: picture },
    '/quay.jpg': { type: 'image/jpeg', body: Buffer.from('ÿØÿ a picture of the quay') },
  });
  onTestFinished(() => site.close());
  return site;
}

/** A bucket on loopback and a folder whose archive keeps its captures there. */
export async function bucketScene(time: Pick<ReturnType<typeof clock>, 'now' | 'pass'> = clock()) {
  const room = scratch();
  const s3 = await startS3(time.now);
  onTestFinished(async () => {
    await s3.close();
    room.clear();
  });
  const env = {
    BACKISSUE_CAPTURES: `s3://${s3Facts.bucket}/news?endpoint=${s3.url('').replace(/\/$/, '')}&region=${s3Facts.region}`,
    AWS_ACCESS_KEY_ID: s3Facts.id,
    AWS_SECRET_ACCESS_KEY: s3Facts.secret,
  };
  const uploads = (own: Partial<UploadOptions> = {}): UploadOptions => {
    const { values: config } = configuration({}, env);
    const made = captureUploads({ config, terminal: { env, now: time.now } });
    if (made === undefined) throw new Error('a bucket is set');
    return { ...made, ...own };
  };
  const events: ArchiveEvent[] = [];
  const open = (
    folder = room.folder,
    own: Partial<Parameters<typeof openForTest>[2] & { keepLocalMs: number }> = {},
  ) => {
    const { keepLocalMs = 24 * hour, ...rest } = own;
    return openForTest(folder, time.now, {
      ...{ uploads: uploads({ keepLocalMs }), worker: 'quay7', onEvent: (one) => events.push(one) },
      ...rest,
    });
  };
  const run = (parameters: readonly string[], folder = room.folder) =>
    command([...parameters, '--archive', folder], { now: time.now, env });
  /** An archive that holds the newspaper, still open. */
  const filled = async (own: Parameters<typeof open>[1] = {}) => {
    const site = await paper();
    const archive = await open(room.folder, own);
    await archive.follow(site.url('/feed.xml'), { allowPrivate: true });
    await archive.fetch({ all: true });
    return { archive, site };
  };
  return { env, events, filled, open, room, run, s3, time };
}

/** The capture files of an archive's folder. */
export const filesIn = (folder: string): string[] => {
  const captures = join(folder, 'captures');
  if (!existsSync(captures)) return [];
  const all = readdirSync(captures, { recursive: true }) as string[];
  return all.filter((file) => file.endsWith('.warc.gz')).sort();
};
