/** A file in a ZIP, as its central directory tells of it. */
export interface ZipEntry {
  readonly name: string;
  /** Of its local header, from the start of the ZIP. */
  readonly offset: number;
  readonly size: number;
  readonly crc32: number;
  /** What the local header repeats, hexadecimal: flags, method, time, and before them the version where it is no ZIP64. */
  readonly told: string;
  /** Whether size and CRC-32 stand behind it, in a descriptor, and not in the local header. */
  readonly isStreamed: boolean;
  /** What every file of one writer has alike: system, attributes. */
  readonly alike: string;
}

/** What stands at the end of a ZIP. */
export interface ZipDirectory {
  /** By their places in the file. */
  readonly entries: readonly ZipEntry[];
  /** Where the central directory begins. */
  readonly start: number;
}

const signatures = { entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50 };
const endBytes = 22;
const end64Bytes = 56;
const locatorBytes = 20;
const all32 = 0xffffffff;

/**
 * Reads the directory of a ZIP (APPNOTE 6.3, ZIP64 too) whose files are stored, without a comment, from the last
 * bytes of it. Undefined where it contradicts itself, or does not stand whole in these bytes.
 */
export function zipDirectory(tail: Buffer, fileSize: number): ZipDirectory | undefined {
  try {
    return read(tail, fileSize - tail.length, fileSize);
  } catch (thrown) {
    // A number that leads out of the bytes.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function read(tail: Buffer, tailAt: number, fileSize: number): ZipDirectory | undefined {
  const end = tail.subarray(tail.length - endBytes);
  if (end.readUInt32LE(0) !== signatures.end || end.readUInt32LE(4) !== 0) return undefined;
  if (end.readUInt16LE(8) !== end.readUInt16LE(10) || end.readUInt16LE(20) !== 0) return undefined;
  const short = {
    count: end.readUInt16LE(8),
    size: end.readUInt32LE(12),
    start: end.readUInt32LE(16),
    end: fileSize - endBytes,
  };
  const is64 = short.count === 0xffff || short.size === all32 || short.start === all32;
  const { count, size, start, end: behind } = is64 ? long(tail, tailAt, short.end) : short;
  if (start + size !== behind) return undefined;
  const entries: ZipEntry[] = [];
  let at = start - tailAt;
  for (let number = 0; number < count; number += 1) {
    const found = entryAt(tail, at);
    if (found === undefined) return undefined;
    entries.push(found.entry);
    at = found.next;
  }
  if (at !== behind - tailAt) return undefined;
  return { entries: entries.sort((one, other) => one.offset - other.offset), start };
}

/** The numbers of a ZIP64: in a record of their own, which a locator before the end leads to. */
function long(tail: Buffer, tailAt: number, end: number) {
  const locator = tail.subarray(end - locatorBytes - tailAt);
  const at = end - locatorBytes - end64Bytes;
  const record = tail.subarray(at - tailAt);
  const isWhole =
    locator.readUInt32LE(0) === signatures.locator &&
    Number(locator.readBigUInt64LE(8)) === at &&
    record.readUInt32LE(0) === signatures.end64 &&
    record.readBigUInt64LE(24) === record.readBigUInt64LE(32);
  return {
    count: isWhole ? Number(record.readBigUInt64LE(32)) : 0,
    size: Number(record.readBigUInt64LE(40)),
    start: Number(record.readBigUInt64LE(48)),
    end: at,
  };
}

function entryAt(tail: Buffer, at: number): { entry: ZipEntry; next: number } | undefined {
  if (tail.readUInt32LE(at) !== signatures.entry) return undefined;
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((of) =>
    tail.readUInt16LE(at + of),
  );
  if (nameBytes === undefined || extraBytes === undefined || commentBytes !== 0) return undefined;
  const nameAt = at + 46;
  const extraAt = nameAt + nameBytes;
  const wide = wideNumbers(tail.subarray(extraAt, extraAt + extraBytes));
  const isWide = wide.length > 0;
  const number = (of: number) => {
    const value = tail.readUInt32LE(at + of);
    return value === all32 ? (wide.shift() ?? value) : value;
  };
  const [size, packed, offset] = [number(24), number(20), number(42)];
  if (size !== packed || tail.readUInt16LE(at + 10) !== 0) return undefined;
  const entry = {
    name: tail.toString('utf8', nameAt, extraAt),
    ...{ offset, size, crc32: tail.readUInt32LE(at + 16) },
    isStreamed: (tail.readUInt16LE(at + 8) & 8) !== 0,
    told: tail.toString('hex', isWide ? at + 8 : at + 6, at + 16),
    alike:
      tail.toString('hex', at + 4, isWide ? at + 6 : at + 8) +
      tail.toString('hex', at + 34, at + 42),
  };
  return { entry, next: extraAt + extraBytes };
}

/** Numbers of 64 bits in the extra field of a ZIP64, in its order: size, packed size, offset. */
function wideNumbers(extra: Buffer): number[] {
  if (extra.length < 4 || extra.readUInt16LE(0) !== 1) return [];
  const count = Math.floor(extra.readUInt16LE(2) / 8);
  return Array.from({ length: count }, (_, at) => Number(extra.readBigUInt64LE(4 + 8 * at)));
}
