import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader } from '../src/web/index.ts';
import { bucketScene, filesIn, hour, paper, paths, picture, secret } from './bucket-scene.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { emptyDatabase, isOnPostgres } from './house-store.ts';
import { startCommand } from './killed.ts';
import { command } from './newspaper.ts';

vi.setConfig({ testTimeout: 180_000 });

const opened: Archive[] = [];
afterEach(async () => {
  for (const archive of opened.splice(0)) await archive.close();
});

test('what was captured is uploaded on stop, and served from the bucket once the folder has let go of it', async () => {
  const { events, filled, open, room, run, s3, time } = await bucketScene();
  const { archive, site } = await filled();
  const [file = ''] = filesIn(room.folder);
  expect(file).toMatch(/^2026\/11\/backissue-\d{14}-00000-quay7\.warc\.gz$/);
  await archive.close();
  const bytes = readFileSync(join(room.folder, 'captures', file));
  expect(s3.objects.get(`news/${file}`)?.bytes.equals(bytes)).toBe(true);
  expect(events).toContainEqual({ type: 'uploaded', file, bytes: bytes.length });
  time.pass(25 * hour);
  await (await open()).close();
  expect(filesIn(room.folder)).toEqual([]);
  const again = await open();
  opened.push(again);
  const { article } = await again.article(site.url(paths.house));
  const reader = createReader({ archive: again, now: time.now, title: 'T', timeZone: 'UTC' });
  const shown = await (await reader.request(`/article/${article.id}`)).text();
  expect(shown).toContain('A house is named');
  const address = /<img[^>]* src="([^"]+)"/.exec(shown)?.[1] ?? '';
  const image = await reader.request(address.replaceAll('&amp;', '&'));
  expect([image.status, Buffer.from(await image.arrayBuffer())]).toEqual([200, picture]);
  const asked = s3.asked.length;
  await again.content(site.url('/house.jpg'));
  expect(s3.asked.length).toBe(asked);
  expect((await again.doctor()).faults).toEqual([]);
  const verified = await run(['verify', '--json']);
  expect([verified.code, verified.json()]).toMatchObject([0, { ok: true, files: 1 }]);
});

test('a bucket that is away stops no capturing: it is told, and uploaded at the next start', async () => {
  const { events, filled, open, room, run, s3 } = await bucketScene();
  s3.fault = () => ({ status: 503, code: 'SlowDown' });
  const { archive } = await filled();
  expect((await archive.stats()).articles).toBe(2);
  await archive.close();
  expect(s3.objects.size).toBe(0);
  const warnings = events.filter(({ type }) => type === 'warning');
  expect(warnings.map((one) => 'message' in one && one.message).join()).toContain('stays here');
  s3.fault = () => undefined;
  expect((await run(['doctor'])).out).toContain(
    'capture files of this folder are not in the bucket',
  );
  await (await open()).close();
  expect([...s3.objects.keys()]).toEqual(filesIn(room.folder).map((file) => `news/${file}`));
  expect((await run(['doctor', '--json'])).json()).not.toHaveProperty('notUploaded');
});

test.each(['spoil', 'cut', 'cut after', 'half'] as const)(
  'no file counts as uploaded whose bytes the bucket does not give back: %s',
  async (fault) => {
    const { filled, open, room, run, s3, time } = await bucketScene();
    const { archive } = await filled();
    const meets = fault === 'half' ? 'GET' : 'PUT';
    s3.fault = (method) => (method === meets ? fault : undefined);
    await archive.close();
    const waiting = (await run(['doctor', '--json'])).json()['notUploaded'];
    if (fault !== 'cut after') expect(waiting).toEqual({ own: 1, others: [] });
    time.pass(100 * hour);
    expect(filesIn(room.folder)).toHaveLength(1);
    s3.fault = () => undefined;
    await (await open(room.folder, { keepLocalMs: 0 })).close();
    await (await open(room.folder, { keepLocalMs: 0 })).close();
    expect(filesIn(room.folder)).toEqual([]);
    expect((await run(['verify'])).code).toBe(0);
  },
);

test('what is gone from the bucket is uploaded again as long as the folder has it', async () => {
  const { filled, open, room, s3, time } = await bucketScene();
  await (await filled()).archive.close();
  s3.objects.clear();
  time.pass(25 * hour);
  await (await open()).close();
  expect(filesIn(room.folder)).toHaveLength(1);
  await (await open()).close();
  expect(s3.objects.size).toBe(1);
});

