import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { BlobReader, type FileEntry, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { getSurt, WARCParser, type WARCRecord } from 'warcio';

/** A line of a CDXJ index. */
export interface IndexLine {
  readonly key: string;
  readonly timestamp: string;
  readonly about: Readonly<Record<string, string>>;
}

/** A WACZ as somebody else reads it: no code of the exporter, another ZIP library, warcio. */
export interface ReadWacz {
  readonly paths: readonly string[];
  /** Paths of what is compressed within the ZIP. */
  readonly compressed: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly package: Readonly<Record<string, never>> & {
    readonly resources: readonly {
      readonly name: string;
      readonly path: string;
      readonly hash: string;
      readonly bytes: number;
    }[];
  };
  readonly pages: readonly Readonly<Record<string, string>>[];
  readonly index: readonly IndexLine[];
  /** The record that an index line points at. */
  record(line: IndexLine): Promise<ReadRecord>;
  /** What a replay gives for an address at a time: the nearest capture, revisits resolved. */
  replay(url: string, at: string): Promise<ReadRecord | undefined>;
}

export interface ReadRecord {
  readonly record: WARCRecord;
  /** After transfer and content decoding. */
  readonly payload: Uint8Array;
}

export async function readWacz(path: string): Promise<ReadWacz> {
  const zip = new ZipReader(new BlobReader(new Blob([readFileSync(path)])), {
    checkSignature: true,
  });
  const entries = (await zip.getEntries()) as FileEntry[];
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  await zip.close();
  const text = (name: string) => Buffer.from(files.get(name) ?? []).toString('utf8');
  const index = indexIn(files);
  const wacz: ReadWacz = {
    paths: entries.map((entry) => entry.filename),
    compressed: entries
      .filter((entry) => entry.compressionMethod !== 0)
      .map((entry) => entry.filename),
    files,
    package: JSON.parse(text('datapackage.json')),
    pages: text('pages/pages.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    index,
    record: (line) => recordAt(files, line),
    replay: async (url, at) => {
      const found = nearest(index, url, at);
      if (found === undefined) return undefined;
      const read = await recordAt(files, found);
      if (read.record.warcType !== 'revisit') return read;
      const of = read.record.warcRefersToTargetURI ?? '';
      const when = (read.record.warcRefersToDate ?? '').replaceAll(/[-:T]/g, '').slice(0, 14);
      const original = index.find(
        (line) =>
          line.key === getSurt(of) &&
          line.timestamp === when &&
          line.about['mime'] !== 'warc/revisit',
      );
      return original && (await recordAt(files, original));
    },
  };
  return wacz;
}

/** The index by its directory, as a reader that fetches ranges has it. */
function indexIn(files: ReadonlyMap<string, Uint8Array>): IndexLine[] {
  const blocks = Buffer.from(files.get('indexes/index.cdx.gz') ?? []);
  const [meta, ...directory] = Buffer.from(files.get('indexes/index.idx') ?? [])
    .toString('utf8')
    .trimEnd()
    .split('\n');
  if (meta !== '!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"}') throw Error(meta);
  return directory.flatMap((line) => {
    const { about } = parsed(line);
    const { offset, length, digest } = about as unknown as Record<string, number>;
    const block = blocks.subarray(offset, Number(offset) + Number(length));
    if (sha256(block) !== String(digest)) throw new Error(`a block is not ${digest}`);
    const lines = gunzipSync(block).toString('utf8').trimEnd().split('\n');
    if (!lines[0]?.startsWith(line.slice(0, line.indexOf(' {')))) throw new Error(line);
    return lines.map(parsed);
  });
}

function parsed(line: string): IndexLine {
  const [, key = '', timestamp = '', json = ''] = /^(\S+) (\d+) (\{.*\})$/.exec(line) ?? [];
  return { key, timestamp, about: JSON.parse(json) as Record<string, string> };
}

async function recordAt(
  files: ReadonlyMap<string, Uint8Array>,
  { about }: IndexLine,
): Promise<ReadRecord> {
  const file = files.get(`archive/${about['filename']}`) ?? new Uint8Array();
  const from = Number(about['offset']);
  const bytes = file.subarray(from, from + Number(about['length']));
  const record = await WARCParser.parse([bytes]);
  if (record === null) throw new Error(`no record at ${from} of ${about['filename']}`);
  return { record, payload: await record.readFully(true) };
}

function nearest(index: readonly IndexLine[], url: string, at: string): IndexLine | undefined {
  const wanted = Number(at.replaceAll(/[-:T]/g, '').slice(0, 14));
  const distance = (line: IndexLine) => Math.abs(Number(line.timestamp) - wanted);
  return index
    .filter((line) => line.key === getSurt(url))
    .sort((one, other) => distance(one) - distance(other))[0];
}

export const sha256 = (bytes: Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
