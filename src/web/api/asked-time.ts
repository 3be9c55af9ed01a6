import { typedDate } from '../../archive/index.ts';
import { ArchiveError, type Instant, instant } from '../../model/index.ts';

/** A time as a request names it: a moment, or a date as searches have it (`2026`, `2026-11-24`, `7d`). */
interface Asked {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The span of time that is asked for: from the beginning of `since` to before the end of `until`; a
 * moment is its own beginning and end. Throws `invalid` for what is no time.
 */
export function spanAsked(
  { since, until }: Asked,
  now: number,
): { readonly since?: Instant; readonly until?: Instant } {
  return {
    ...(since === undefined ? {} : { since: timeAsked('since', since, now).from }),
    ...(until === undefined ? {} : { until: timeAsked('until', until, now).to }),
  };
}

function timeAsked(name: string, text: string, now: number) {
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z$/.test(text);
  const at = isMoment ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return { from: instant(at), to: instant(at) };
  const span = isMoment ? undefined : typedDate(text, now);
  if (span !== undefined) return { from: instant(span.from), to: instant(span.to) };
  throw new ArchiveError(
    'invalid',
    `${name} is ${text.slice(0, 60)}; it takes a date like 2026-11-24, 2026 or 7d, or a moment like 2026-11-24T08:00:00Z.`,
  );
}
