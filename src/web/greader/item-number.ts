/** The number under which apps know an article: the first sixty bits of its id, which never changes. Below
 * 2^63, and above 0. Throws nothing; ids begin with fifteen hexadecimal digits. */
const digits = 15;

/** An article's number in decimal. */
export const itemNumber = (articleId: string): string =>
  BigInt(`0x${articleId.slice(0, digits)}`).toString();

const prefix = 'tag:google.com,2005:reader/item/';

/** An article's number in the long form. */
export const longItemId = (articleId: string): string => `${prefix}0${articleId.slice(0, digits)}`;

/**
 * What the id of the article begins with that an app names: in decimal, in the long form, padded or not,
 * or as sixteen bare hexadecimal digits. Undefined for what can be none.
 */
export function idBeginning(named: string): string | undefined {
  const text = named.trim();
  const isLong = text.startsWith(prefix);
  const number = isLong ? text.slice(prefix.length) : text;
  // Padded, ours begin with a zero, as no decimal does.
  const hex = isLong ? /^[0-9a-f]{1,16}$/i : /^0[0-9a-f]{15}$/i;
  if (hex.test(number)) return beginning(BigInt(`0x${number}`));
  return /^\d{1,19}$/.test(number) ? beginning(BigInt(number)) : undefined;
}

function beginning(number: bigint): string | undefined {
  const text = number.toString(16).padStart(digits, '0');
  return text.length === digits ? text : undefined;
}
