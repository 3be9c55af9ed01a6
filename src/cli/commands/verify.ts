import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type ArchiveCopy,
  archiveCopy,
  auditCopy,
  type CopyAudit,
  compareViews,
  type Look,
  looksAt,
  openView,
  type Policy,
  parsePolicy,
  readKey,
  type SeenHeads,
  seenHeads,
  type VerifierKey,
} from '../../audit/index.ts';
import { errorFrom } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { bucketFiles, captureUploads } from '../capture-uploads.ts';
import { keyOption } from '../key-option.ts';
import type { Session } from '../session.ts';
import { stampDocument, stampLines, stampMeans } from '../stamp-lines.ts';
import { textOfFile } from '../text-of-file.ts';

export function addVerifyCommand(add: Adder): void {
  add(
    'verify [place]',
    'check an archive, or a mirror of one, from its bytes: captures, ledger, records',
    verify,
  )
    .option('--key <KEY|FILE>', "the log's verifier key; default: the one seen there first")
    .option('--policy <FILE>', 'logs that are believed, and witnesses that must have cosigned')
    .option('--stamp-ca <FILE>', 'certificates (PEM) of authorities whose time stamps are believed')
    .option(
      '--block-headers <FILE>',
      "headers of Bitcoin's blocks that OpenTimestamps are held against",
    )
    .option('--against <place>', 'also hold it against another copy, for two histories')
    .option('--evidence <FILE>', 'where two histories are written to (default: split-view.json)')
    .option('--looked <URL>', 'also tell when rounds looked at an address, and what came of it')
    .option('--new', 'check only what came since it was last verified')
    .option('--seen <DIR>', 'where it is kept what was seen of logs before');
}

async function verify(session: Session, [named]: readonly string[], flags: Flags): Promise<void> {
  const place = named ?? session.config.archive;
  const isOwn = absolute(place) === absolute(session.config.archive);
  const bucket = isOwn ? captureUploads(session)?.bucket : undefined;
  const copy = archiveCopy(place, bucket && bucketFiles(bucket));
  const key = await givenKey(flags['key']);
  const policy = await givenPolicy(flags['policy']);
  const seen = seenFolder(session, flags['seen']);
  const known = key ?? (await seen?.keyAt(absolute(place)));
  const audit = await auditCopy(copy, {
    ...{ place: absolute(place), now: session.terminal.now(), onlyNew: flags['new'] === true },
    ...(key && { key }),
    ...(policy && { policy }),
    ...(seen && { seen }),
    stamps: await stampMeans(flags['stampCa'], flags['blockHeaders']),
  });
  const other = flags['against'];
  const split =
    typeof other === 'string' ? await compared(copy, other, known, flags['evidence']) : undefined;
  session.exit(codeOf(audit, split));
  const looks = await looksIn(copy, audit, flags['looked']);
  session.answer({ ...documentOf(audit, split), ...(looks && { looks }) }, () => [
    ...linesOf(audit, split),
    ...(looks === undefined ? [] : lookLines(looks)),
  ]);
}

/** What could not be reached is no damage; it failed all the same. */
function codeOf({ ok, captures, ledger, kept }: CopyAudit, split: string | undefined): number {
  if (split !== undefined || ledger?.ok === false || kept.some((one) => !one.ok)) return 3;
  if (captures?.faults.some(({ kind }) => kind !== 'unreachable')) return 3;
  return ok ? 0 : 1;
}

const absolute = (place: string): string =>
  /^https?:\/\//i.test(place) ? place.replace(/\/+$/, '') : resolve(place);

async function givenKey(given: Flags[string]): Promise<VerifierKey | undefined> {
  const key = keyOption(given);
  return key === undefined ? undefined : readKey(key);
}

async function givenPolicy(file: Flags[string]): Promise<Policy | undefined> {
  return typeof file === 'string' ? await parsePolicy(textOfFile(file)) : undefined;
}

/** Without a home there is nowhere to keep it. */
function seenFolder({ terminal }: Session, given: Flags[string]): SeenHeads | undefined {
  if (typeof given === 'string') return seenHeads(given);
  const { XDG_STATE_HOME: state, HOME: home } = terminal.env;
  if (state) return seenHeads(join(state, 'backissue', 'seen'));
  return home ? seenHeads(join(home, '.local', 'state', 'backissue', 'seen')) : undefined;
}

