import type { Url } from '../model/index.ts';

/** A file as it was written. */
export interface FileMark {
  readonly path: string;
  readonly digest: string;
  readonly size: number;
}

/** What is written together, and what it was made of. */
export interface Unit {
  /** Changes with whatever it is made of. */
  readonly key: string;
  readonly files: readonly FileMark[];
  /** Articles that hold the same text. */
  readonly same?: readonly string[];
  /** Pictures that the archive did not have. */
  readonly missing?: readonly Url[];
  /** Files of pictures that it shows. */
  readonly pictures?: readonly string[];
}

/** What a site was made by, and its units by name. */
export interface SiteState {
  /** Of the version and the settings; another one makes every unit anew. */
  readonly made: string;
  readonly units: ReadonlyMap<string, Unit>;
}

const format = 1;

/** A state as text: a line of what it is, then a line a unit, by name. */
export function* stateLines({ made, units }: SiteState): Generator<string> {
  yield `${JSON.stringify({ format, made })}\n`;
  for (const name of [...units.keys()].sort()) {
    yield `${JSON.stringify({ name, ...units.get(name) })}\n`;
  }
}

/** Reads a state again; undefined where it is none, or damaged: all is made anew then. */
export async function parseState(lines: AsyncIterable<string>): Promise<SiteState | undefined> {
  const units = new Map<string, Unit>();
  let made: string | undefined;
  try {
    for await (const line of lines) {
      const value = JSON.parse(line);
      if (made === undefined) {
        if (value.format !== format) return undefined;
        made = String(value.made);
      } else {
        const { name, ...unit } = value;
        units.set(String(name), unit);
      }
    }
  } catch {
    return undefined;
  }
  return made === undefined ? undefined : { made, units };
}
