import type { StampMeans, StampTold } from '../audit/index.ts';
import { checkReply, readAuthorities } from '../tsp/index.ts';
import { textOfFile } from './text-of-file.ts';

/** So many stamps are told to people, the newest; all with `--json`. */
const mostShown = 5;

/** What time stamps are checked with, as options of `verify` give it. */
export function stampMeans(authoritiesFile: unknown): StampMeans {
  const authorities =
    typeof authoritiesFile === 'string' ? readAuthorities(textOfFile(authoritiesFile)) : undefined;
  const how = authorities && { authorities };
  return { token: (reply, stamped) => checkReply(reply, { stamped, ...how }) };
}

/** A stamp in JSON: its times as texts. */
export const stampDocument = (told: StampTold) => ({
  ...told,
  ...(told.at !== undefined && { at: new Date(told.at).toISOString() }),
});

/** Stamps for people: not later than when, by whom. */
export function stampLines(stamps: readonly StampTold[]): readonly string[] {
  const left = Math.max(0, stamps.length - mostShown);
  return [
    ...(left > 0 ? [`  ${left} earlier time stamps are good too; --json lists them.`] : []),
    ...stamps.slice(left).map((told) => `  stamped: ${says(told)} (${told.path})`),
  ];
}

function says(told: StampTold): string {
  const ahead = told.ahead ? ', more than this copy has' : '';
  const leaves = `the first ${told.size} leaves${ahead}`;
  if (told.unchecked) return `${leaves}, by a token that was not looked at`;
  const within = told.withinMs === undefined ? '' : `, within ${told.withinMs / 1000} s`;
  const trust = told.trusted
    ? 'an authority you believe'
    : 'vouched for by nobody you named: give --stamp-ca';
  return `${leaves} not later than ${new Date(told.at).toISOString()}${within}, by ${told.by}, ${trust}`;
}
