/**
 * Length of the header of the gzip member (RFC 1952, 2.3) that bytes begin with: `more` where they
 * end too early to tell, nothing where no member begins. Of the header only what changes how the
 * rest is read matters; its time, operating system, name and comment say nothing about a record.
 */
export function gzipHeaderLength(bytes: Buffer): number | 'more' | undefined {
  if (bytes.length < 10) return 'more';
  if (bytes.readUIntBE(0, 3) !== 0x1f8b08) return undefined;
  const flags = bytes.readUInt8(3);
  if (flags >= 0x20) return undefined;
  if ((flags & 0b11110) === 0) return 10;
  return longHeader(bytes, flags);
}

function longHeader(bytes: Buffer, flags: number): number | 'more' | undefined {
  let length = 10;
  if ((flags & 0b100) !== 0) {
    if (bytes.length < 12) return 'more';
    length += 2 + bytes.readUInt16LE(10);
  }
  const texts = ((flags >> 3) & 1) + ((flags >> 4) & 1);
  for (let text = 0; text < texts; text += 1) {
    const zero = bytes.indexOf(0, length);
    if (zero < 0) return bytes.length > mostHeader ? undefined : 'more';
    length = zero + 1;
  }
  length += flags & 0b10;
  return length <= bytes.length ? length : 'more';
}

const mostHeader = 200_000;
