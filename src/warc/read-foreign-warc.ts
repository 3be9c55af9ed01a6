import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from '../model/index.ts';
import { unpackMember } from './gzip-member.ts';
import { type ByteSource, FileWindow, readRange } from './member-walk.ts';
import { cutRecords, type ForeignReading } from './record-cutter.ts';

const chunk = 2 ** 20;
/** A first member longer than this is taken for the whole file in one. */
const longestFirst = 4 * 2 ** 20;
const gzipMagic = Buffer.from([0x1f, 0x8b, 8]);

/**
 * The records of a WARC file that some other program wrote: plain, each record a gzip member, or one
 * gzip stream over all. Offsets are those in the file; in one stream over all, those of what it
 * inflates to. What is damaged is told and the rest goes on as far as it can be found: a damaged
 * member of many ends where the next begins that inflates to a record. Holds one record, or one gzip
 * member, at a time. `name` is for messages. Throws ArchiveError(`invalid`) for what is no WARC file.
 */
export async function* readForeignWarc(
  source: ByteSource,
  size: number,
  name: string,
): AsyncGenerator<ForeignReading> {
  const start = await readRange(source, 0, Math.min(longestFirst, size));
  if (!start.subarray(0, 3).equals(gzipMagic)) {
    refuseOthers(start, name);
    yield* cutRecords(chunksOf(source, size), 0);
    return;
  }
  const first = await unpackMember(start);
  if (first.is === 'member') refuseOthers(first.bytes, name);
  const isApart = first.is === 'member' && (await recordsIn(first.bytes)) === 1;
  if (isApart || first.is === 'flaw') yield* readMembers(source, size);
  else yield* readInflated(source, size, name);
}

function refuseOthers(bytes: Buffer, name: string): void {
  const text = bytes.toString('latin1', 0, 16);
  if (text.startsWith('WARC/')) return;
  if (text.startsWith('filedesc:')) {
    throw new ArchiveError(
      'invalid',
      `${name} is an ARC file, the format before WARC; convert it with arc2warc or warcio recompress, and import that.`,
    );
  }
  throw new ArchiveError(
    'invalid',
    `${name} is no WARC file: it begins with ${JSON.stringify(text)}; name a .warc, .warc.gz or .wacz file.`,
  );
}

async function recordsIn(bytes: Buffer): Promise<number> {
  let count = 0;
  for await (const _ of cutRecords(once(bytes), 0)) count += 1;
  return count;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function* chunksOf(source: ByteSource, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; at += chunk) {
    yield await readRange(source, at, Math.min(chunk, size - at));
  }
}

async function* readMembers(source: ByteSource, size: number): AsyncGenerator<ForeignReading> {
  const window = new FileWindow(source, size, 0);
  while (window.offset < window.end) {
    const { offset } = window;
    const unpacked = await window.unpack();
    if (unpacked.is === 'member') {
      yield* cutRecords(once(unpacked.bytes), offset, 'always');
      window.pass(unpacked.length);
      continue;
    }
    const flaw = unpacked.is === 'short' ? 'the file ends in it' : unpacked.flaw;
    yield { is: 'flaw', offset, flaw };
    await toNextMember(window);
  }
}

/** Passes what is damaged: to where a gzip member begins that inflates to a record, or to the end. */
async function toNextMember(window: FileWindow): Promise<void> {
  window.pass(1);
  while (window.offset < window.end) {
    const found = window.bytes.indexOf(gzipMagic);
    if (found < 0) {
      window.pass(Math.max(0, window.bytes.length - 2));
      if (window.offset + window.bytes.length >= window.end) window.pass(window.bytes.length);
      else await window.widen();
      continue;
    }
    window.pass(found);
    const unpacked = await window.unpack();
    if (unpacked.is === 'member' && unpacked.bytes.toString('latin1', 0, 7) === 'WARC/1.') return;
    window.pass(1);
  }
}

async function* readInflated(
  source: ByteSource,
  size: number,
  name: string,
): AsyncGenerator<ForeignReading> {
  const gunzip = createGunzip({ chunkSize: 2 ** 16 });
  const input = Readable.from(chunksOf(source, size));
  input.on('error', (error) => gunzip.destroy(error));
  let end = 0;
  const inflated = async function* (): AsyncGenerator<Buffer> {
    for await (const bytes of input.pipe(gunzip) as AsyncIterable<Buffer>) {
      if (end === 0) refuseOthers(bytes, name);
      end += bytes.length;
      yield bytes;
    }
  };
  try {
    yield* cutRecords(inflated(), 0);
  } catch (thrown) {
    if (!isZlibFault(thrown)) throw thrown;
    yield { is: 'flaw', offset: end, flaw: 'it does not inflate', ends: true };
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

function isZlibFault(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && /^Z_/.test(String(thrown.code));
}