/** Two histories, written to a file that anybody can check. */
async function compared(
  copy: ArchiveCopy,
  other: string,
  key: VerifierKey | undefined,
  given: Flags[string],
): Promise<string | undefined> {
  const one = await openView(copy, key);
  const view = await compareViews(one, await openView(archiveCopy(other), key ?? one.key));
  if (view === undefined) return undefined;
  const file = typeof given === 'string' ? given : 'split-view.json';
  try {
    await writeFile(file, `${JSON.stringify(view, undefined, 2)}\n`);
  } catch (thrown) {
    throw errorFrom(thrown, file);
  }
  return file;
}

/** The looks at an address, where they are asked for. */
async function looksIn(
  { ledger: files }: ArchiveCopy,
  { ledger }: CopyAudit,
  url: Flags[string],
): Promise<readonly Look[] | undefined> {
  if (typeof url !== 'string') return undefined;
  return files === undefined ? [] : await looksAt(files, ledger?.size ?? 0, url);
}

/** More are told in the document alone. */
const mostLooks = 20;

function lookLines(looks: readonly Look[]): readonly string[] {
  if (looks.length === 0) return ['No round of this ledger tells that it was looked at.'];
  const told = looks.slice(-mostLooks);
  const more = looks.length - told.length;
  return [
    ...(more > 0 ? [`Looked at ${more} times before these:`] : []),
    ...told.map(({ since, until, outcome, index }) =>
      since === until
        ? `  looked at ${until}: ${outcome} (leaf ${index})`
        : `  looked at between ${since} and ${until}: ${outcome} (leaf ${index})`,
    ),
  ];
}

function documentOf(
  { ok, captures, ledger, kept, notLookedAt }: CopyAudit,
  split: string | undefined,
) {
  return {
    ok: ok && split === undefined,
    ...(ledger && { origin: ledger.origin, size: ledger.size, root: ledger.root }),
    ...(ledger?.cosigned && { cosigned: ledger.cosigned }),
    ...(ledger?.stamps && { stamps: ledger.stamps.map(stampDocument) }),
    ...(captures && {
      ...{ files: captures.files, records: captures.records, bytes: captures.bytes },
    }),
    ...(kept.length > 0 && {
      ledgers: kept.map(({ checkpoint: _note, stamps, ...one }) => ({
        ...one,
        ...(stamps && { stamps: stamps.map(stampDocument) }),
      })),
    }),
    faults: [
      ...(captures?.faults ?? []),
      ...(ledger?.faults ?? []),
      ...kept.flatMap(({ id, faults }) => faults.map((one) => ({ ...one, ledger: id }))),
    ],
    removed: [...(captures?.removed ?? []), ...(ledger?.removed ?? [])],
    ...(notLookedAt !== undefined && { notLookedAt }),
    ...(split !== undefined && { splitView: split }),
  };
}

function linesOf(
  { captures, ledger, kept, notLookedAt }: CopyAudit,
  split: string | undefined,
): readonly string[] {
  return [
    ...(captures === undefined ? [] : captureLines(captures)),
    ...(ledger === undefined ? [] : ledgerLines(ledger)),
    ...(notLookedAt === undefined
      ? []
      : [
          `${notLookedAt} captured bodies that the ledger names were not looked at: other workers have them, or the bucket (BACKISSUE_CAPTURES); \`backissue doctor\` tells whose they are.`,
        ]),
    ...kept.flatMap(ledgerLines),
    ...(split === undefined
      ? []
      : [`The two copies have different histories, signed by one key: ${split} proves it.`]),
  ];
}

const captureLines = (audit: NonNullable<CopyAudit['captures']>): readonly string[] => [
  `${audit.records} records in ${audit.files} files: ${audit.ok ? 'every byte is as it was captured.' : `${audit.faults.length} faults.`}`,
  ...audit.faults.map((fault) => `  ${fault.kind}: ${fault.message}`),
  ...audit.removed.map((one) => `  removed: capture ${one.capture} on ${one.at} (${one.reason})`),
];

const ledgerLines = (audit: NonNullable<CopyAudit['ledger']>): readonly string[] => [
  `${audit.size} leaves of ${audit.origin ?? 'an unknown log'}: ${audit.ok ? 'all of it is as it was signed.' : `${audit.faults.length} faults.`}`,
  ...(audit.cosigned ?? []).map(
    ({ at, name }) => `  cosigned by ${name} at ${new Date(at).toISOString()}`,
  ),
  ...stampLines(audit.stamps ?? []),
  ...audit.faults.map((fault) => `  ${fault.kind}: ${fault.message}`),
  ...audit.removed.map((one) => `  removed: leaf ${one.index} on ${one.at} (${one.reason})`),
];
