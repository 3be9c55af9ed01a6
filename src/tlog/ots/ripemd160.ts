/*
 * RIPEMD-160 (Dobbertin, Bosselaers, Preneel, 1996), which WebCrypto does not have. Proofs may use it, since Bitcoin
 * does.
 */

const left = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  ...[7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8],
  ...[3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12],
  ...[1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2],
  ...[4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13],
];
const right = [
  ...[5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12],
  ...[6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2],
  ...[15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13],
  ...[8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14],
  ...[12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11],
];
const leftShifts = [
  ...[11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8],
  ...[7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12],
  ...[11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5],
  ...[11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12],
  ...[9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6],
];
const rightShifts = [
  ...[8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6],
  ...[9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11],
  ...[9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5],
  ...[15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8],
  ...[8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11],
];
const leftAdds = [0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e];
const rightAdds = [0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0];

const mixes: readonly ((x: number, y: number, z: number) => number)[] = [
  (x, y, z) => x ^ y ^ z,
  (x, y, z) => (x & y) | (~x & z),
  (x, y, z) => (x | ~y) ^ z,
  (x, y, z) => (x & z) | (y & ~z),
  (x, y, z) => x ^ (y | ~z),
];

type State = readonly [number, number, number, number, number];

const turned = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

interface Line {
  readonly order: readonly number[];
  readonly shifts: readonly number[];
  readonly adds: readonly number[];
  readonly isRight: boolean;
}
const lines: readonly [Line, Line] = [
  { order: left, shifts: leftShifts, adds: leftAdds, isRight: false },
  { order: right, shifts: rightShifts, adds: rightAdds, isRight: true },
];

/** The state after the eighty steps of one of the two lines. */
function run({ adds, isRight, order, shifts }: Line, start: State, words: DataView): State {
  let [a, b, c, d, e] = start;
  for (let step = 0; step < 80; step += 1) {
    const round = Math.floor(step / 16);
    const mix = mixes[isRight ? 4 - round : round] ?? Math.max;
    const word = words.getUint32((order[step] ?? 0) * 4, true);
    const sum = (a + mix(b, c, d) + word + (adds[round] ?? 0)) | 0;
    [a, e, d, c, b] = [e, d, turned(c, 10), b, (turned(sum, shifts[step] ?? 0) + e) | 0];
  }
  return [a, b, c, d, e];
}

/** The 20 bytes of the hash. */
export function ripemd160(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, message.length * 8, true);
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let at = 0; at < padded.length; at += 64) {
    const words = new DataView(padded.buffer, at, 64);
    const [one, other] = [run(lines[0], state, words), run(lines[1], state, words)];
    const [a, b, c, d, e] = state;
    state = [
      ...([(b + one[2] + other[3]) | 0, (c + one[3] + other[4]) | 0] as const),
      ...([(d + one[4] + other[0]) | 0, (e + one[0] + other[1]) | 0] as const),
      (a + one[1] + other[2]) | 0,
    ];
  }
  const digest = new DataView(new ArrayBuffer(20));
  for (const [at, word] of state.entries()) digest.setUint32(at * 4, word, true);
  return new Uint8Array(digest.buffer);
}
