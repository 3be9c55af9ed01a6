/**
 * Measures how bytes become text, beside chardet and jschardet: over ../shared/data/charsets by
 * encoding, and over news texts of ../shared/data written in legacy encodings and cut to length,
 * with no declaration, a true one and a false one. A document is right when the decoded text is what
 * the known encoding gives, whatever the encoding is called. Run: npm run bench:charsets [-- --wrong]
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import jschardet from 'jschardet';
import { decodeText } from '../src/html/index.ts';
import { draws } from '../test/draws.ts';

type Detector = (bytes: Uint8Array) => string;

const root = new URL('../../shared/data/', import.meta.url);
const showWrong = process.argv.includes('--wrong');

const others: Readonly<Record<string, Detector>> = {
  chardet: (bytes) => textAs(chardet.detect(bytes) ?? 'utf-8', bytes),
  jschardet: (bytes) => textAs(jschardet.detect(Buffer.from(bytes)).encoding ?? 'utf-8', bytes),
};

function main(): void {
  if (!existsSync(new URL('README.md', root))) {
    console.log('../shared/data is not there; nothing to measure.');
    return;
  }
  corpus();
  written();
}

/** Bytes in an encoding that a detector named, with the names of compatible ones made one. */
function textAs(name: string, bytes: Uint8Array): string {
  const lower = name.toLowerCase().replace(/^(iso-8859-\d+|windows-\d+)-.*/, '$1');
  const known: Readonly<Record<string, string>> = {
    gb2312: 'gb18030',
    gbk: 'gb18030',
    'euc-kr': 'cp949',
    big5: 'big5-hkscs',
    ascii: 'utf-8',
    'utf-8-sig': 'utf-8',
    'iso-8859-1': 'windows-1252',
    'utf-32': bytes[0] === 0 ? 'utf-32be' : 'utf-32le',
    'tis-620': 'windows-874',
    'mac-cyrillic': 'maccyrillic',
    'x-mac-cyrillic': 'maccyrillic',
  };
  const encoding = known[lower] ?? lower;
  if (encoding.startsWith('iso-2022')) return new TextDecoder(encoding).decode(bytes);
  return iconv.encodingExists(encoding) ? iconv.decode(Buffer.from(bytes), encoding) : '';
}

interface Tally {
  right: number;
  of: number;
  ms: number;
}

/** Counts one document for each way of reading it. */
function count(
  tallies: Map<string, Tally>,
  ways: Readonly<Record<string, Detector>>,
  document: { readonly name: string; readonly bytes: Uint8Array; readonly wanted: string },
): void {
  for (const [way, read] of Object.entries(ways)) {
    const tally = tallies.get(way) ?? { right: 0, of: 0, ms: 0 };
    tallies.set(way, tally);
    const start = performance.now();
    const text = read(document.bytes);
    tally.ms += performance.now() - start;
    tally.of += 1;
    if (text === document.wanted) tally.right += 1;
    else if (showWrong && way.startsWith('ours')) console.log(`  wrong, ${way}: ${document.name}`);
  }
}

function print(title: string, rows: ReadonlyMap<string, Map<string, Tally>>): void {
  const ways = [...(rows.values().next().value?.keys() ?? [])];
  console.log(`\n${title.padEnd(34)}${ways.map((way) => way.padStart(17)).join('')}`);
  for (const [name, tallies] of rows) {
    const cells = ways.map((way) => {
      const { right = 0, of = 0 } = tallies.get(way) ?? {};
      return `${right}/${of}`.padStart(17);
    });
    console.log(name.padEnd(34) + cells.join(''));
  }
}

function corpus(): void {
  const lines = readFileSync(new URL('charsets/MANIFEST.jsonl', root), 'utf8').trim().split('\n');
  const rows = new Map<string, Map<string, Tally>>();
  const all = new Map<string, Tally>();
  let kilobytes = 0;
  for (const line of lines) {
    const { file, expected } = JSON.parse(line) as { file: string; expected: string };
    const bytes = readFileSync(new URL(`charsets/${file}`, root));
    kilobytes += bytes.length / 1024;
    const ways: Readonly<Record<string, Detector>> = {
      'ours as served': (all_) => decodeText(all_, { kind: 'html' }).text,
      'ours, bytes alone': (all_) => decodeText(all_, { kind: 'text' }).text,
      ...others,
    };
    const tallies = rows.get(expected) ?? new Map<string, Tally>();
    rows.set(expected, tallies);
    const document = { name: file, bytes, wanted: textAs(expected, bytes).replace(/^\ufeff/, '') };
    count(tallies, ways, document);
    count(all, ways, document);
  }
  print('right / documents', new Map([...rows, ['all', all]]));
  const speeds = [...all].map(([way, { ms }]) => `${way} ${Math.round(kilobytes / (ms / 1000))}`);
  console.log(`KB/s: ${speeds.join(', ')}`);
}

