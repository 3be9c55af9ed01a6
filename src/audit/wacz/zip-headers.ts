import type { ByteWindow } from '../byte-window.ts';
import type { ZipEntry } from './zip-directory.ts';

const signatures = { local: 0x04034b50, descriptor: 0x08074b50 };
const localBytes = 30;

/** Where the bytes of a file in a ZIP begin; undefined where its local header is not what the directory tells. */
export async function dataOf(window: ByteWindow, entry: ZipEntry): Promise<number | undefined> {
  const { crc32, isStreamed, name, offset, size, told } = entry;
  window.drop(offset);
  if (!(await window.reach(offset, localBytes))) return undefined;
  const nameBytes = window.at(offset).readUInt16LE(26);
  const extraBytes = window.at(offset).readUInt16LE(28);
  const data = offset + localBytes + nameBytes + extraBytes;
  if (!(await window.reach(offset, data - offset))) return undefined;
  const header = window.at(offset);
  const toldHere = header.toString('hex', 14 - told.length / 2, 14);
  const [crcHere, packed, sizeHere] = [14, 18, 22].map((at) => header.readUInt32LE(at));
  const isTold = isStreamed
    ? crcHere === 0 && packed === 0 && sizeHere === 0
    : crcHere === crc32 && packed === size && sizeHere === size;
  const isSame =
    header.readUInt32LE(0) === signatures.local &&
    toldHere === told &&
    header.toString('utf8', localBytes, localBytes + nameBytes) === name;
  return isTold && isSame ? data : undefined;
}

/** Whether nothing stands between the bytes of a file, which begin at `data`, and `next` but what tells of it. */
export async function isDescribed(
  window: ByteWindow,
  { crc32, isStreamed, size }: ZipEntry,
  data: number,
  next: number,
): Promise<boolean> {
  const at = data + size;
  const bytes = next - at;
  if (!isStreamed) return bytes === 0;
  if ((bytes !== 16 && bytes !== 24) || !(await window.reach(at, bytes))) return false;
  const descriptor = window.at(at);
  const sizes =
    bytes === 16
      ? [descriptor.readUInt32LE(8), descriptor.readUInt32LE(12)]
      : [Number(descriptor.readBigUInt64LE(8)), Number(descriptor.readBigUInt64LE(16))];
  return (
    descriptor.readUInt32LE(0) === signatures.descriptor &&
    descriptor.readUInt32LE(4) === crc32 &&
    sizes.every((one) => one === size)
  );
}
