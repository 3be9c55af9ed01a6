import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * A PNG (W3C PNG, colour type 2, 8 bits) of the pixels a function gives. Rows use filter 2 (Up), so
 * skies and seas that change only downwards take a few bytes a row.
 */
export function pngFrom(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour,
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = filtered(pixels(width, height, colourAt), width * 3, height);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixels(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour,
): Uint8Array {
  const bytes = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    bytes.set(colourAt(at % width, Math.floor(at / width)), at * 3);
  }
  return bytes;
}

function filtered(bytes: Uint8Array, stride: number, height: number): Uint8Array {
  const out = new Uint8Array((stride + 1) * height);
  for (let row = 0; row < height; row++) {
    out[row * (stride + 1)] = 2;
    for (let column = 0; column < stride; column++) {
      const here = bytes[row * stride + column] ?? 0;
      const above = row === 0 ? 0 : (bytes[(row - 1) * stride + column] ?? 0);
      out[row * (stride + 1) + 1 + column] = here - above;
    }
  }
  return out;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
