import { type Field, fieldNamed } from './field-names.ts';

/** A piece of what was typed: a word, words in quotes, `field:value`. */
export interface TypedPart {
  /** As it was typed. */
  readonly raw: string;
  readonly exclude: boolean;
  readonly field?: Field;
  readonly value: string;
  readonly quoted: boolean;
}

const quotes = '"“”„‟＂«»';
const minus = '([-－−–]?)';
const name = '(?:(\\p{L}+)[:：])?';
// A straight mark behind a letter or digit (5") opens nothing.
const quoted = `(?:(?<![A-Za-z0-9])[${quotes}]([^${quotes}]*)[${quotes}]|「([^「」]*)」|『([^『』]*)』)`;
const bare = `([^\\s${quotes}「」『』，、。；！？]+)`;
const pattern = new RegExp(`${minus}${name}${quoted}|${minus}${name}${bare}`, 'gu');

/** What was typed, piece by piece. Names of fields that are not known belong to the words. */
export function typedParts(text: string): TypedPart[] {
  return joinNames([...text.matchAll(pattern)].map(partOf));
}

function partOf(match: RegExpExecArray): TypedPart {
  const [raw, minusQuoted, nameQuoted, one, two, three, minusBare, nameBare, bare] = match;
  const value = one ?? two ?? three ?? bare ?? '';
  const quoted = bare === undefined;
  const named = nameQuoted ?? nameBare;
  const field = named === undefined ? undefined : fieldNamed(named);
  const exclude = (minusQuoted ?? minusBare ?? '') !== '';
  if (field !== undefined) return { raw, exclude, field, value, quoted };
  // The name of no field: what stands before the colon is a word as well.
  const words = named === undefined ? value : `${named}:${value}`;
  return { raw, exclude, value: words, quoted: quoted && named === undefined };
}

/** A name that stands alone (`title: ferry`) goes with what follows it. */
function joinNames(parts: readonly TypedPart[]): TypedPart[] {
  const joined: TypedPart[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const field = before === undefined ? undefined : fieldAlone(before);
    if (before === undefined || field === undefined || !goesWith(part, field)) {
      joined.push(part);
      continue;
    }
    const raw = `${before.raw} ${part.raw}`;
    joined[joined.length - 1] = { ...part, raw, field, exclude: before.exclude };
  }
  return joined;
}

const goesWith = (part: TypedPart, field: Field): boolean =>
  part.field === undefined &&
  !part.exclude &&
  fieldAlone(part) === undefined &&
  (!isYesOrNo(field) || yesOrNo(part.value) !== undefined);

/** The field whose name and colon are all of a piece. */
export function fieldAlone({ value, field, quoted }: TypedPart): Field | undefined {
  const [, lone] = /^(\p{L}+)[:：]$/u.exec(value) ?? [];
  return lone === undefined || field !== undefined || quoted ? undefined : fieldNamed(lone);
}

/** Whether words are the value of a field. */
export const isOfWords = (field: Field): field is 'title' | 'author' | 'removed' =>
  field === 'title' || field === 'author' || field === 'removed';

export const isYesOrNo = (field: Field): field is 'edited' | 'gone' =>
  field === 'edited' || field === 'gone';

/** What a person answers; undefined: it is neither. */
export function yesOrNo(text: string): boolean | undefined {
  const plain = text.normalize('NFKC').toLowerCase();
  if (/^(?:yes|y|true|1|是|有|已)$/.test(plain)) return true;
  return /^(?:no|n|false|0|否|不|未|没有|沒有|无|無)$/.test(plain) ? false : undefined;
}
