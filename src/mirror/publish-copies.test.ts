import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type S3Server, s3Facts, startS3 } from '../../test/s3-server.ts';
import { openBucket, parseBucketAddress } from '../s3/index.ts';
import { bucketPlace, type CopyPlace, commandPlace, folderPlace, publishCopies } from './index.ts';

const at = Date.UTC(2026, 10, 24, 12);
const paths = ['index.html', 'article', 'image', 'ledger', 'search'];
const mark = { path: 'index.html', holds: 'front' };
const folders: string[] = [];
const servers: S3Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const site: Readonly<Record<string, string>> = {
  'index.html': 'front',
  'article/ab/abc.html': 'article',
  'image/ab/abc.png': 'picture',
  'ledger/checkpoint': 'size 2',
  'ledger/tile/0/000': 'full',
  'ledger/tile/0/001.p/2': 'partial',
  'search/index.js': 'index',
};

async function scene(files = site) {
  const room = await mkdtemp(join(tmpdir(), 'backissue-copies-'));
  folders.push(room);
  const folder = join(room, 'site');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const published = (...places: CopyPlace[]) => publishCopies({ folder, mark, paths, places });
  return { room, folder, write, published };
}

async function bucket(name = 'bucket') {
  const server = await startS3(() => at);
  servers.push(server);
  const { id, region, secret } = s3Facts;
  const where = `s3://papers/site?endpoint=${server.url('')}&region=${region}`;
  const address = parseBucketAddress(where);
  const key = { keyId: id, secret };
  const opened = openBucket({ address, key, now: () => at, pause: async () => undefined });
  const held = () =>
    Object.fromEntries(
      [...server.objects].map(([path, { bytes }]) => [
        path.slice('site/'.length),
        bytes.toString(),
      ]),
    );
  return { server, held, place: bucketPlace(name, where, opened) };
}

const held = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );

test('a bucket and a folder hold what the site does, and are sent only what changed', async () => {
  const { folder, room, write, published } = await scene();
  const { held: inBucket, place, server } = await bucket();
  const stick = folderPlace('stick', join(room, 'stick'));
  write('notes.txt', 'mine');
  const first = await published(place, stick);
  expect(first).toEqual([
    { copy: 'bucket', ok: true, sent: 7, removed: 0 },
    { copy: 'stick', ok: true, sent: 7, removed: 0 },
  ]);
  expect(inBucket()).toEqual(site);
  expect(held(join(room, 'stick'))).toEqual(site);
  expect(server.asked.at(-1)).toBe('PUT site/ledger/checkpoint');
  server.asked.length = 0;
  expect(await published(place, stick)).toMatchObject([{ sent: 0 }, { sent: 0 }]);
  expect(server.asked).toEqual([]);
  write('index.html', 'new front');
  write('ledger/checkpoint', 'size 3');
  rmSync(join(folder, 'article'), { recursive: true });
  expect(await published(place, stick)).toMatchObject([
    { sent: 2, removed: 1 },
    { sent: 2, removed: 1 },
  ]);
  expect(server.asked).toEqual([
    'PUT site/index.html',
    'PUT site/ledger/checkpoint',
    'DELETE site/article/ab/abc.html',
  ]);
  expect(held(join(room, 'stick'))).toEqual(inBucket());
});

test('objects are told what they are, and how long they may be kept', async () => {
  const { published } = await scene();
  const { place, server } = await bucket();
  await published(place);
  const told = (path: string) => {
    const { cacheControl, type } = server.objects.get(`site/${path}`) ?? {};
    return [type, cacheControl];
  };
  const forever = 'public, max-age=31536000, immutable';
  expect(told('index.html')).toEqual(['text/html; charset=utf-8', 'public, max-age=60']);
  expect(told('image/ab/abc.png')).toEqual(['image/png', forever]);
  expect(told('ledger/tile/0/000')).toEqual(['application/octet-stream', forever]);
  expect(told('ledger/tile/0/001.p/2')).toEqual(['application/octet-stream', 'public, max-age=60']);
  expect(told('ledger/checkpoint')).toEqual(['text/plain; charset=utf-8', 'no-cache']);
});

test('a copy that fails keeps none from theirs, never shows a checkpoint too soon, and is caught up', async () => {
  const { room, published } = await scene();
  const { held: inBucket, place, server } = await bucket();
  const stick = folderPlace('stick', join(room, 'stick'));
  server.fault = (_, key) =>
    key.endsWith('search/index.js') ? { status: 503, code: 'SlowDown' } : undefined;
  const [failed, well] = await published(place, stick);
  expect(failed).toMatchObject({ copy: 'bucket', ok: false });
  expect(failed?.message).toContain('SlowDown');
  expect(well).toMatchObject({ ok: true, sent: 7 });
  expect(inBucket()).not.toHaveProperty('ledger/checkpoint');
  server.fault = () => undefined;
  const sentBefore = server.objects.size;
  expect(await published(place)).toMatchObject([{ ok: true, sent: 7 - sentBefore }]);
  expect(inBucket()).toEqual(site);
});

