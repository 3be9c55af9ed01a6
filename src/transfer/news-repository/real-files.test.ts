import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFileName } from './file-name.ts';
import { formatNewsFile, parseNewsFile } from './news-file.ts';
import { readNewsFolder } from './read-folder.ts';

const data = join(import.meta.dirname, '../../../../shared/data');
const files = join(data, 'duty-format');
const reference = join(data, 'reference/article.md');

interface Expected {
  readonly path: string;
  readonly form?: 'epoch' | 'riqi';
  readonly epoch_ms?: string;
  readonly date?: string;
  readonly title: string;
  readonly url: string;
}

async function manifest(): Promise<Expected[]> {
  const lines = (await readFile(join(files, 'MANIFEST.jsonl'), 'utf8')).trimEnd().split('\n');
  return lines.map((line): Expected => JSON.parse(line)).filter((row) => row.form !== undefined);
}

describe.skipIf(!existsSync(files))('files of a real archive', () => {
  test('each parses to its title, address, date and form', async () => {
    for (const row of await manifest()) {
      const file = parseNewsFile(await readFile(join(files, row.path), 'utf8'));
      expect(file.rawTitle, row.path).toBe(row.title);
      // The manifest gives the raw title: none of these holds an entity, some hold double spaces.
      expect(file.title, row.path).toBe(row.title.replace(/\p{White_Space}+/gu, ' ').trim());
      expect(file.url, row.path).toBe(row.url);
      const published =
        row.epoch_ms === undefined ? Date.parse(row.date ?? '') : Number(row.epoch_ms);
      expect(Date.parse(file.publishedAt ?? ''), row.path).toBe(published);
      expect(file.form, row.path).toBe(row.form === 'riqi' ? 'dated' : 'epoch');
      expect(parseFileName(row.path), row.path).toBeDefined();
    }
  });

  test('all are read from the folder, none is unreadable, no glued tag and no proxy is left', async () => {
    let read = 0;
    for await (const { item, unreadable } of readNewsFolder(files)) {
      expect(unreadable).toBeUndefined();
      expect(item?.file.bodyHtml).not.toMatch(/<divclass=|images\.weserv\.nl/);
      read += 1;
    }
    expect(read).toBe((await manifest()).length);
  });
});

test.skipIf(!existsSync(reference))('the reference article is written as it was read', async () => {
  const text = await readFile(reference, 'utf8');
  const file = parseNewsFile(text);
  const publishedAt = file.publishedAt;
  if (publishedAt === undefined) throw new Error('the reference article has a date');
  expect(formatNewsFile({ ...file, publishedAt })).toBe(text);
});
