import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draws } from './draws.ts';
import { passLeases, startCommand } from './killed.ts';
import { clear, freshFolder, kills, time as limit, place } from './killing.ts';
import { clock, command } from './newspaper.ts';
import { type S3Server, s3Facts, startS3 } from './s3-server.ts';
import { bytesBelow } from './site-bytes.ts';
import { type Site, startSite } from './small-site.ts';

const time = clock(Date.UTC(2026, 5, 1));
const random = draws(31);
const archive = join(place, 'growing');
const [site, copy, bucketView] = [freshFolder(), freshFolder(), freshFolder()];
const env = { AWS_ACCESS_KEY_ID: s3Facts.id, AWS_SECRET_ACCESS_KEY: s3Facts.secret };
/** Kills before what was begun is ended. */
const parts = 3;
let paper: Site;
let bucket: S3Server;
let stories = 0;

beforeAll(async () => {
  paper = await startSite({});
  bucket = await startS3(Date.now);
  for (let count = 0; count < 3; count += 1) await tellStory();
});
afterAll(async () => {
  await Promise.all([paper.close(), bucket.close()]);
  clear();
});

const backissue = async (...parameters: string[]) => {
  const done = await command(['--archive', archive, '--host-gap', '0', ...parameters], {
    ...{ now: time.now, env },
  });
  expect(done).toMatchObject({ code: 0, err: '' });
  return done;
};

const pageOf = (title: string): string =>
  `<!doctype html><html lang="en"><title>${title}</title><article><h1>${title}</h1>${`<p>${title}, the harbour office said on Monday, and two witnesses told the paper so.</p>`.repeat(5)}</article></html>`;

async function tellStory(): Promise<void> {
  stories += 1;
  time.pass(86_400_000);
  paper.set(`/${stories}`, pageOf(`Quay ${stories} is built`));
  await backissue('capture', paper.url(`/${stories}`), '--allow-private');
}

async function editStory(): Promise<void> {
  time.pass(86_400_000);
  paper.set('/1', pageOf(`Quay 1 is built at last, for ${stories} millions`));
  await backissue('capture', paper.url('/1'), '--allow-private');
}

async function removeStory(): Promise<void> {
  await backissue('takedown', paper.url(`/${stories}`), '--reason', 'court');
}

/** What the archive does while its site is not up to date. */
const changes = [tellStory, editStory, removeStory, tellStory];

const publish = (): string[] => {
  const where = `s3://${s3Facts.bucket}/site?endpoint=${bucket.url('')}&region=${s3Facts.region}`;
  return [
    ...['publish', '--archive', archive, '--publish-format', 'site', '--site-captures', 'yes'],
    ...['--publish-dir', site, '--publish-to', `copy=dir:${copy},papers=${where}`],
  ];
};

/** Runs a publishing; kills it after so many ms. Gives the ms that it had the archive; undefined: it was killed. */
async function published(killAfter?: number): Promise<number | undefined> {
  const child = await startCommand(publish(), join(place, 'compiled'), env);
  await child.holds(archive);
  const start = performance.now();
  if (killAfter !== undefined) {
    await Promise.race([pause(killAfter), child.ended]);
    child.kill();
  }
  const { code, said } = await child.ended;
  if (code !== undefined) expect(`${code}: ${said}`).toMatch(/^0: /);
  else await passLeases(archive);
  return code === undefined ? undefined : performance.now() - start;
}

/** What the bucket shows, as a folder. */
function bucketAsFolder(): string {
  rmSync(bucketView, { recursive: true, force: true });
  for (const [key, { bytes }] of bucket.objects) {
    const file = join(bucketView, key.replace(/^site\//, ''));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return bucketView;
}

/** Whoever finds a checkpoint finds all that it speaks of, and it has grown from any that was seen before. */
async function isWholeIfSigned(shown: string): Promise<void> {
  if (!existsSync(join(shown, 'ledger/checkpoint'))) return;
  // One place may be behind another.
  const seen = `${shown} seen`;
  const { code, out } = await command(['verify', shown, '--seen', seen]);
  expect(`${code}: ${out}`).toMatch(/^0: /);
}

async function isUntouched(): Promise<void> {
  const fresh = freshFolder();
  await backissue('export', '--format', 'site', '--site-captures', 'yes', fresh);
  const wanted = bytesBelow(fresh);
  expect(bytesBelow(site)).toEqual(wanted);
  expect(bytesBelow(copy)).toEqual(wanted);
  expect(bytesBelow(bucketAsFolder())).toEqual(wanted);
  rmSync(fresh, { recursive: true });
}

describe(`a site that grows, and whose publishing is killed ${kills} times`, () => {
  it('ends in a folder, a copy and a bucket as if nobody had been killed', {
    timeout: 3 * limit.timeout,
  }, async () => {
    let takes = (await published()) ?? 0;
    await isUntouched();
    let killed = 0;
    for (let tries = 0; killed < kills && tries < kills * 3; tries += 1) {
      await changes[tries % changes.length]?.();
      const took = await published(random() * takes);
      if (took === undefined) killed += 1;
      else takes = took;
      for (const shown of [site, copy, bucketAsFolder()]) await isWholeIfSigned(shown);
      if (killed % parts > 0 && killed < kills) continue;
      await published();
      await isUntouched();
    }
    expect(killed).toBe(kills);
    expect(readFileSync(join(copy, 'ledger/checkpoint'))).toEqual(
      readFileSync(join(archive, 'ledger/checkpoint')),
    );
  });
});