test('where nothing is remembered, the bucket tells what it has; what others keep there stays', async () => {
  const { folder, published } = await scene();
  const { held: inBucket, place, server } = await bucket();
  await published(place);
  const own = { bytes: Buffer.from('mine'), type: '', cacheControl: '' };
  server.objects.set('site/CNAME', own);
  server.objects.set('site/article/old.html', own);
  server.objects.set('site/search/index.js', own);
  rmSync(join(folder, '.backissue-copy-bucket.jsonl'));
  expect(await published(place)).toMatchObject([{ ok: true, sent: 1, removed: 1 }]);
  expect(inBucket()).toEqual({ ...site, CNAME: 'mine' });
});

test('a folder of which nothing is remembered tells what it has too', async () => {
  const { folder, room, write, published } = await scene();
  const stick = folderPlace('stick', join(room, 'stick'));
  await published(stick);
  writeFileSync(join(room, 'stick/notes.txt'), 'mine');
  rmSync(join(folder, '.backissue-copy-stick.jsonl'));
  rmSync(join(folder, 'article'), { recursive: true });
  write('index.html', 'new front');
  expect(await published(stick)).toMatchObject([{ ok: true, sent: 1, removed: 1 }]);
  const { 'article/ab/abc.html': _gone, ...rest } = site;
  const now = { ...rest, 'index.html': 'new front', 'notes.txt': 'mine' };
  expect(held(join(room, 'stick'))).toEqual(now);
});

test('what is somebody else’s is neither written over nor removed', async () => {
  const { room, published } = await scene();
  const { held: inBucket, place, server } = await bucket();
  const own = { bytes: Buffer.from('mine'), type: '', cacheControl: '' };
  server.objects.set('site/image/holiday.jpg', own);
  mkdirSync(join(room, 'www/search'), { recursive: true });
  writeFileSync(join(room, 'www/search/index.html'), 'mine');
  const outcomes = await published(place, folderPlace('www', join(room, 'www')));
  const message = expect.stringContaining('no copy of this; give an empty place');
  expect(outcomes).toMatchObject([
    { ok: false, sent: 0, removed: 0, message },
    { ok: false, sent: 0, removed: 0, message },
  ]);
  expect(inBucket()).toEqual({ 'image/holiday.jpg': 'mine' });
  expect(held(join(room, 'www'))).toEqual({ 'search/index.html': 'mine' });
});

test('what a publishing sent before it was killed is removed once it has left the site', async () => {
  const { folder, room, published } = await scene();
  const stick = folderPlace('stick', join(room, 'stick'));
  let remembered = '';
  const killed: CopyPlace = {
    ...stick,
    send: async (from, difference, done) => {
      remembered = readFileSync(join(folder, '.backissue-copy-stick.jsonl'), 'utf8');
      await stick.send(from, { ...difference, send: difference.send.slice(0, 1) }, done);
    },
  };
  await published(killed);
  expect(Object.keys(held(join(room, 'stick')))).toEqual(['article/ab/abc.html']);
  writeFileSync(join(folder, '.backissue-copy-stick.jsonl'), remembered);
  rmSync(join(folder, 'article'), { recursive: true });
  expect(await published(stick)).toMatchObject([{ ok: true, sent: 6, removed: 1 }]);
  expect(held(join(room, 'stick'))).not.toHaveProperty('article/ab/abc.html');
});

/** What a user might write: copies in order, then removes. */
const copying = `set -e
while read -r path; do mkdir -p "$TO/$(dirname "$path")"; cp "$path" "$TO/$path"; echo "$path" >>"$TO/../order"; done <"$BACKISSUE_CHANGED"
while read -r path; do rm -f "$TO/$path"; done <"$BACKISSUE_REMOVED"
test -d "$BACKISSUE_FOLDER"`;

test('a command is told what changed, the checkpoint last, and run only when something did', async () => {
  const { folder, room, published } = await scene();
  const to = join(room, 'there');
  const env = { PATH: process.env['PATH'], TO: to };
  const place = commandPlace('command', copying, { env });
  expect(await published(place)).toMatchObject([{ ok: true, sent: 7 }]);
  expect(held(to)).toEqual(site);
  const order = readFileSync(join(room, 'order'), 'utf8').trim().split('\n');
  expect(order.slice(-3)).toEqual(['index.html', 'search/index.js', 'ledger/checkpoint']);
  rmSync(join(room, 'order'));
  await published(place);
  expect(existsSync(join(room, 'order'))).toBe(false);
  rmSync(join(folder, 'image'), { recursive: true });
  expect(await published(place)).toMatchObject([{ ok: true, sent: 0, removed: 1 }]);
  expect(held(to)).not.toHaveProperty('image/ab/abc.png');
});

test('a command that fails is told by its last words, and is told all of it again', async () => {
  const { folder, room, published } = await scene();
  const env = { PATH: process.env['PATH'], TO: join(room, 'there') };
  const failing = commandPlace('command', 'echo no route >&2; exit 12', { env });
  expect(await published(failing)).toEqual([
    {
      ...{ copy: 'command', ok: false, sent: 0, removed: 0 },
      message: 'The publish command ended with 12: no route',
    },
  ]);
  // The folder may be served as it is.
  expect(readFileSync(join(folder, '.backissue-copy-command.jsonl'), 'utf8')).not.toContain('echo');
  expect(await published(commandPlace('command', copying, { env }))).toMatchObject([{ sent: 7 }]);
});
