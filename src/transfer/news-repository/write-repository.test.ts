import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArchiveError, instant } from '../../model/index.ts';
import { formatRecord, parseRecord } from './export-record.ts';
import { readNewsFolder } from './read-folder.ts';
import { type ExportFile, type WriteOptions, writeNewsRepository } from './write-repository.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backissue-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rfi = { folder: 'rfi', title: '法广' };

function file(slot: number, text: string, outlet = rfi): ExportFile {
  const publishedAt = instant(Date.UTC(2023, 5, 12, 0, 0, 2_000_000 - slot));
  return { outlet, slot, title: text, publishedAt, bytes: async () => Buffer.from(text) };
}

async function* streamed(files: Iterable<ExportFile>) {
  yield* files;
}

function write(files: Iterable<ExportFile>, options: Partial<WriteOptions> = {}) {
  return writeNewsRepository(folder, streamed(files), { readmeTitle: 'News', ...options });
}

async function paths(): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const read = (path: string) => readFile(join(folder, path), 'utf8');

describe('an export', () => {
  test('writes articles, list pages, front page and its record', async () => {
    const result = await write([file(9, 'one'), file(8, 'two')]);
    const all = ['.backissue-export.json', 'README.md', 'articles/rfi/0000008.md'];
    all.push('articles/rfi/0000009.md', 'lists/法广.md');
    expect(result).toEqual({
      files: 2,
      written: 2,
      unchanged: 0,
      removed: 0,
      failed: [],
      changedPaths: all,
    });
    expect(await paths()).toEqual(all);
    expect(await read('README.md')).toBe('# News\n\n- [法广](/lists/法广.md)\n');
    expect(await read('lists/法广.md')).toMatch(
      /^法广\n------\n\n\d+-\d+ \[two\].*\n\n\d+-\d+ \[one\]/,
    );
  });

  test('writes nothing when nothing changed, and only what did when something did', async () => {
    await write([file(9, 'one'), file(8, 'two')]);
    const before = await stat(join(folder, 'articles/rfi/0000009.md'), { bigint: true });
    expect(await write([file(9, 'one'), file(8, 'two')])).toMatchObject({
      written: 0,
      unchanged: 2,
      changedPaths: [],
    });
    expect((await write([file(9, 'one'), file(8, 'TWO')])).changedPaths).toEqual([
      'articles/rfi/0000008.md',
      'lists/法广.md',
    ]);
    const after = await stat(join(folder, 'articles/rfi/0000009.md'), { bigint: true });
    expect(after.mtimeNs).toBe(before.mtimeNs);
  });

  test('into a used folder gives the same files as into a fresh one', async () => {
    await write([
      file(9, 'one'),
      file(8, 'two'),
      file(3, 'gone', { folder: 'dw', title: '德国之声' }),
    ]);
    await write([file(9, 'one'), file(7, 'three')]);
    const used = await Promise.all((await paths()).map(async (path) => [path, await read(path)]));
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await write([file(9, 'one'), file(7, 'three')]);
    expect(used).toEqual(
      await Promise.all((await paths()).map(async (path) => [path, await read(path)])),
    );
  });

  test('removes what left the archive, never what somebody else put there', async () => {
    for (const path of ['articles/rfi', 'lists'])
      await mkdir(join(folder, path), { recursive: true });
    const foreign = ['articles/rfi/0000005.md', 'articles/rfi/4_a.md', 'lists/mine.md', 'LICENSE'];
    for (const path of foreign) await writeFile(join(folder, path), 'mine');
    await write([
      file(9, 'one'),
      file(8, 'two'),
      file(3, 'x', { folder: 'dw', title: '德国之声' }),
    ]);
    const result = await write([file(9, 'one')]);
    expect(result.removed).toBe(2);
    expect(result.changedPaths).toContain('articles/rfi/0000008.md');
    expect(result.changedPaths).toContain('lists/德国之声.md');
    expect(await readdir(join(folder, 'articles'))).toEqual(['rfi']);
    expect(await paths()).toEqual(
      [
        ...foreign,
        '.backissue-export.json',
        'README.md',
        'articles/rfi/0000009.md',
        'lists/法广.md',
      ].sort(),
    );
  });

  test('does not ask for the bytes of files known to be unchanged, unless they are missing', async () => {
    await write([file(9, 'one'), file(8, 'two')]);
    await rm(join(folder, 'articles/rfi/0000008.md'));
    let asked = 0;
    const counting = [file(9, 'one'), file(8, 'two')].map((one) => ({
      ...one,
      bytes: () => {
        asked += 1;
        return one.bytes();
      },
    }));
    expect(await write(counting, { unchanged: () => true })).toMatchObject({
      written: 1,
      unchanged: 1,
    });
    expect(asked).toBe(1);
  });

  test('one file that fails is named and keeps its former state, the rest is written', async () => {
    await write([file(9, 'one')]);
    const failing = async (): Promise<never> => {
      throw new ArchiveError('corrupt', 'The record is damaged.');
    };
    await mkdir(join(folder, 'articles/rfi/0000006.md'));
    const result = await write([
      { ...file(9, 'one'), bytes: failing },
      { ...file(8, 'two'), bytes: failing },
      file(7, 'three'),
      file(7, 'again'),
      file(-1, 'nowhere'),
      file(6, 'in the way'),
    ]);
    expect(result.failed.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'articles/rfi/0000009.md corrupt',
      'articles/rfi/0000008.md corrupt',
      'articles/rfi/0000007.md conflict',
      'articles/rfi/00000-1.md invalid',
      'articles/rfi/0000006.md internal',
    ]);
    expect(result.files).toBe(1);
    expect(await read('articles/rfi/0000009.md')).toBe('one');
    expect(await read('lists/法广.md')).not.toContain('two');
    expect(await paths()).not.toContain('.backissue-export.tmp');
  });

  test('never writes through a link out of its folder', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'backissue-outside-'));
    await mkdir(join(folder, 'articles'));
    await symlink(outside, join(folder, 'articles/rfi'));
    const result = await write([file(9, 'one')]);
    expect(result.failed[0]?.code).toBe('refused');
    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });
});

