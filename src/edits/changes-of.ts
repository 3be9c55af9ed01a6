import type { Edit, EditBlock, EditChange, EditKind, EditSpan } from '../model/index.ts';
import { textOf } from './apply-edit.ts';
import { kindOf } from './change-kind.ts';
import { changeWeight, paragraphWeight, titleWeight } from './change-weight.ts';
import { hasLetters, sizeOf } from './tokens.ts';
import { nameplaces, type Place } from './told-names.ts';

/** So much of the paragraph is told beside a change. */
const beside = 40;

/** The changes of an edit, in the order of the text, the title's first. */
export function changesOf(edit: Edit): readonly EditChange[] {
  return [...titleChange(edit.title), ...edit.blocks.flatMap(blockChanges)];
}

/** A changed title is one change: both titles, and what is weightiest in it. */
function titleChange(spans: readonly EditSpan[]): readonly EditChange[] {
  if (spans.every((span) => span.kind === 'same')) return [];
  const [heaviest] = spanChanges(spans).sort((one, other) => other.weight - one.weight);
  if (heaviest === undefined) return [];
  const { kind: nature } = heaviest;
  const weight = titleWeight(nature, heaviest.weight);
  const sides = { before: textOf(spans, 'before'), after: textOf(spans, 'after') };
  return [{ kind: 'title', nature, ...sides, weight }];
}

function blockChanges(block: EditBlock): readonly EditChange[] {
  const { kind, spans } = block;
  if (kind === 'same') return [];
  if (kind === 'removed' || kind === 'added') {
    const text = textOf(spans, kind === 'removed' ? 'before' : 'after');
    if (text === '') return [];
    const told: EditKind = hasLetters(text) ? kind : 'punctuation';
    const weight = paragraphWeight(told, sizeOf(text));
    return [
      kind === 'removed'
        ? { kind: told, before: text, weight }
        : { kind: told, after: text, weight },
    ];
  }
  return [...formChanges(block), ...spanChanges(spans)];
}

/** A paragraph that stands elsewhere, that was split, that took in others. */
function formChanges({ kind, spans, before, after }: EditBlock): readonly EditChange[] {
  const text = textOf(spans, 'after');
  if (!hasLetters(text)) return [];
  const told = (is: boolean, as: EditKind): readonly EditChange[] =>
    is ? [{ kind: as, after: text, weight: paragraphWeight(as, sizeOf(text)) }] : [];
  return [
    ...told(kind === 'moved', 'moved'),
    ...told((after?.count ?? 1) > 1, 'split'),
    ...told((before?.count ?? 1) > 1, 'merged'),
  ];
}

/** A place where words changed: what they were and are, and where that stands on both sides. */
interface Spot {
  readonly before: string;
  readonly after: string;
  readonly beforeAt: number;
  readonly afterAt: number;
  readonly left: string;
  readonly right: string;
}

function spanChanges(spans: readonly EditSpan[]): EditChange[] {
  const sides = { before: textOf(spans, 'before'), after: textOf(spans, 'after') };
  return spotsOf(spans).map((spot) => spotChange(spot, namesAround(spot, sides)));
}

function spotsOf(spans: readonly EditSpan[]): readonly Spot[] {
  const spots: Spot[] = [];
  let [beforeAt, afterAt] = [0, 0];
  spans.forEach((span, at) => {
    const isSecond = span.kind === 'added' && spans[at - 1]?.kind === 'removed';
    if (span.kind !== 'same' && !isSecond) {
      spots.push({ ...wordsAt(spans, at), beforeAt, afterAt });
    }
    if (span.kind !== 'added') beforeAt += span.text.length;
    if (span.kind !== 'removed') afterAt += span.text.length;
  });
  return spots;
}

/** What changed at a span, which is the first of its place, and what stays beside it. */
function wordsAt(
  spans: readonly EditSpan[],
  at: number,
): Pick<Spot, 'before' | 'after' | 'left' | 'right'> {
  const text = (place: number, kind: EditSpan['kind']) =>
    spans[place]?.kind === kind ? (spans[place]?.text ?? '') : '';
  const before = text(at, 'removed');
  const after = text(before === '' ? at : at + 1, 'added');
  const next = at + (before === '' || after === '' ? 1 : 2);
  return { before, after, left: text(at - 1, 'same'), right: text(next, 'same') };
}

/** The name that stands at a spot, on either side: offsets in the texts. */
interface Names {
  readonly before: Place | undefined;
  readonly after: Place | undefined;
}

function namesAround(spot: Spot, sides: { before: string; after: string }): Names {
  return {
    before: nameAt(sides.before, spot.beforeAt, spot.before.length),
    after: nameAt(sides.after, spot.afterAt, spot.after.length),
  };
}

/** The name that a stretch of text lies in or reaches into. */
function nameAt(text: string, from: number, length: number): Place | undefined {
  const start = Math.max(0, from - beside);
  const around = text.slice(start, from + Math.min(length, 4 * beside) + beside);
  const at = from - start;
  const found = nameplaces(around).find((place) =>
    length === 0 ? place.from < at && at < place.to : place.from < at + length && at < place.to,
  );
  return found && { from: found.from + start, to: found.to + start };
}

/** Whether a name became another: part of one, or one for one; a phrase with a name in it is none. */
function isRenamed({ before, after }: Spot, names: Names): boolean {
  const [less = 0, more = 0] = [sizeOf(before), sizeOf(after)].sort((one, other) => one - other);
  const isPart = (place: Place | undefined, text: string) =>
    place !== undefined && text.length <= place.to - place.from;
  const inside = isPart(names.before, before) || isPart(names.after, after);
  return inside && more <= 36 && (less === 0 ? isWithin(names) : more <= 3 * less);
}

/** Whether both sides have the name, so that what came or went is part of it. */
const isWithin = ({ before, after }: Names): boolean => before !== undefined && after !== undefined;

function spotChange(spot: Spot, names: Names): EditChange {
  const named = isRenamed(spot, names);
  const kind = kindOf({ ...spot, named });
  const told = kind === 'name' ? wholeName(spot, names) : spot;
  const left = told.left.slice(-beside).toWellFormed();
  const right = told.right.slice(0, beside).toWellFormed();
  return {
    kind,
    ...(told.before === '' ? {} : { before: told.before }),
    ...(told.after === '' ? {} : { after: told.after }),
    ...(left === '' ? {} : { left }),
    ...(right === '' ? {} : { right }),
    weight: changeWeight(kind, spot.before, spot.after),
  };
}

/** Where only part of a name changed, the whole name is told. */
function wholeName(spot: Spot, names: Names): Spot {
  const sides = [
    [names.before, spot.beforeAt, spot.before],
    [names.after, spot.afterAt, spot.after],
  ] as const;
  let [more, rest] = [0, 0];
  for (const [place, from, text] of sides) {
    if (place === undefined) continue;
    more = Math.max(more, from - place.from);
    rest = Math.max(rest, place.to - from - text.length);
  }
  const left = more > spot.left.length ? '' : spot.left.slice(spot.left.length - more);
  const right = rest > spot.right.length ? '' : spot.right.slice(0, rest);
  return {
    ...spot,
    before: left + spot.before + right,
    after: left + spot.after + right,
    left: spot.left.slice(0, spot.left.length - left.length),
    right: spot.right.slice(right.length),
  };
}
