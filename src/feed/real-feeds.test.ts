import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../html/index.ts';
import { ArchiveError, type Url } from '../model/index.ts';
import { documentKind, formatOpml, parseFeed, parseOpml } from './index.ts';

const root = new URL('../../../shared/data/feeds/', import.meta.url);
const url = 'https://gazette.example/feed' as Url;

describe.skipIf(!existsSync(root))('the feeds of ../shared/data', () => {
  it('are all read or refused with one sentence, and every feed among them is read', () => {
    const lines = readFileSync(new URL('MANIFEST.jsonl', root), 'utf8').trim().split('\n');
    const documents = lines.map((line) => JSON.parse(line) as { file: string; role: string });
    expect(documents.length).toBeGreaterThan(2000);
    for (const { file, role } of documents) {
      if (role !== 'document') continue;
      const { text } = decodeText(readFileSync(new URL(file, root)), { kind: 'xml' });
      const input = { url, text };
      const kind = documentKind(input);
      const read = kind === 'opml' ? parseOpml : parseFeed;
      if (kind === 'feed' || kind === 'opml') read(input);
      else expect(() => read(input), file).toThrow(ArchiveError);
    }
  });

  it('have lists of feeds that come back equal from their export', () => {
    const lines = readFileSync(new URL('MANIFEST.jsonl', root), 'utf8').trim().split('\n');
    const files = lines.map((line) => (JSON.parse(line) as { file: string }).file);
    const lists = files.filter((file) => file.endsWith('.opml'));
    let read = 0;
    for (const file of lists) {
      const { text } = decodeText(readFileSync(new URL(file, root)), { kind: 'xml' });
      if (documentKind({ url, text }) !== 'opml') continue;
      read += 1;
      const { title, outlines } = parseOpml({ url, text });
      const exported = formatOpml({ title, outlines });
      expect(parseOpml({ url, text: exported }), file).toEqual({ title, outlines, warnings: [] });
    }
    expect(read).toBeGreaterThan(100);
  });
});
