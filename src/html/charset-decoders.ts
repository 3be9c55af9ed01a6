import iconv from 'iconv-lite';
import type { Charset } from './charset-names.ts';

/** iconv-lite knows the Windows extension of EUC-KR and the Hong Kong one of Big5; ICU does not. */
const iconvNames: Readonly<Record<Charset, string>> = {
  'euc-kr': 'cp949',
  big5: 'big5-hkscs',
  ibm855: 'cp855',
};

/** Bytes as text; what is no character in the charset becomes U+FFFD. A BOM is dropped. */
export function decodeAs(charset: Charset, bytes: Uint8Array): string {
  const iconvName = iconvNames[charset];
  if (iconvName !== undefined) return iconv.decode(bytes, iconvName);
  if (charset === 'utf-32le' || charset === 'utf-32be') {
    return decodeUtf32(bytes, charset === 'utf-32le');
  }
  if (charset === 'hz-gb-2312') return decodeHz(bytes);
  return new TextDecoder(charset).decode(bytes);
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    if (at === 0 && code === 0xfeff) continue;
    const valid = code < 0x11_0000 && (code < 0xd800 || code > 0xdfff);
    text.push(valid ? String.fromCodePoint(code) : '\ufffd');
  }
  return text.join('');
}

/** RFC 1843: `~{` to `~}` or the line's end holds GB 2312 in seven bits, `~~` is a tilde. */
function decodeHz(bytes: Uint8Array): string {
  const sevenBit = new TextDecoder('latin1').decode(bytes);
  const eightBit = sevenBit.replace(
    /~~|~\n|~\{((?:[^~\n]|~(?!\}))*)(?:~\})?/g,
    (sequence, shifted?: string) => {
      if (shifted === undefined) return sequence === '~~' ? '~' : '';
      return shifted.replace(/[!-~]/g, (half) => String.fromCharCode(half.charCodeAt(0) | 0x80));
    },
  );
  const codes = Uint8Array.from(eightBit, (character) => character.charCodeAt(0));
  return new TextDecoder('gb18030').decode(codes);
}
