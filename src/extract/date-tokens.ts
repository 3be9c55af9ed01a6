/** A piece of a text in which a date is looked for. */
export interface Token {
  /** In lower case; digits of any script as ASCII. */
  readonly text: string;
  readonly kind: 'number' | 'word' | 'sign';
  readonly at: number;
  readonly end: number;
  /** White space stood before it. */
  readonly spaced: boolean;
}

const zeros = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040,
  0x17e0, 0xff10,
];
const han: ReadonlyMap<string, string> = new Map(
  [...'〇零一二三四五六七八九'].map((sign, at) => [sign, String(Math.max(0, at - 1))] as const),
);

/** Digits of Arabic, Persian, the scripts of India and South-East Asia and full width as ASCII digits. */
export function asciiDigits(text: string): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  return text.replace(/[\p{Nd}：／－．]/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const zero = zeros.find((first) => code >= first && code < first + 10);
    if (zero !== undefined) return String(code - zero);
    return wideSigns.get(sign) ?? sign;
  });
}

const wideSigns: ReadonlyMap<string, string> = new Map([
  ['：', ':'],
  ['／', '/'],
  ['－', '-'],
  ['．', '.'],
]);

/** 二〇二三年九月二十五日 in digits, where it is so written. */
export function hanDate(text: string): string {
  if (!/[〇零一二三四五六七八九十]\s?[年月日]/u.test(text)) return text;
  return text.replace(/[〇零一二三四五六七八九十]{1,4}(?=\s?[年月日])/gu, hanNumber);
}

function hanNumber(signs: string): string {
  const ten = signs.indexOf('十');
  if (ten < 0) return [...signs].map((sign) => han.get(sign) ?? '').join('');
  const tens = ten === 0 ? '1' : (han.get(signs[ten - 1] ?? '') ?? '0');
  const ones = ten === signs.length - 1 ? '0' : (han.get(signs[ten + 1] ?? '') ?? '0');
  return `${tens}${ones}`;
}

const piece =
  /(\d+)|(\p{Script=Han}|[\p{L}\p{M}][\p{L}\p{M}'’]*(?:\.(?=[\p{L}])\p{L}+)*)|([^\s])/gu;
const mostTokens = 200;

/** Numbers, words and signs of a text in order, 200 at most; Han is cut into characters. */
export function dateTokens(text: string): Token[] {
  const line = hanDate(asciiDigits(text)).toLowerCase();
  const tokens: Token[] = [];
  for (const match of line.matchAll(piece)) {
    const [text, digits, word] = match;
    const at = match.index;
    const last = tokens.at(-1);
    const kind = digits !== undefined ? 'number' : word !== undefined ? 'word' : 'sign';
    const end = at + text.length;
    tokens.push({ text, kind, at, end, spaced: last !== undefined && last.end < at });
    if (tokens.length >= mostTokens) break;
  }
  return tokens;
}

/** The year that four digits tell: 1900 to 2099. */
export function yearOf(token: Token | undefined): number | undefined {
  if (token?.kind !== 'number' || !/^(?:19|20)\d\d$/.test(token.text)) return undefined;
  return Number(token.text);
}

/** A number of one to three digits, 1 to `most`. */
export function numberOf(token: Token | undefined, most: number): number | undefined {
  if (token?.kind !== 'number' || token.text.length > 3) return undefined;
  const number = Number(token.text);
  return number >= 1 && number <= most ? number : undefined;
}
