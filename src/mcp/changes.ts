import { z } from 'zod';
import type { EditChange } from '../model/index.ts';
import { cut } from './answer.ts';

/** A change as answers tell it, its words cut. */
export const changeShape = z.object({
  kind: z.string(),
  weight: z.number(),
  before: z.string().optional(),
  after: z.string().optional(),
});

type Change = z.infer<typeof changeShape>;

/** The heaviest changes of an edit that stands in a list. */
export const fewChanges = (changes: readonly EditChange[]): Change[] =>
  changes.slice(0, 3).map((change) => changeOf(change, 120));

/** A change with so many units of its words on each side, most. */
export function changeOf({ kind, weight, before, after }: EditChange, most: number): Change {
  return {
    ...{ kind, weight },
    ...(before !== undefined && { before: cut(before, most) }),
    ...(after !== undefined && { after: cut(after, most) }),
  };
}

export const changeLine = ({ kind, weight, before = '', after = '' }: Change): string =>
  `  ${kind} (${weight}): “${before}” → “${after}”`;
