import type { EditChange, EditKind, EditSpan } from '../model/index.ts';
import type { EditLine } from './edit-views.ts';
import { languageAttributes } from './language.ts';
import type { Desk } from './layout.ts';
import { joined, type Markup, markup, type Piece } from './markup.ts';

/** How much an edit matters, in four steps. */
export type EditLevel = 'none' | 'slight' | 'notable' | 'weighty';

/** The step of a weight: 0, from 1, from 15, from 55. */
export function levelOf(weight: number): EditLevel {
  if (weight <= 0) return 'none';
  if (weight < 15) return 'slight';
  return weight < 55 ? 'notable' : 'weighty';
}

/** The step as a word; the sign before it comes from the stylesheet. */
export function weightMark({ say }: Desk, weight: number): Markup {
  const level = levelOf(weight);
  return markup`<span class="weight ${level}">${say(`weight.${level}`)}</span>`;
}

/** Kinds that are not named beside others. */
const idle: ReadonlySet<EditKind> = new Set(['spacing', 'punctuation', 'case', 'split', 'merged']);

/** An edit in a few words: what kinds of change, heaviest first. */
export function editNote(desk: Desk, { told, weight, kinds }: EditLine): Markup {
  const { say } = desk;
  if (!told) return markup`<span class="weight none">${say('restated')}</span>`;
  if (weight === 0) return weightMark(desk, weight);
  const telling = kinds.filter((kind) => !idle.has(kind));
  const named = (telling.length > 0 ? telling : kinds)
    .slice(0, 2)
    .map((kind) => say(`edit.${kind}`));
  return markup`<span class="weight ${levelOf(weight)}">${joined(named, say('authorsBetween'))}</span>`;
}

/** Words that were struck out or put in, and those that stayed. */
export function spansMarkup(spans: readonly EditSpan[]): Markup {
  return markup`${spans.map(({ kind, text }) => {
    if (kind === 'same') return text;
    // Where a paragraph ends is shown by its sign; that it ended there once, by the sign struck out.
    if (text.trim() === '' && text.includes('\n')) {
      return kind === 'removed' ? [removedWords('¶'), ' '] : [addedWords('¶'), '\n'];
    }
    return kind === 'removed' ? removedWords(text) : addedWords(text);
  })}`;
}

export const removedWords = (text: Piece): Markup => markup`<del>${text}</del>`;
export const addedWords = (text: Piece): Markup => markup`<ins>${text}</ins>`;

/** So much of a long paragraph is shown in a list. */
const shown = 220;

/** One change as a line of a list: its kind, and the words in their place. */
export function changeLine(desk: Desk, change: EditChange, language: string): Markup {
  const { say } = desk;
  const { kind, before, after, times } = change;
  const often =
    times !== undefined && markup` <span class="times">${say('times', { n: times })}</span>`;
  const hasWords = before !== undefined || after !== undefined;
  const words =
    hasWords &&
    markup` <span class="words"${languageAttributes(language)}>${changedWords(change)}</span>`;
  return markup`<li><span class="kind">${say(`edit.${kind}`)}</span>${words}${often}</li>`;
}

function changedWords({ kind, before, after, left = '', right = '' }: EditChange): Piece {
  if (kind === 'moved' || kind === 'split' || kind === 'merged') return beginning(after ?? '');
  return [
    left !== '' && `${left.length >= 40 ? '…' : ''}${left}`,
    before !== undefined && removedWords(beginning(before)),
    kind === 'title' && ' ',
    after !== undefined && addedWords(beginning(after)),
    right !== '' && `${right}${right.length >= 40 ? '…' : ''}`,
  ];
}

const beginning = (text: string): string =>
  text.length <= shown ? text : `${text.slice(0, shown).toWellFormed()}…`;
