import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openGit } from '../git/index.ts';
import { ArchiveError, instant, type Url } from '../model/index.ts';
import { type ExportFile, formatNewsFile, writeNewsRepository } from '../transfer/index.ts';
import { type PublishEvent, type PublishOptions, publishNewsRepository } from './index.ts';

let room: string;
let folder: string;
let hour: number;
let events: PublishEvent[];
const start = Date.UTC(2026, 10, 24);
const at = (hours: number) => instant(start + hours * 3_600_000);

beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'backissue-mirror-'));
  folder = join(room, 'news');
  hour = 0;
  events = [];
});
afterEach(() => rm(room, { recursive: true, force: true }));

function article(
  slot: number,
  title: string,
  outlet = { folder: 'rfi', title: '法广' },
): ExportFile {
  const publishedAt = at(0);
  const url = `https://news.example/${slot}` as Url;
  const text = formatNewsFile({ publishedAt, title, url, bodyHtml: `<p>${title}</p>` });
  return { outlet, slot, title, publishedAt, bytes: async () => Buffer.from(text) };
}

async function* streamed(files: readonly ExportFile[]) {
  yield* files;
}

function publish(files: readonly ExportFile[], more: Partial<PublishOptions> = {}) {
  return publishNewsRepository({
    folder,
    export: () => writeNewsRepository(folder, streamed(files), { readmeTitle: 'Mirror' }),
    remotes: [],
    now: () => start + hour * 3_600_000,
    onEvent: (event) => events.push(event),
    ...more,
  });
}

async function bare(name: string): Promise<{ name: string; url: string }> {
  const url = join(room, `${name}.git`);
  await mkdir(join(url, 'refs'), { recursive: true });
  await mkdir(join(url, 'objects'));
  await writeFile(join(url, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(url, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
  return { name, url };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

async function headOf(remote: { url: string }): Promise<string | undefined> {
  return openGit(remote.url).head();
}

test('three passes reach two remotes, and each commit says what it brought', async () => {
  const remotes = [await bare('one'), await bare('two')];
  const voa = { folder: '美国之音', title: '美国之音' };
  const passes = [
    [article(9, 'first')],
    [article(9, 'first'), article(8, 'second'), article(5, 'third', voa)],
    [article(9, 'first, edited'), article(8, 'second')],
  ];
  for (const files of passes) {
    const result = await publish(files, { remotes });
    expect(result.pushed).toEqual([
      { remote: 'one', ok: true },
      { remote: 'two', ok: true },
    ]);
    for (const remote of remotes) expect(await headOf(remote)).toBe(result.commit);
    hour += 1;
  }
  const counts = events.filter((event) => event.kind === 'committed');
  expect(counts.map((one) => [one.added, one.changed, one.removed])).toEqual([
    [1, 0, 0],
    [2, 0, 0],
    [0, 1, 1],
  ]);
  const commits = await all(openGit(folder).history([]));
  expect(commits.map((commit) => commit.at)).toEqual([at(0), at(1), at(2)]);
});

test('a pass without news commits nothing and still brings the remotes level', async () => {
  const one = await bare('one');
  const first = await publish([article(9, 'first')]);
  hour += 1;
  const second = await publish([article(9, 'first')], { remotes: [one] });
  expect(second.commit).toBeUndefined();
  expect(second.exported.changedPaths).toEqual([]);
  expect(events.map((event) => event.kind)).toEqual([
    'exported',
    'committed',
    'exported',
    'unchanged',
    'pushed',
  ]);
  expect(await headOf(one)).toBe(first.commit);
});

test('a remote that fails is named, stops nobody, and is caught up without a new commit', async () => {
  const remotes = [await bare('one'), await bare('two')];
  await publish([article(9, 'first')], { remotes });
  await rename(join(room, 'one.git'), join(room, 'away.git'));
  for (const files of [[article(8, 'second')], [article(8, 'second'), article(7, 'third')]]) {
    hour += 1;
    const result = await publish(files, { remotes });
    expect(result.pushed).toMatchObject([
      { remote: 'one', ok: false, behindSince: at(1) },
      { remote: 'two', ok: true },
    ]);
    expect(result.pushed[0]?.message).toContain('The remote one did not take the push');
  }
  await rename(join(room, 'away.git'), join(room, 'one.git'));
  hour += 1;
  const caughtUp = await publish([article(8, 'second'), article(7, 'third')], { remotes });
  expect(caughtUp.commit).toBeUndefined();
  expect(caughtUp.pushed.every((outcome) => outcome.ok)).toBe(true);
  expect(await headOf({ url: join(room, 'one.git') })).toBe(await openGit(folder).head());
});

test('a remote that was emptied or moved to another host is filled again', async () => {
  const one = await bare('one');
  await publish([article(9, 'first')], { remotes: [one] });
  const moved = { name: 'one', url: (await bare('elsewhere')).url };
  await publish([article(9, 'first')], { remotes: [moved] });
  expect(await headOf(moved)).toBe(await openGit(folder).head());
});

test('a remote with an impossible name or address fails alone', async () => {
  const good = await bare('good');
  const remotes = [{ name: '-x', url: good.url }, { name: 'prog', url: 'ext::sh' }, good];
  const { pushed } = await publish([article(9, 'first')], { remotes });
  expect(pushed.map((outcome) => [outcome.remote, outcome.ok])).toEqual([
    ['-x', false],
    ['prog', false],
    ['good', true],
  ]);
});

test('the same archive published at the same moments gives the same commit elsewhere', async () => {
  const files = [article(9, 'first'), article(8, 'second')];
  const here = await publish(files, { author: { name: '守', email: 'k@example.org' } });
  folder = join(room, 'other');
  const there = await publish(files, { author: { name: '守', email: 'k@example.org' } });
  expect(there.commit).toBe(here.commit);
});

test('a pass that was cut short is finished by the next one', async () => {
  await publish([article(9, 'first')]);
  const failing = async (): Promise<never> => {
    await writeNewsRepository(folder, streamed([article(9, 'first'), article(8, 'second')]), {
      readmeTitle: 'Mirror',
    });
    await writeFile(join(folder, '.git', 'index.lock'), '');
    await utimes(join(folder, '.git', 'index.lock'), start / 1000, start / 1000);
    throw new ArchiveError('internal', 'The power failed.');
  };
  await expect(publish([], { export: failing })).rejects.toThrow('The power failed.');
  hour += 5;
  const result = await publish([article(9, 'first'), article(8, 'second')]);
  expect(result.exported.written).toBe(0);
  expect(result.commit).toBeDefined();
  expect(events.at(-1)).toMatchObject({ kind: 'committed', added: 1 });
  expect(events).toContainEqual({ kind: 'unlocked', locks: ['index.lock'] });
});

test('files that are not the export’s are neither committed nor removed', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'notes.txt'), 'mine');
  await publish([article(9, 'first')]);
  const paths = (await all(openGit(folder).files([]))).map((file) => file.path);
  expect(paths).toEqual([
    '.backissue-export.json',
    'README.md',
    'articles/rfi/0000009.md',
    'lists/法广.md',
  ]);
});

test('an empty archive is published with its front page alone', async () => {
  const one = await bare('one');
  const { commit } = await publish([], { remotes: [one] });
  expect(await headOf(one)).toBe(commit);
});
