import type { Difference } from '../archive/index.ts';
import type { EditBlock, EditChange, EditSpan } from '../model/index.ts';
import { green, red } from './plain-terminal.ts';

const removed = (text: string, coloured: boolean): string => (coloured ? red(text) : `[-${text}-]`);
const added = (text: string, coloured: boolean): string => (coloured ? green(text) : `{+${text}+}`);

/** Spans as a line: `[-removed-]{+added+}`, or in colours. */
function spansLine(spans: readonly EditSpan[], coloured: boolean): string {
  return spans
    .map(({ kind, text }) => {
      if (kind === 'same') return text;
      return kind === 'removed' ? removed(text, coloured) : added(text, coloured);
    })
    .join('');
}

const longest = 160;

/** Changes as lines of a list: what kind, and the words in their place. */
export function changeLines(changes: readonly EditChange[], coloured: boolean): string[] {
  return changes.map(({ kind, before, after, left = '', right = '', times }) => {
    const words = [
      left,
      before === undefined ? '' : removed(beginning(before), coloured),
      after === undefined ? '' : added(beginning(after), coloured),
      right,
    ].join('');
    const often = times === undefined ? '' : `  (${times} times)`;
    return `     ${kind.padEnd(11)} ${words}${often}`;
  });
}

const beginning = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`;

/** A difference for people: what it is between, its changes, and the text with them in it. */
export function differenceLines(difference: Difference, coloured: boolean): string[] {
  const { edit, weighed } = difference;
  return [
    ...headLines(difference, coloured),
    ...changeLines(weighed.changes, coloured),
    '',
    ...edit.blocks.flatMap((block, at, all) => {
      if (block.kind !== 'same') return [blockLine(block, coloured), ''];
      if (all[at - 1]?.kind === 'same') return [];
      const end = all.findIndex((other, place) => place > at && other.kind !== 'same');
      const count = (end < 0 ? all.length : end) - at;
      return [`… ${count} ${count === 1 ? 'paragraph' : 'paragraphs'} unchanged`, ''];
    }),
  ];
}

function headLines({ article, from, to, edit, weighed, told }: Difference, coloured: boolean) {
  const moment = (at: string) => at.slice(0, 16).replace('T', ' ');
  const title = edit.title.length === 0 ? article.title : spansLine(edit.title, coloured);
  return [
    title,
    `${article.url} · revision ${from.number} (${moment(from.seenAt)}) → ${to.number} (${moment(to.seenAt)})`,
    ...(told
      ? []
      : ['The words came from elsewhere or by another extractor: no edit by the outlet is told.']),
    `weight ${weighed.weight}${weighed.kinds.length === 0 ? '' : `: ${weighed.kinds.join(', ')}`}`,
    '',
  ];
}

function blockLine({ kind, spans, before }: EditBlock, coloured: boolean): string {
  const line = spansLine(spans, coloured);
  return kind === 'moved' ? `(moved from paragraph ${(before?.line ?? 0) + 1}) ${line}` : line;
}

/** A difference as whole paragraphs: `-` was, `+` is; one that moved is both. */
export function unifiedLines({ from, to, edit }: Difference, coloured: boolean): string[] {
  const minus = (text: string) => (coloured ? red(`-${text}`) : `-${text}`);
  const plus = (text: string) => (coloured ? green(`+${text}`) : `+${text}`);
  const sides = (spans: readonly EditSpan[]) => {
    const side = (not: EditSpan['kind']) =>
      spans
        .filter((span) => span.kind !== not)
        .map((span) => span.text)
        .join('')
        .split('\n');
    return { was: side('added'), is: side('removed') };
  };
  const changed = edit.title.some((span) => span.kind !== 'same');
  const title = sides(edit.title);
  return [
    `--- revision ${from.number} ${from.seenAt}`,
    `+++ revision ${to.number} ${to.seenAt}`,
    ...(changed ? [...title.was.map(minus), ...title.is.map(plus), ''] : []),
    ...edit.blocks.flatMap(({ kind, spans }) => {
      const { was, is } = sides(spans);
      if (kind === 'same') return is.map((line) => ` ${line}`);
      if (kind === 'removed') return was.map(minus);
      return kind === 'added' ? is.map(plus) : [...was.map(minus), ...is.map(plus)];
    }),
  ];
}
