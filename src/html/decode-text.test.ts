import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const chinese =
  '市政府周一表示，新的地铁线路将在年底前开通，沿线共有十二个车站。工程师说，这是本市第一条无人驾驶的线路。';
const traditional =
  '市政府週一表示，新的地鐵線路將在年底前開通，沿線共有十二個車站。工程師說，這是本市第一條無人駕駛的線路。';
const japanese =
  '市は月曜日、新しい地下鉄の路線が年内に開業すると発表した。沿線には十二の駅がある。';
const korean =
  '시는 월요일 새로운 지하철 노선이 올해 안에 개통된다고 밝혔다. 노선에는 역이 열두 개 있다.';
const russian = 'Мэрия сообщила в понедельник, что новая линия метро откроется до конца года.';

const encode = (text: string, charset: string): Uint8Array => iconv.encode(text, charset);
const html = (text: string, charset = ''): string =>
  `<html><head>${charset && `<meta charset="${charset}">`}<title>x</title></head><p>${text}</p>`;

describe('a charset that is declared and true is used', () => {
  test.each([
    ['gb2312', chinese, 'gb18030'],
    ['big5', traditional, 'big5'],
    ['shift_jis', japanese, 'shift_jis'],
    ['euc-jp', japanese, 'euc-jp'],
    ['euc-kr', korean, 'euc-kr'],
    ['koi8-r', russian, 'koi8-r'],
    ['windows-1251', russian, 'windows-1251'],
    ['windows-1252', 'Le café “déjà” ouvert — naïveté', 'windows-1252'],
  ])('%s', (charset, text, name) => {
    const header = decodeText(encode(html(text), charset), {
      kind: 'html',
      contentType: `text/html; charset="${charset}"`,
    });
    expect(header).toEqual({ text: html(text), charset: name });
    const meta = decodeText(encode(html(text, charset), charset), { kind: 'html' });
    expect(meta).toEqual({ text: html(text, charset), charset: name });
    const xml = `<?xml version="1.0" encoding='${charset}'?><a>${text}</a>`;
    expect(decodeText(encode(xml, charset), { kind: 'xml' })).toEqual({ text: xml, charset: name });
  });
});

describe('a charset that is declared and false is overruled', () => {
  test.each([
    ['a GBK page whose server says UTF-8', html(chinese), 'gbk', 'utf-8', 'gb18030'],
    ['a GBK page that says UTF-8 itself', html(chinese, 'utf-8'), 'gbk', undefined, 'gb18030'],
    ['a UTF-8 page whose server says GBK', html(chinese), 'utf-8', 'gbk', 'utf-8'],
    ['a UTF-8 page that says gb2312 itself', html(chinese, 'gb2312'), 'utf-8', undefined, 'utf-8'],
    ['a Big5 page whose server says GB2312', html(traditional), 'big5', 'gb2312', 'big5'],
    ['a GBK page whose server says Big5', html(chinese), 'gbk', 'big5', 'gb18030'],
    ['a GBK page whose server says Latin 1', html(chinese, 'gbk'), 'gbk', 'iso-8859-1', 'gb18030'],
    ['a Shift_JIS page whose server says UTF-8', html(japanese), 'shift_jis', 'utf-8', 'shift_jis'],
    ['an EUC-JP page whose server says Shift_JIS', html(japanese), 'euc-jp', 'shift_jis', 'euc-jp'],
    ['an EUC-KR page whose server says UTF-8', html(korean), 'euc-kr', 'utf-8', 'euc-kr'],
    ['a UTF-8 page whose server says UTF-16', html(chinese), 'utf-8', 'utf-16', 'utf-8'],
    ['a page with a charset nobody knows', html(russian), 'windows-1251', 'x-cyr', 'windows-1251'],
  ])('%s', (_, text, charset, declared, name) => {
    const hint = declared === undefined ? {} : { contentType: `text/html;charset=${declared}` };
    expect(decodeText(encode(text, charset), { kind: 'html', ...hint })).toEqual({
      text,
      charset: name,
    });
  });
});

describe('nothing declared', () => {
  test.each([
    ['utf-8', chinese, 'utf-8'],
    ['gbk', chinese, 'gb18030'],
    ['big5', traditional, 'big5'],
    ['euc-jp', japanese, 'euc-jp'],
    ['shift_jis', japanese, 'shift_jis'],
    ['cp949', korean, 'euc-kr'],
    ['koi8-r', russian, 'koi8-r'],
    ['cp866', russian, 'ibm866'],
    ['windows-1252', 'Über die Größe der Straßen', 'windows-1252'],
    ['windows-1252', "La scène était décrite à l'équipe d'Amérique comme célèbre", 'windows-1252'],
    ['windows-1255', 'הרכבת התחתית החדשה תיפתח עד סוף השנה, הודיעה העירייה', 'windows-1255'],
    [
      'shift_jis',
      '鰻、鮎、鮪、鰤、鯖、鰯、鱈、鮭、鯛、鰹、鱒、鮫、鯉、鮒、鯰、鰈、鱚、鰆、鮑、鱶',
      'shift_jis',
    ],
    ['utf-16le', chinese.replaceAll('，', ', and then '), 'utf-16le'],
    ['utf-16be', html(chinese), 'utf-16be'],
  ])('%s is told by its bytes', (charset, text, name) => {
    expect(decodeText(encode(text, charset), { kind: 'text' })).toEqual({ text, charset: name });
  });

  test('a byte order mark decides, and is dropped', () => {
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...encode(chinese, 'utf-8')]);
    expect(decodeText(marked, { kind: 'text', contentType: 'text/plain;charset=gbk' })).toEqual({
      text: chinese,
      charset: 'utf-8',
    });
    const utf32 = Uint8Array.from([0xff, 0xfe, 0, 0, 0x2d, 0x4e, 0, 0, 0, 0xf6, 1, 0]);
    expect(decodeText(utf32, { kind: 'text' })).toEqual({ text: '中😀', charset: 'utf-32le' });
  });

  test('seven-bit Japanese and Chinese are told by their shifts', () => {
    const hz = new TextEncoder().encode('a~~b ~{VPND~}');
    expect(
      decodeText(hz, { kind: 'text', contentType: 'text/plain; charset=hz-gb-2312' }).text,
    ).toBe('a~b 中文');
    const jis = Uint8Array.from([0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42]);
    expect(decodeText(jis, { kind: 'text' })).toEqual({ text: '日本', charset: 'iso-2022-jp' });
  });
});

