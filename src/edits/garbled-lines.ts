/** So many characters of a line tell which one it is. */
const longest = 2000;
/** Shorter lines are found only as they are. */
const shortest = 20;
/** A run that so many lines have tells none apart. */
const mostSharing = 12;
/** So many lines at most are looked at for one. */
const mostLooked = 4;
/** So much must agree for one line to be the other with bytes lost. */
const alike = 0.8;

/** Clean lines, to be found by what they become in a false charset, also where bytes of that are lost.
 * Time grows with the length of the lines, however many there are. */
export class GarbledLines {
  private readonly clean = new Map<string, string>();
  private readonly bare: readonly string[];
  private holders: ReadonlyMap<string, readonly number[]> | undefined;

  /** `garble` gives what is left of a line in the false charset. */
  constructor(lines: readonly string[], garble: (line: string) => string) {
    for (const line of lines) this.clean.set(garble(line), line);
    this.bare = [...this.clean.keys()];
  }

  /** The clean line that a garbled one was; undefined where it was none of them. */
  find(line: string): string | undefined {
    const exact = this.clean.get(line);
    if (exact !== undefined || line.length < shortest || !isOdd(line)) return exact;
    const its = runsOf(line);
    let [best, found]: [number, string | undefined] = [alike, undefined];
    for (const at of this.likeliest(its)) {
      const bare = this.bare[at] ?? '';
      const likeness = likenessOf(its, runsOf(bare));
      if (likeness > best) [best, found] = [likeness, this.clean.get(bare)];
    }
    return found;
  }

  /** The lines that have most of some runs, those that many lines have not counted. */
  private likeliest(runs: ReadonlySet<string>): readonly number[] {
    this.holders ??= holdersOf(this.bare);
    const shared = new Map<number, number>();
    for (const run of runs) {
      const holders = this.holders.get(run) ?? [];
      if (holders.length > mostSharing) continue;
      for (const at of holders) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    return [...shared]
      .sort(([, one], [, other]) => other - one)
      .slice(0, mostLooked)
      .map(([at]) => at);
  }
}

/** Whether a text holds what a false charset makes, and what words in plain letters never do. */
const isOdd = (text: string): boolean => /[\u0080-\uffff]/.test(text);

/** Which lines have a run that a false charset made; of more than enough no more are kept. */
function holdersOf(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, number[]>();
  lines.forEach((line, at) => {
    for (const run of runsOf(line)) {
      if (!isOdd(run)) continue;
      const known = holders.get(run);
      if (known === undefined) holders.set(run, [at]);
      else if (known.length <= mostSharing) known.push(at);
    }
  });
  return holders;
}

function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const run of one) if (other.has(run)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}

/** Four characters in a row, of the beginning of a text. */
function runsOf(text: string): ReadonlySet<string> {
  const runs = new Set<string>();
  const end = Math.min(text.length, longest);
  for (let at = 0; at + 4 <= end; at += 1) runs.add(text.slice(at, at + 4));
  return runs;
}
