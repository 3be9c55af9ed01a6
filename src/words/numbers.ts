const months = [
  'january february march april may june july august september october november december',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
]
  .flatMap((names) => names.split(' ').map((name, at) => [name, at + 1] as const))
  .concat(
    'jan feb mar apr may jun jul aug sep sept oct nov dec'
      .split(' ')
      .map((name, at) => [name, at < 9 ? at + 1 : at] as const),
  );
const monthOf = new Map(months);

const monthNames = [...monthOf.keys()].join('|');
const forms: readonly { readonly form: RegExp; readonly order: readonly ('y' | 'm' | 'd')[] }[] = [
  { form: /(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号號])?/g, order: ['y', 'm', 'd'] },
  { form: /(?<![\d-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-])/g, order: ['y', 'm', 'd'] },
  {
    form: new RegExp(`\\b(${monthNames})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'g'),
    order: ['m', 'd', 'y'],
  },
  {
    form: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|er)?\\.? (${monthNames})\\.?,? (\\d{4})\\b`, 'g'),
    order: ['d', 'm', 'y'],
  },
];
const grouped = /(?<![\d.,])\d{1,3}(?:[, {2}'’]\d{3})+(?!\d)/g;

/**
 * The dates and grouped numbers of a text as tokens of one form, whatever way they are written:
 * `d:202601` and `d:20260105` for a day, `d:202601` for a month that is named with its year,
 * `n:1234567` for `1,234,567`.
 */
export function numberTokens(text: string): Set<string> {
  const tokens = new Set<string>();
  if (!/\p{Nd}{3}/u.test(text)) return tokens;
  const plain = text.normalize('NFKC').toLowerCase();
  for (const { form, order } of forms) {
    for (const match of plain.matchAll(form)) addDate(match, order, tokens);
  }
  for (const [number] of plain.matchAll(grouped)) tokens.add(`n:${number.replace(/\D/g, '')}`);
  return tokens;
}

function addDate(
  match: RegExpExecArray,
  order: readonly ('y' | 'm' | 'd')[],
  tokens: Set<string>,
): void {
  const values = match.slice(1).filter((part) => part === undefined || !/^[-/.]$/.test(part));
  const told = (part: 'y' | 'm' | 'd') => values[order.indexOf(part)];
  const year = told('y') ?? '';
  const month = monthOf.get(told('m') ?? '') ?? Number(told('m'));
  const day = told('d');
  if (month < 1 || month > 12 || Number(day ?? 1) < 1 || Number(day ?? 1) > 31) return;
  const stem = `d:${year}${String(month).padStart(2, '0')}`;
  tokens.add(stem);
  if (day !== undefined) tokens.add(stem + day.padStart(2, '0'));
}