test('UTF-8 with a few characters cut in half stays UTF-8', () => {
  const bytes = encode(html(chinese.repeat(3), 'utf-8'), 'utf-8');
  const cut = new Uint8Array([...bytes.slice(0, -11), ...bytes.slice(-9)]);
  const { text, charset } = decodeText(cut, { kind: 'html' });
  expect(charset).toBe('utf-8');
  expect(text).toContain(chinese);
});

test('Windows Korean and Hong Kong characters are read', () => {
  const korea = decodeText(encode(`${korean}똠방각하 펲시`, 'cp949'), { kind: 'text' });
  expect(korea.text).toContain('똠방각하 펲시');
  const hongKong = `${traditional}佢哋喺度`;
  expect(
    decodeText(encode(hongKong, 'big5-hkscs'), {
      kind: 'text',
      contentType: 'a/b;charset=big5-hkscs',
    }),
  ).toEqual({ text: hongKong, charset: 'big5' });
});

test('one character outside ASCII is no evidence against the header', () => {
  const page = "Ces effets sont dus aux fibres ainsi qu'à la teneur en antioxydants.";
  const contentType = 'text/html; charset=iso-8859-1';
  expect(decodeText(encode(page, 'windows-1252'), { kind: 'html', contentType }).text).toBe(page);
});

test('HTML that is served as XML says its charset in its meta', () => {
  const page = `<html><head><meta charset="x-sjis"></head><p>鰻鮎</p></html>`;
  expect(decodeText(encode(page, 'shift_jis'), { kind: 'xml' }).text).toBe(page);
});

test('a few broken bytes and a tail cut short leave a UTF-8 page what it is, whatever is declared', () => {
  for (const contentType of ['text/html', 'text/html;charset=gbk', 'text/html;charset=utf-8']) {
    const bytes = Uint8Array.from(encode(html(chinese.repeat(9)), 'utf-8'));
    bytes[400] = 0xff;
    bytes[701] = 0xc3;
    const { text, charset } = decodeText(bytes.subarray(0, 1300), { kind: 'html', contentType });
    expect([charset, text.includes(chinese)]).toEqual(['utf-8', true]);
  }
});

test('a pair cut in half at the end does not unsettle a legacy charset', () => {
  for (const [text, charset] of [
    [chinese, 'gbk'],
    [traditional, 'big5'],
    [japanese, 'shift_jis'],
    [japanese, 'euc-jp'],
    [korean, 'cp949'],
  ] as const) {
    const bytes = encode(text.repeat(2), charset);
    const cut = decodeText(bytes.subarray(0, bytes.length - 3), { kind: 'html' });
    expect(cut.text.startsWith(text)).toBe(true);
  }
});

test('a charset named only in a comment is not believed', () => {
  const page = `<!-- <meta charset="koi8-r"> --><meta charset="windows-1251">${russian}`;
  expect(decodeText(encode(page, 'windows-1251'), { kind: 'html' }).text).toBe(page);
});

test('any bytes give well-formed text, whatever is declared', () => {
  const label = fc.constantFrom('', 'gbk', 'utf-8', 'big5', 'euc-kr', 'utf-16', 'hz', 'utf-7', 'x');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), label, (bytes, charset) => {
      const { text } = decodeText(bytes, { kind: 'html', contentType: `a/b; charset=${charset}` });
      expect(text.isWellFormed()).toBe(true);
    }),
  );
});

const data = '/work/shared/data/charsets/';
test.skipIf(!existsSync(data))('real files in legacy encodings are read right, every one', () => {
  const rows = readFileSync(`${data}MANIFEST.jsonl`, 'utf8').trim().split('\n');
  const right = rows.filter((row) => {
    const { file, expected } = JSON.parse(row) as { file: string; expected: string };
    const bytes = readFileSync(data + file);
    const { text } = decodeText(bytes, { kind: file.endsWith('xml') ? 'xml' : 'html' });
    const name = iconvName(expected, bytes);
    if (name === 'iso-2022-jp') return text === new TextDecoder(name).decode(bytes);
    return text === iconv.decode(bytes, name);
  });
  expect(right.length).toBe(rows.length);
});

function iconvName(expected: string, bytes: Uint8Array): string {
  const name = expected.toLowerCase().replace(/^(iso-8859-\d+|windows-\d+)-.*/, '$1');
  if (name === 'gb2312') return 'gb18030';
  if (name === 'euc-kr') return 'cp949';
  if (name === 'ascii' || name === 'utf-8-sig') return 'utf-8';
  if (name === 'utf-32') return bytes[0] === 0 ? 'utf-32be' : 'utf-32le';
  if (name === 'big5') return 'big5-hkscs';
  return name;
}
