/** The attributes of one tag: names in lower case, values decoded; the first of a name counts. */
export interface Attributes extends Iterable<readonly [name: string, value: string]> {
  readonly size: number;
  get(name: string): string | undefined;
  has(name: string): boolean;
}

/** More than these are kept in a map, so that a tag with many takes no longer for each. */
const fewNames = 12;

/** A tag's attributes as they are read. Most tags have one or two, for which a map is a waste. */
export class TagAttributes implements Attributes {
  private readonly names: string[] = [];
  private readonly values: string[] = [];
  private all: Map<string, string> | null = null;

  get size(): number {
    return this.all?.size ?? this.names.length;
  }

  get(name: string): string | undefined {
    if (this.all !== null) return this.all.get(name);
    const { names } = this;
    for (let at = 0; at < names.length; at += 1) if (names[at] === name) return this.values[at];
    return undefined;
  }

  has(name: string): boolean {
    return this.all === null ? this.names.includes(name) : this.all.has(name);
  }

  add(name: string, value: string): void {
    if (this.has(name)) return;
    if (this.all !== null) this.all.set(name, value);
    else if (this.names.length >= fewNames) this.all = new Map([...this, [name, value]]);
    else {
      this.names.push(name);
      this.values.push(value);
    }
  }

  *[Symbol.iterator](): Generator<readonly [string, string]> {
    if (this.all !== null) yield* this.all;
    else for (const [at, name] of this.names.entries()) yield [name, this.values[at] ?? ''];
  }
}

export const noAttributes: Attributes = new TagAttributes();