describe('outlets of an export', () => {
  test('whose names differ only by case share one folder', async () => {
    const upper = { folder: 'BBC', title: 'BBC' };
    const lower = { folder: 'bbc', title: 'BBC' };
    const result = await write([file(9, 'one', upper), file(8, 'two', lower), file(9, 'x', lower)]);
    expect(result.failed.map((one) => one.code)).toEqual(['conflict']);
    expect(await readdir(join(folder, 'articles'))).toEqual(['BBC']);
    await write([file(9, 'one', lower), file(8, 'two', upper)]);
    expect(await readdir(join(folder, 'articles'))).toEqual(['bbc']);
  });

  test('with one title share a list page, newest first', async () => {
    const other = { folder: 'rfi-culture', title: '法广' };
    await write([file(9, 'a'), file(7, 'c'), file(8, 'b', other), file(6, 'd', other)]);
    const titles = [...(await read('lists/法广.md')).matchAll(/\[(.)\]/g)].map((match) => match[1]);
    expect(titles).toEqual(['d', 'c', 'b', 'a']);
  });

  test('with names of no file system are written under safe ones', async () => {
    await write([file(9, 'a', { folder: '../../x', title: 'A/B: C' })]);
    expect(await paths()).toContain('articles/-..-x/0000009.md');
    expect(await paths()).toContain('lists/A-B- C.md');
    expect(await read('README.md')).toContain('[A/B: C](/lists/A-B-%20C.md)');
  });

  test('list only the 300 newest by name, in whatever order the files come', async () => {
    const slots = Array.from({ length: 700 }, (_, index) => (index * 7919) % 700);
    await write(slots.map((slot) => file(slot, `t${slot}`)));
    const titles = [...(await read('lists/法广.md')).matchAll(/\[t(\d+)\]/g)].map((match) =>
      Number(match[1]),
    );
    expect(titles).toEqual(Array.from({ length: 300 }, (_, index) => index));
  });
});

describe('the record of an export', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(3000), { minLength: 1 }), (slots) => {
        const record = {
          articles: new Map([['法广', new Set(slots)]]),
          lists: new Set(['lists/法广.md']),
        };
        const parsed = parseRecord(formatRecord(record));
        expect(parsed?.articles.get('法广')).toEqual(record.articles.get('法广'));
        expect(parsed?.lists).toEqual(record.lists);
      }),
    );
    const record = { articles: new Map([['a', new Set([3, 1, 2, 9])]]), lists: new Set<string>() };
    expect(JSON.parse(formatRecord(record)).articles).toEqual({ a: '1-3,9' });
  });

  test('that is damaged, or names a path outside, stops the export before anything is removed', async () => {
    for (const text of [
      '{',
      '{"format":2}',
      '{"format":1,"articles":{"../..":"1"},"lists":[]}',
      '{"format":1,"articles":{"a":"1-"},"lists":[]}',
      '{"format":1,"articles":{},"lists":["../x.md"]}',
    ]) {
      await writeFile(join(folder, '.backissue-export.json'), text);
      await expect(write([file(9, 'one')])).rejects.toThrow('is damaged; delete it');
    }
  });
});

test('a repository that was read and written again has the same article bytes', async () => {
  const body =
    '<!--1693903501000-->\n[a](https://n.example/a)\n------\n\n<divclass="x"><p>文</p>\n';
  await write([file(1048575, body), file(999999, body.replace('/a)', '/b)'))]);
  const other = `${folder}-again`;
  const files: ExportFile[] = [];
  for await (const { item } of readNewsFolder(folder)) {
    if (item === undefined) continue;
    const { slot, file: news, bytes } = item;
    const publishedAt = news.publishedAt ?? instant(0);
    files.push({ outlet: rfi, slot, title: news.rawTitle, publishedAt, bytes: async () => bytes });
  }
  await writeNewsRepository(other, streamed(files), { readmeTitle: 'News' });
  for (const path of await paths()) {
    if (path.startsWith('articles/'))
      expect(await readFile(join(other, path), 'utf8')).toBe(await read(path));
  }
  await rm(other, { recursive: true });
});
