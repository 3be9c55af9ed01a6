/** Article files of a commit. */
export interface ChangeCount {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** By outlet folder. */
export type OutletChanges = ReadonlyMap<string, ChangeCount>;

/** `3 new, 1 changed`, an empty line, then a line for each outlet by name; deterministic. */
export function commitMessage(outlets: OutletChanges): {
  readonly total: ChangeCount;
  readonly text: string;
} {
  const counts = [...outlets.values()];
  const sum = (part: keyof ChangeCount) => counts.reduce((all, count) => all + count[part], 0);
  const total = { added: sum('added'), changed: sum('changed'), removed: sum('removed') };
  const lines = [...outlets]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([folder, count]) => `${folder}: ${counted(count)}\n`);
  const list = lines.length === 0 ? '' : `\n${lines.join('')}`;
  return { total, text: `${counted(total)}\n${list}` };
}

function counted({ added, changed, removed }: ChangeCount): string {
  const gone = removed === 0 ? '' : `, ${removed} removed`;
  return `${added} new, ${changed} changed${gone}`;
}