test('a file is left once it is old, so that others can read it soon, and no earlier', async () => {
  const { events, filled, room, s3, time } = await bucketScene();
  const waiting: (() => void)[] = [];
  const delay = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((go) => {
      waiting.push(go);
      signal.addEventListener('abort', () => go(), { once: true });
    });
  const uploads = () => events.filter(({ type }) => type === 'uploaded').length;
  const { archive } = await filled({ delay });
  opened.push(archive);
  const minute = async () => {
    const rounds = waiting.length;
    time.pass(60_000);
    for (const go of waiting.splice(0)) go();
    await expect.poll(() => waiting.length).toBeGreaterThan(rounds > 0 ? 0 : -1);
  };
  for (let passed = 0; passed < 14; passed += 1) await minute();
  expect([uploads(), s3.objects.size]).toEqual([0, 0]);
  for (let passed = 0; passed < 2; passed += 1) await minute();
  expect([uploads(), s3.objects.size]).toEqual([1, 1]);
  await archive.fetch({ all: true });
  expect(filesIn(room.folder)).toHaveLength(2);
});

test('a takedown writes the file anew in the bucket too, and the one before is gone there', async () => {
  const { filled, open, room, run, s3, time } = await bucketScene();
  const { archive, site } = await filled();
  await archive.close();
  time.pass(25 * hour);
  await (await open()).close();
  const again = await open();
  opened.push(again);
  await again.takeDown(site.url(paths.house), { reason: 'privacy' });
  const held = [...s3.objects].map(([key, { bytes }]) => [
    key,
    gunzipSync(bytes).toString('latin1'),
  ]);
  for (const [key, text] of held) expect(`${key}: ${text?.includes(secret)}`).toBe(`${key}: false`);
  expect([...s3.objects.keys()].filter((key) => key.endsWith('-r1.warc.gz'))).toHaveLength(1);
  expect((await again.doctor()).faults).toEqual([]);
  const quay = await again.content(site.url('/quay.jpg'));
  expect(Buffer.from(quay?.bytes ?? []).toString()).toContain('picture of the quay');
  rmSync(join(room.folder, 'captures'), { recursive: true });
  expect((await again.content(site.url('/quay.jpg')))?.bytes).toEqual(quay?.bytes);
  expect((await run(['verify'])).code).toBe(0);
});

test('backup, export and rebuild read what lies in the bucket alone', async () => {
  const { filled, open, room, run, time } = await bucketScene();
  const { archive, site } = await filled();
  await archive.close();
  time.pass(25 * hour);
  await (await open()).close();
  expect(filesIn(room.folder)).toEqual([]);
  const backup = room.freshFolder();
  expect((await run(['backup', backup, '--verify'])).code).toBe(0);
  expect(filesIn(backup)).toHaveLength(1);
  const exported = room.freshFolder();
  expect((await run(['export', exported, '--format', 'wacz'])).code).toBe(0);
  expect(readdirSync(exported).join()).toContain('.wacz');
  const before = (await run(['stats', '--json'])).json();
  if (isOnPostgres) await emptyDatabase(room.folder);
  const rebuilt = await run(['rebuild', '--json']);
  expect([rebuilt.code, rebuilt.err]).toEqual([0, '']);
  const after = (await run(['stats', '--json'])).json();
  // Leaves that were not published are read back from nowhere but the catalogue before.
  const leaves = isOnPostgres ? { leaves: 0, unpublished: 0 } : {};
  expect(after).toEqual({ ...before, ...leaves });
  const again = await open();
  opened.push(again);
  expect(Buffer.from((await again.content(site.url('/house.jpg')))?.bytes ?? [])).toEqual(picture);
  expect((await again.doctor()).faults).toEqual([]);
});

test('a new host with nothing but the bucket rebuilds the archive from it', async () => {
  const { filled, room, run, s3 } = await bucketScene();
  const { archive } = await filled();
  await archive.close();
  const elsewhere = room.freshFolder();
  const rebuilt = await run(['rebuild', '--json'], elsewhere);
  expect([rebuilt.code, rebuilt.json()]).toMatchObject([0, { files: 1, articles: 2 }]);
  expect((await run(['doctor'], elsewhere)).out).toContain('all well');
  expect(s3.objects.size).toBe(1);
});

