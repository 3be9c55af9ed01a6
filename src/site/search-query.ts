import { waysToWrite } from '../words/index.ts';
import { termsOfRow } from './search-terms.ts';

/** What is asked for: all terms of any of its ways. */
export interface Asked {
  readonly ways: readonly (readonly string[])[];
  readonly exclude: boolean;
}

const quotes = '"“”„‟＂';
const piece = new RegExp(
  `([-－−]?)(?:[${quotes}]([^${quotes}]+)[${quotes}]|「([^」]+)」|『([^』]+)』|([^\\s${quotes}「」『』，、。；！？]+))`,
  'gu',
);
/** Pieces of a query that count. */
const most = 20;

/**
 * What a query asks for. Words parted by spaces must all stand; `OR` between two (also `|`, `或`) asks for
 * either, `-` before one leaves out, quotation marks ask for a row as it is written. `stems` names the languages
 * (`en`) whose endings are known to be in the index.
 */
export function askedBy(query: string, stems: ReadonlySet<string>): Asked[] {
  const asked: Asked[] = [];
  let joins = false;
  for (const [whole, minus, one, two, three, bare] of [...query.matchAll(piece)].slice(0, most)) {
    if (/^(OR|\||或)$/.test(whole)) {
      joins = asked.length > 0;
      continue;
    }
    const ways = waysOf(one ?? two ?? three ?? bare ?? '', bare === undefined, stems);
    if (ways.length === 0) continue;
    const last = joins ? asked.pop() : undefined;
    asked.push({ ways: [...(last?.ways ?? []), ...ways], exclude: minus !== '' });
    joins = false;
  }
  return asked;
}

function waysOf(typed: string, isQuoted: boolean, stems: ReadonlySet<string>): string[][] {
  return waysToWrite(typed).flatMap((way) => {
    if ('words' in way) return [termsOfRow(way.words)];
    const [kind = ''] = way.also.split(':');
    const isStem = kind !== 'd' && kind !== 'n';
    return isQuoted || (isStem && !stems.has(kind)) ? [] : [[way.also]];
  });
}
