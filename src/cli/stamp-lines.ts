import { parseBlockHeaders, type StampMeans, type StampTold } from '../audit/index.ts';
import { textOfFile } from './text-of-file.ts';

/** So many stamps are told to people, the newest; all with `--json`. */
const mostShown = 5;

/** What time stamps are checked with, as options of `verify` give it. */
export async function stampMeans(
  authoritiesFile: unknown,
  headersFile: unknown,
): Promise<StampMeans> {
  const { checkReply, readAuthorities } = await import('../tsp/index.ts');
  const authorities =
    typeof authoritiesFile === 'string' ? readAuthorities(textOfFile(authoritiesFile)) : undefined;
  const how = authorities && { authorities };
  return {
    token: (reply, stamped) => checkReply(reply, { stamped, ...how }),
    ...(typeof headersFile === 'string' && { headers: parseBlockHeaders(textOfFile(headersFile)) }),
  };
}

/** A stamp in JSON: its times as texts. */
export const stampDocument = (told: StampTold) => ({
  ...told,
  ...(told.at !== undefined && { at: new Date(told.at).toISOString() }),
  ...(told.kind === 'opentimestamps' && {
    blocks: told.blocks.map(({ at, ...block }) => ({
      ...block,
      ...(at !== undefined && { at: new Date(at).toISOString() }),
    })),
  }),
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
  if (told.kind === 'opentimestamps') return `${leaves}${proofSays(told)}`;
  if (told.unchecked) return `${leaves}, by a token that was not looked at`;
  const within = told.withinMs === undefined ? '' : `, within ${told.withinMs / 1000} s`;
  const trust = told.trusted
    ? 'an authority you believe'
    : 'vouched for by nobody you named: give --stamp-ca';
  return `${leaves} not later than ${new Date(told.at).toISOString()}${within}, by ${told.by}, ${trust}`;
}

/** Of a block that was held against no header only what its header must hold is told, and no time. */
function proofSays({
  at,
  blocks,
  pending,
}: Extract<StampTold, { kind: 'opentimestamps' }>): string {
  const proved = blocks.find((block) => block.at === at && at !== undefined);
  if (proved !== undefined && at !== undefined) {
    return ` not later than ${new Date(at).toISOString()}, by Bitcoin's block ${proved.height} as its header was given, within 2 h`;
  }
  const [block] = blocks;
  if (block !== undefined) {
    return `, if Bitcoin's block ${block.height} has the Merkle root ${block.merkleRoot}: give its header with --block-headers`;
  }
  return pending.length > 0
    ? `, promised by ${pending.join(', ')} and not attested yet: no time is proved`
    : ', by nothing that is understood here: no time is proved';
}
