import type { PeekOptions } from '../archive/index.ts';
import type { Header } from '../model/index.ts';
import type { Flags } from './adder.ts';
import { optional } from './session.ts';
import { usageError } from './usage-error.ts';

/** What a source is asked with, as flags give it: an empty one takes away. */
export function givenFlags(flags: Flags): PeekOptions {
  const { header, cookie, proxy } = flags as Readonly<Record<string, unknown>>;
  return {
    ...optional('headers', Array.isArray(header) ? headersOf(header as string[]) : undefined),
    ...optional('cookies', typeof cookie === 'string' ? cookie : undefined),
    ...optional('proxy', typeof proxy === 'string' ? proxy : undefined),
    ...optional('allowPrivate', flags['allowPrivate'] === true ? true : undefined),
  };
}

function headersOf(lines: readonly string[]): Header[] {
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name, value] = /^([^:]+):(.*)$/s.exec(line) ?? [];
      if (name === undefined || value === undefined) {
        // The whole line may be a secret, so it is not repeated.
        throw usageError("--header has no colon in it; write it like 'Name: value'.");
      }
      return [name.trim(), value.trim()];
    });
}
