import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Git, openGit } from '../../git/index.ts';
import { instant, type Url } from '../../model/index.ts';
import { formatNewsFile } from './news-file.ts';
import type { NewsReading } from './news-item.ts';
import { readNewsFolder } from './read-folder.ts';
import { readNewsHistory } from './read-history.ts';
import { planSlots, slotKey } from './slot-plan.ts';

let folder: string;
let git: Git;
const start = Date.UTC(2024, 0, 1);
const at = (hours: number) => instant(start + hours * 3_600_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backissue-read-'));
  git = openGit(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function article(name: string, body = name): string {
  const url = `https://news.example/${name}` as Url;
  return formatNewsFile({ publishedAt: at(0), title: name, url, bodyHtml: `<p>${body}</p>` });
}

async function put(files: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    if (text === undefined) await rm(join(folder, path));
    else await writeFile(join(folder, path), text);
  }
}

async function commit(hours: number, files: Readonly<Record<string, string | undefined>>) {
  await git.init();
  await put(files);
  await git.stageAll(Object.keys(files));
  await git.commit(`hour ${hours}`, at(hours));
}

async function told(source: AsyncIterable<NewsReading>): Promise<string[]> {
  const lines: string[] = [];
  for await (const { item, unreadable } of source) {
    const hour = (moment: string | undefined) =>
      moment === undefined ? '' : ` h${(Date.parse(moment) - start) / 3_600_000}`;
    if (unreadable !== undefined) {
      lines.push(`${unreadable.path}${hour(unreadable.observedAt)} ${unreadable.code}`);
    } else {
      const state = item.standing ? ' stands' : '';
      lines.push(`${item.path}${hour(item.observedAt)} ${item.file.rawTitle}${state}`);
    }
  }
  return lines;
}

describe('a working tree', () => {
  test('is read outlet by outlet, oldest first, lists and front page passed over', async () => {
    await put({
      'README.md': '# News',
      'lists/法广.md': '法广\n------\n',
      'articles/rfi/999999.md': article('c'),
      'articles/rfi/1000000.md': article('b'),
      'articles/rfi/0000005.md': article('d'),
      'articles/bbc/7_标题\n二.md': article('a'),
    });
    expect(await told(readNewsFolder(folder))).toEqual([
      'articles/bbc/7_标题\n二.md a stands',
      'articles/rfi/1000000.md b stands',
      'articles/rfi/999999.md c stands',
      'articles/rfi/0000005.md d stands',
    ]);
  });

  test('gives the file as it lay, its slot and its outlet', async () => {
    const text = article('a').replace('<p>', '<divclass="x"><p>');
    await put({ 'articles/法广/12.md': text });
    for await (const { item } of readNewsFolder(folder)) {
      expect(Buffer.from(item?.bytes ?? []).toString()).toBe(text);
      expect(item).toMatchObject({ slot: 12, outlet: { folder: '法广', title: '法广' } });
      expect(item?.file.bodyHtml).toBe('<div class="x"><p>a</p>');
      expect(item?.observedAt).toBeUndefined();
    }
  });

  test('what is no article file is named, and the rest is read', async () => {
    await put({
      'articles/notes.md': 'notes',
      'articles/rfi/9.md': article('a'),
      'articles/rfi/8.md': 'broken',
      'articles/rfi/cover.jpg': '…',
      'articles/rfi/deep/7.md': article('b'),
      'articles/rfi/6.md': '',
    });
    await symlink('/etc/hostname', join(folder, 'articles/rfi/5.md'));
    await truncate(join(folder, 'articles/rfi/6.md'), 100 << 20);
    expect(await told(readNewsFolder(folder))).toEqual([
      'articles/notes.md invalid',
      'articles/rfi/9.md a stands',
      'articles/rfi/8.md invalid',
      'articles/rfi/6.md refused',
      'articles/rfi/5.md refused',
      'articles/rfi/cover.jpg invalid',
      'articles/rfi/deep/7.md invalid',
    ]);
  });

  test('without articles is told so', async () => {
    await expect(told(readNewsFolder(folder))).rejects.toThrow('holds no folder “articles”');
  });
});

describe('a history', () => {
  test('an edit is the same address with another body, each told with its commit’s time', async () => {
    await commit(0, { 'articles/rfi/9.md': article('a'), 'lists/法广.md': 'x' });
    await commit(1, { 'articles/rfi/9.md': article('a', 'edited') });
    await commit(2, { 'articles/rfi/9.md': article('a') });
    expect(await told(readNewsHistory(folder))).toEqual([
      'articles/rfi/9.md h0 a stands',
      'articles/rfi/9.md h1 a',
      'articles/rfi/9.md h2 a stands',
    ]);
  });

  test('deleted, renamed and oddly named files are all told', async () => {
    await commit(0, {
      'articles/法广/9_旧.md': article('a'),
      'articles/x/1_a\nb.md': article('n'),
    });
    await commit(1, { 'articles/法广/9_旧.md': undefined, 'articles/rfi/9.md': article('a') });
    await commit(2, { 'articles/rfi/8.md': article('b'), 'articles/rfi/x.txt': 'x' });
    await commit(3, { 'articles/rfi/8.md': undefined });
    expect(await told(readNewsHistory(folder))).toEqual([
      'articles/法广/9_旧.md h0 a',
      'articles/x/1_a\nb.md h0 n stands',
      'articles/rfi/9.md h1 a stands',
      'articles/rfi/8.md h2 b',
      'articles/rfi/x.txt h2 invalid',
    ]);
  });

  test('the rollover at a million: every overwritten article is recovered in its order', async () => {
    const path = (slot: number) => `articles/rfi/${slot}.md`;
    await commit(0, { [path(1000001)]: article('a'), [path(1000000)]: article('b') });
    // From here the newest name is 1000000 for ever: each hour starts again below it.
    await commit(1, { [path(999999)]: article('c'), [path(999998)]: article('d') });
    await commit(2, { [path(999999)]: article('d'), [path(999998)]: article('e') });
    await commit(3, {
      [path(999999)]: article('e'),
      [path(999998)]: article('f'),
      [path(999997)]: article('g'),
    });
    const items = [];
    for await (const { item } of readNewsHistory(folder)) {
      if (item === undefined) throw new Error('all files are article files');
      const urlKey = item.file.url;
      items.push({ ...item, outlet: item.outlet.folder, urlKey });
    }
    expect(items).toHaveLength(9);
    const plan = planSlots(items);
    const bySlot = [...plan].sort(([, one], [, other]) => other - one);
    expect(bySlot.map(([key, slot]) => `${key.slice(-1)}${slot}`)).toEqual([
      'a1000001',
      'b1000000',
      'c999999',
      'd999998',
      'e999997',
      'f999996',
      'g999995',
    ]);
    expect(plan.get(slotKey('rfi', 1000000, 'https://news.example/b'))).toBe(1000000);
  });

  test('what came by a merge is told, and a link is named', async () => {
    await commit(0, { 'articles/rfi/9.md': article('a') });
    await mkdir(join(folder, 'articles/dw'));
    await symlink('../rfi/9.md', join(folder, 'articles/dw/3.md'));
    await commit(1, { 'articles/dw/4.md': article('b') });
    await git.stageAll(['articles']);
    await git.commit('link', at(2));
    expect(await told(readNewsHistory(folder))).toEqual([
      'articles/rfi/9.md h0 a stands',
      'articles/dw/4.md h1 b stands',
      'articles/dw/3.md h2 refused',
    ]);
  });

  test('of more files than the pipes hold comes whole and in order', async () => {
    const slots = Array.from({ length: 2500 }, (_, index) => 5000 - index);
    // All of one content: git stores it once, and is asked for it 2500 times.
    await mkdir(join(folder, 'articles/x'), { recursive: true });
    const text = article('same');
    await Promise.all(slots.map((slot) => writeFile(join(folder, `articles/x/${slot}.md`), text)));
    await commit(0, { 'articles/x/5001.md': article('first') });
    await git.stageAll(['articles']);
    await git.commit('many', at(1));
    const lines = await told(readNewsHistory(folder));
    expect(lines).toEqual([
      'articles/x/5001.md h0 first stands',
      ...slots.map((slot) => `articles/x/${slot}.md h1 same stands`),
    ]);
  });

  test('a folder without git is told so, and an empty repository holds nothing', async () => {
    await expect(told(readNewsHistory(folder))).rejects.toThrow('is no git repository');
    await git.init();
    expect(await told(readNewsHistory(folder))).toEqual([]);
  });
});