/** News texts in each encoding of their language. */
const languages: readonly { readonly name: string; readonly encodings: readonly string[] }[] = [
  { name: 'zh-Hans', encodings: ['gb18030'] },
  { name: 'zh-Hant', encodings: ['big5-hkscs'] },
  { name: 'ja', encodings: ['shift_jis', 'euc-jp'] },
  { name: 'ko', encodings: ['cp949'] },
  { name: 'ru', encodings: ['windows-1251', 'koi8-r'] },
  { name: 'fr', encodings: ['windows-1252'] },
  { name: 'de', encodings: ['windows-1252'] },
];
const lengths = [60, 200, 600, 2000, 20_000] as const;
const labels = ['gb2312', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1251', 'iso-8859-1'];

function written(): void {
  const random = draws(7);
  const rows = new Map<string, Map<string, Tally>>();
  for (const { name, encodings } of languages) {
    const texts = textsOf(name);
    for (const encoding of encodings) {
      for (const length of lengths) {
        const row = texts.length === 0 ? undefined : pieces(texts, encoding, length, random);
        if (row !== undefined) rows.set(`${name} ${encoding}, ${length} bytes`, row);
      }
    }
  }
  print('right / texts written so', rows);
}

function pieces(
  texts: readonly string[],
  encoding: string,
  length: number,
  random: () => number,
): Map<string, Tally> {
  const row = new Map<string, Tally>();
  const label = encoding === 'cp949' ? 'euc-kr' : encoding;
  for (let at = 0; at < 60; at += 1) {
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const bytes = cut(iconv.encode(text, encoding), length, encoding, random);
    const wanted = textAs(encoding, bytes);
    const wrong = labels[Math.floor(random() * labels.length)] ?? 'utf-8';
    const name = `${encoding} ${length}: ${JSON.stringify(wanted.slice(0, 60))}`;
    count(row, wayOf(label, at % 3 === 0 ? 'utf-8' : wrong), { name, bytes, wanted });
  }
  return row;
}

function wayOf(label: string, wrong: string): Readonly<Record<string, Detector>> {
  const served = (charset: string) => (bytes: Uint8Array) =>
    decodeText(bytes, { kind: 'html', contentType: `text/html; charset=${charset}` }).text;
  return {
    'ours, true label': served(label),
    'ours, false label': served(wrong),
    'ours, no label': (bytes) => decodeText(bytes, { kind: 'html' }).text,
    ...others,
  };
}

/** A piece from somewhere in the text; it begins and ends with a whole character. */
function cut(bytes: Uint8Array, length: number, encoding: string, random: () => number): Buffer {
  const text = iconv.decode(Buffer.from(bytes), encoding);
  const share = length / Math.max(bytes.length, length);
  const from = Math.floor(random() * (1 - share) * text.length);
  const piece = [...text.slice(from)].join('').toWellFormed();
  return iconv
    .encode(piece.slice(0, Math.max(20, Math.ceil(piece.length * share))), encoding)
    .subarray(0, length + 40);
}

function textsOf(language: string): readonly string[] {
  const texts =
    language.length > 2 || language === 'ja' || language === 'fr'
      ? articleTexts(language)
      : pageTexts(language);
  const high = (text: string) => [...text].filter((character) => character > '\u007f').length;
  return texts.filter((text) => high(text) > 20).slice(0, 200);
}

function articleTexts(language: string): readonly string[] {
  const file = new URL(`articles-${language.slice(0, 2)}.jsonl.gz`, root);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const isHant = (text: string) => (text.match(/[這個們來國說時會學對發為]/g) ?? []).length;
  const isHans = (text: string) => (text.match(/[这个们来国说时会学对发为]/g) ?? []).length;
  const some = lines
    .filter((_, at) => at % 37 === 0)
    .flatMap((line) => {
      if (line === '') return [];
      const { text, html, markdown } = JSON.parse(line) as Record<string, string | undefined>;
      return text ?? markdown ?? html?.replace(/<[^>]*>/g, '') ?? [];
    });
  if (!language.startsWith('zh')) return some;
  const [yes, no] = language === 'zh-Hant' ? [isHant, isHans] : [isHans, isHant];
  return some.filter((text) => yes(text) > 2 * no(text));
}

/** Texts of hand-made truths, by the language they are marked with. */
function pageTexts(language: string): readonly string[] {
  return ['n4k', 'magic', 'traf', 'naeb-a', 'aeb'].flatMap((set) => {
    const file = new URL(`pages/${set}/manifest.json`, root);
    if (!existsSync(file)) return [];
    const rows = JSON.parse(readFileSync(file, 'utf8')) as { lang?: string; text?: string }[];
    return rows.flatMap(({ lang, text }) =>
      lang?.startsWith(language) === true && text !== undefined ? [text] : [],
    );
  });
}

main();
