import { decodeAs } from './charset-decoders.ts';
import { likenessOf, tellableCharsets } from './charset-likeness.ts';
import { type Charset, charsetOfHeader, charsetOfMarkup } from './charset-names.ts';

export interface TextHint {
  /** The Content-Type header as it came. */
  readonly contentType?: string;
  /** Where the document may say its charset itself: `meta`, XML declaration, nowhere. */
  readonly kind: 'html' | 'xml' | 'text';
}

export interface DecodedText {
  readonly text: string;
  /** Lower case, as the Encoding Standard names it; the GB family is `gb18030`. */
  readonly charset: string;
}

/** Bytes looked at to tell a charset by its looks. */
const sampleBytes = 16_384;
/** From here on a reading looks like a language. */
const plausible = 0.3;
const convincing = 0.55;

/**
 * Bytes as text: by byte order mark, else header, else what the document says of itself, else its
 * looks. What is said is overruled where the bytes say otherwise: valid UTF-8 is UTF-8 whatever is
 * declared, and a declared charset must be valid and look like a language. Never throws; bytes that
 * are no character become U+FFFD, and so does U+0000 of HTML, as its standard has it in most places.
 */
export function decodeText(bytes: Uint8Array, hint: TextHint): DecodedText {
  const { text, charset } = decoded(bytes, hint);
  return { text: hint.kind === 'html' ? text.replaceAll('\0', '\ufffd') : text, charset };
}

function decoded(bytes: Uint8Array, hint: TextHint): DecodedText {
  const certain = byteOrderMark(bytes) ?? zeroPattern(bytes);
  if (certain !== undefined) return read(certain, bytes);
  const strict = strictUtf8(bytes);
  if (strict !== undefined && strict.length !== bytes.length)
    return { text: strict, charset: 'utf-8' };
  const header = charsetOfHeader(hint.contentType);
  const own = hint.kind === 'text' ? undefined : charsetOfMarkup(bytes, hint.kind);
  const declared = [header, own].filter((charset) => charset !== undefined);
  if (strict !== undefined) return sevenBit(strict, bytes, declared);
  return read(tell(bytes, declared), bytes);
}

function read(charset: Charset, bytes: Uint8Array): DecodedText {
  return { text: decodeAs(charset, bytes), charset };
}

function byteOrderMark(bytes: Uint8Array): Charset | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : undefined;
}

/** UTF-16 and UTF-32 without a mark show zero bytes at regular places. */
function zeroPattern(bytes: Uint8Array): Charset | undefined {
  const head = bytes.subarray(0, 1024 & ~3);
  const zeros = [0, 0, 0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  });
  const [a = 0, b = 0, c = 0, d = 0] = zeros.map((count) => (count * 4) / Math.max(head.length, 4));
  const many = 0.3;
  if (a > many && b > many && c > many && d < 0.1) return 'utf-32be';
  if (b > many && c > many && d > many && a < 0.1) return 'utf-32le';
  if (a > many && c > many && b + d < 0.1) return 'utf-16be';
  return b > many && d > many && a + c < 0.1 ? 'utf-16le' : undefined;
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

/** Seven-bit text is ASCII unless it shifts into Japanese or Chinese. */
function sevenBit(text: string, bytes: Uint8Array, declared: readonly Charset[]): DecodedText {
  if (text.includes('\u001b$B') || text.includes('\u001b$@')) return read('iso-2022-jp', bytes);
  if (text.includes('~{') && text.includes('~}')) {
    const hz = read('hz-gb-2312', bytes);
    if (declared.includes('hz-gb-2312') || likenessOf('gb18030', hz.text) > convincing) return hz;
  }
  return { text, charset: 'utf-8' };
}

/** Tells the charset of bytes that are not valid UTF-8. */
function tell(bytes: Uint8Array, declared: readonly Charset[]): Charset {
  const { sound, broken } = countUtf8(bytes);
  if (sound > (declared.includes('utf-8') ? 2 : 3) * broken) return 'utf-8';
  const sample = highSample(bytes);
  const legacy = declared.filter((charset) => !/^(?:utf|replacement|x-user)/.test(charset));
  const trusted = legacy.find((charset) => {
    const reading = decodeAs(charset, sample);
    // One or two characters are no evidence against what is said.
    const few = [...reading].filter((character) => character > '\u007f').length < 3;
    if (few && !reading.includes('\ufffd')) return true;
    return tellableCharsets.includes(charset)
      ? soundness(reading) * likenessOf(charset, reading) >= plausible
      : soundness(reading) > 0.95;
  });
  return (
    trusted ??
    looksLike(sample) ??
    legacy[0] ??
    (declared.length > 0 ? 'utf-8' : (wholePairs(sample) ?? 'windows-1252'))
  );
}

function looksLike(sample: Uint8Array): Charset | undefined {
  let best: Charset | undefined;
  let highest = convincing;
  for (const charset of tellableCharsets) {
    const reading = decodeAs(charset, sample);
    const likeness = soundness(reading) * likenessOf(charset, reading);
    if (likeness > highest + 0.01) {
      best = charset;
      highest = likeness;
    }
  }
  return best;
}

const pairedCharsets: readonly Charset[] = ['gb18030', 'shift_jis', 'euc-jp', 'euc-kr', 'big5'];

/**
 * Words that no table of frequent characters knows (a list of rare ones, a poem) are told by their
 * bytes: twenty characters in a row that are whole pairs of a charset are no accident. Of several
 * the likeliest.
 */
function wholePairs(sample: Uint8Array): Charset | undefined {
  let best: Charset | undefined;
  let highest = 0;
  for (const charset of pairedCharsets) {
    const reading = decodeAs(charset, sample);
    const characters = [...reading].filter((character) => character > '\u00ff').length;
    if (characters < 20 || soundness(reading) < 1) continue;
    const likeness = 0.1 + likenessOf(charset, reading);
    if (likeness > highest) [best, highest] = [charset, likeness];
  }
  return best;
}

/** 1 for a reading without faults, falling to 0 where a tenth of its characters are faults. */
function soundness(reading: string): number {
  let faults = 0;
  let count = 0;
  for (const character of reading) {
    if (character <= '\u007f') continue;
    count += 1;
    if (character === '\ufffd' || (character >= '\ue000' && character <= '\uf8ff')) faults += 1;
    else if (character <= '\u009f') faults += 1;
  }
  return count === 0 ? 1 : Math.max(0, 1 - (10 * Math.max(0, faults - 1)) / count);
}

/** How many characters outside ASCII are sound UTF-8, and how many byte sequences are broken. */
function countUtf8(bytes: Uint8Array): { sound: number; broken: number } {
  const text = new TextDecoder('utf-8').decode(bytes);
  let sound = 0;
  let broken = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) sound += 1;
  }
  return { sound, broken };
}

/** The part of the bytes that tells most: from before the first high byte on, ASCII runs cut out. */
function highSample(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampleBytes);
  let length = 0;
  let sinceHigh = 9;
  for (let at = 0; at < bytes.length && length < sampleBytes; at += 1) {
    const byte = bytes[at] ?? 0;
    sinceHigh = byte > 0x7f ? 0 : sinceHigh + 1;
    const nearHigh = sinceHigh < 8 || (bytes[at + 1] ?? 0) > 0x7f;
    if (nearHigh) {
      sample[length] = byte;
      length += 1;
    }
  }
  return sample.subarray(0, length);
}