test('without the bucket’s name the archive says what is missing', async () => {
  const { filled, open, room, time } = await bucketScene();
  const { archive, site } = await filled();
  await archive.close();
  time.pass(25 * hour);
  await (await open()).close();
  const other = await open(room.folder, { uploads: undefined as never });
  opened.push(other);
  const { ok, files, notLookedAt } = await other.doctor();
  expect({ ok, files, notLookedAt }).toEqual({
    ...{ ok: true, files: 0 },
    notLookedAt: { files: 1, says: ['1 in a bucket; name it with BACKISSUE_CAPTURES.'] },
  });
  await expect(other.content(site.url('/house.jpg'))).rejects.toMatchObject({ code: 'not-found' });
});

test('a crash between the upload and the word of it costs no second upload', async () => {
  const { filled, open, room, s3, run } = await bucketScene();
  s3.fault = () => ({ status: 503, code: 'SlowDown' });
  await (await filled()).archive.close();
  s3.fault = () => undefined;
  const [file = ''] = filesIn(room.folder);
  const bytes = readFileSync(join(room.folder, 'captures', file));
  s3.objects.set(`news/${file}`, { bytes, type: '', cacheControl: '' });
  s3.asked.splice(0);
  await (await open()).close();
  expect(s3.asked.filter((one) => one.startsWith('PUT'))).toEqual([]);
  expect((await run(['doctor', '--json'])).json()).not.toHaveProperty('notUploaded');
});

test('a worker that is killed while it uploads loses nothing, and uploads after its next start', async () => {
  const real = { now: Date.now, pass: () => {} };
  const { env, open, room, run, s3 } = await bucketScene(real);
  const site = await paper();
  const follow = ['follow', site.url('/feed.xml'), '--allow-private'];
  expect((await command([...follow, '--archive', room.folder], { env })).code).toBe(0);
  const uploading = Promise.withResolvers<void>();
  s3.fault = (method) => {
    if (method !== 'PUT') return undefined;
    uploading.resolve();
    return { until: new Promise(() => {}) };
  };
  const child = await startCommand(['fetch', '--archive', room.folder], room.freshFolder(), env);
  await Promise.race([uploading.promise, child.ended]);
  child.kill();
  expect((await child.ended).code).toBeUndefined();
  expect(s3.objects.size).toBe(0);
  s3.fault = () => undefined;
  const archive = await open();
  expect((await archive.stats()).articles).toBe(2);
  await archive.close();
  expect([...s3.objects.keys()].sort()).toEqual(filesIn(room.folder).map((file) => `news/${file}`));
  expect((await run(['verify'])).code).toBe(0);
});

test.skipIf(postgres() === '')(
  'two workers of one catalogue read each other’s captures once they are uploaded',
  async () => {
    const { events, open, room, s3 } = await bucketScene();
    const site = await paper();
    const database = await databaseFor(room.folder);
    const [here, there] = [room.freshFolder(), room.freshFolder()];
    const one = await open(here, { database, worker: 'quay7' });
    await one.follow(site.url('/feed.xml'), { allowPrivate: true });
    await one.fetch({ all: true });
    const other = await open(there, { database, worker: 'pier2' });
    opened.push(other);
    const reading = other.content(site.url('/house.jpg'));
    await expect(reading).rejects.toMatchObject({ code: 'unreachable' });
    await expect(reading).rejects.toThrow('is with worker quay7 until it is uploaded; try again');
    expect(await other.doctor()).toMatchObject({ ok: true, notUploaded: { others: ['quay7'] } });
    expect((await other.article(site.url(paths.quay))).article.title).toContain('quay');
    await one.close();
    expect(Buffer.from((await other.content(site.url('/house.jpg')))?.bytes ?? [])).toEqual(
      picture,
    );
    await other.capture(site.url(paths.house), { allowPrivate: true });
    expect(filesIn(there).join()).toContain('-pier2.warc.gz');
    const again = await open(here, { database, worker: 'quay7' });
    expect(events.filter(({ type }) => type === 'recovered')).toEqual([]);
    await again.close();
    expect(filesIn(here).join()).not.toContain('pier2');
    await other.takeDown(site.url(paths.house), { reason: 'privacy' });
    const held = [...s3.objects.values()].map(({ bytes }) => gunzipSync(bytes).toString('latin1'));
    expect(held.filter((text) => text.includes(secret))).toEqual([]);
    // The copy that the first worker still has goes at its next round, and is taken for nothing new.
    await (await open(here, { database, worker: 'quay7' })).close();
    expect(filesIn(here)).toEqual([]);
    await expect(other.article(site.url(paths.house))).rejects.toMatchObject({ code: 'not-found' });
  },
);
