import { sha256 } from '../digest/index.ts';
import {
  type Checkpoint,
  formatVerifierKey,
  type Policy,
  parseVerifierKey,
  type VerifierKey,
} from '../tlog/index.ts';
import type { ArchiveCopy } from './archive-copy.ts';
import {
  type AuditFiles,
  auditCaptures,
  auditPackages,
  type CaptureAudit,
} from './audit-captures.ts';
import { isOurs, type RecordFacts } from './identity.ts';
import { removedFrom } from './kept-copies.ts';
import { auditLedger, type LedgerAudit, type LedgerAuditOptions } from './ledger/audit-ledger.ts';
import type { AuditBodies } from './ledger/check-records.ts';
import { keyChain } from './ledger/follow-key.ts';
import type { SeenHeads } from './ledger/seen-heads.ts';
import type { StampMeans } from './ledger/stamp-told.ts';

/** How a copy is checked. */
export interface CopyAuditOptions {
  /** Where it is: what was seen there before is held against it. */
  readonly place: string;
  /** The log's key, where it is known from elsewhere. */
  readonly key?: VerifierKey;
  /** Logs that are believed and witnesses who must have signed. */
  readonly policy?: Policy;
  readonly seen?: SeenHeads;
  /** Checks only what came since it was last seen. */
  readonly onlyNew?: boolean;
  /** What time stamps are checked with. */
  readonly stamps?: StampMeans;
  /** In ms. */
  readonly now: number;
}

/** What was found; `ok` without any fault in either. */
export interface CopyAudit {
  readonly ok: boolean;
  readonly captures?: CaptureAudit;
  readonly ledger?: LedgerAudit;
  /** How many captured bodies that the ledger's records name were not at hand, where the captures are a part of
   * the archive's: no fault, but not looked at. */
  readonly notLookedAt?: number;
  /** Ledgers of other archives that came with it. */
  readonly kept: readonly (LedgerAudit & { readonly id: string })[];
}

/**
 * Checks captures and ledger of a copy, and that the captures hold what the ledger's records name. A
 * place keeps the key that was first seen there (trust on first use), and a log must have grown from
 * what was seen of its key anywhere.
 */
export async function auditCopy(copy: ArchiveCopy, options: CopyAuditOptions): Promise<CopyAudit> {
  const payloads = new Payloads(copy.isPart === true);
  const own = await unlessOnlyNew(options, copy.captures, (files) =>
    auditCaptures(files, (facts) => payloads.add(facts)),
  );
  const captures = own ?? (await unlessOnlyNew(options, copy.packages, auditPackages));
  if (own?.faults.some(({ kind }) => kind === 'unreachable')) payloads.isPart = true;
  const ledger = await auditedLedger(copy, options, own && payloads);
  const kept = await auditedKept(copy, options);
  return {
    ok: captures?.ok !== false && ledger?.ok !== false && kept.every(({ ok }) => ok),
    kept,
    ...(captures && { captures }),
    ...(ledger && { ledger }),
    ...(payloads.lacking > 0 && { notLookedAt: payloads.lacking }),
  };
}

async function unlessOnlyNew(
  { onlyNew }: CopyAuditOptions,
  files: AuditFiles | undefined,
  audit: (files: AuditFiles) => Promise<CaptureAudit>,
): Promise<CaptureAudit | undefined> {
  return files && onlyNew !== true ? await audit(files) : undefined;
}

/** Ledgers of others, each by the key that its folder is named after. What their records name was captured
 * elsewhere. */
async function auditedKept(
  copy: ArchiveCopy,
  { place, ...options }: CopyAuditOptions,
): Promise<CopyAudit['kept']> {
  const { key: _ofItsOwn, ...how } = options;
  const audits = [];
  for (const { id, files } of await copy.kept()) {
    const key = await keyBeside(files);
    const removedHere = await removedFrom(files);
    const at = { ...how, place: `${place}/ledgers/${id}`, ...(key && { key }) };
    const audit = await auditedLedger({ ledger: files, removedHere }, at, undefined);
    const isNamed = key !== undefined && sha256(formatVerifierKey(key)).slice(0, 32) === id;
    if (audit !== undefined) audits.push({ id, ...audit, ...(!isNamed && otherKey(audit, id)) });
  }
  return audits;
}

const otherKey = (audit: LedgerAudit, id: string) => ({
  ok: false,
  faults: [
    ...audit.faults,
    {
      kind: 'forged-note',
      path: 'vkey',
      message: `The key in ledgers/${id} is another one.`,
    } as const,
  ],
});

async function auditedLedger(
  {
    ledger: files,
    removedHere,
  }: Pick<ArchiveCopy, 'ledger'> & Pick<LedgerAuditOptions, 'removedHere'>,
  { place, seen, now, onlyNew, ...given }: CopyAuditOptions,
  bodies: AuditBodies | undefined,
): Promise<LedgerAudit | undefined> {
  if (files === undefined) return undefined;
  const { policy } = given;
  // What a policy says of logs is more than what was seen at a place.
  const isBelieved = policy !== undefined && policy.logs.length > 0;
  const key = isBelieved
    ? given.key
    : (given.key ?? (await seen?.keyAt(place)) ?? (await keyBeside(files)));
  const before = key && seen && (await lastSeen(files, key, seen));
  const audit = await auditLedger(files, {
    now,
    ...(key && { key }),
    ...(policy && { policy }),
    ...(given.stamps && { stamps: given.stamps }),
    ...(before && { seen: before }),
    ...(before && onlyNew === true && { from: before.size }),
    ...(bodies && { bodies }),
    ...(removedHere && { removedHere }),
  });
  if (audit.ok && audit.vkey !== undefined && audit.checkpoint !== undefined) {
    await seen?.keep(place, audit.vkey, audit.checkpoint);
  }
  return audit;
}

/** The last that was seen of a log by the key that it is believed by, or one to which that has handed over. */
async function lastSeen(
  files: NonNullable<ArchiveCopy['ledger']>,
  key: VerifierKey,
  seen: SeenHeads,
): Promise<Checkpoint | undefined> {
  const note = await files.read('checkpoint');
  const keys = note && (await keyChain(files, key, note));
  let last: Checkpoint | undefined;
  for (const one of keys ?? [{ key }]) {
    const head = await seen.headOf(formatVerifierKey(one.key));
    if (head !== undefined && head.size >= (last?.size ?? 0)) last = head;
  }
  return last;
}

/** The bodies that captures hold, by their digests. */
class Payloads implements AuditBodies {
  readonly #digests = new Set<string>();
  /** Another crawler's records do not all tell theirs: then nothing is said to be missing. */
  #foreign = 0;
  readonly #lacking = new Set<string>();
  /** Whether there are captures that are not at hand. */
  isPart: boolean;

  constructor(isPart: boolean) {
    this.isPart = isPart;
  }

  /** Bodies that were asked for and may be in captures that are not at hand. */
  get lacking(): number {
    return this.#lacking.size;
  }

  add({ id, payload }: RecordFacts): void {
    if (payload !== undefined) this.#digests.add(payload);
    if (!isOurs(id)) this.#foreign += 1;
  }

  hasPayload(sha256: string): boolean {
    if (this.#foreign > 0 || this.#digests.has(sha256)) return true;
    if (this.isPart) this.#lacking.add(sha256);
    return this.isPart;
  }
}

async function keyBeside(
  files: NonNullable<ArchiveCopy['ledger']>,
): Promise<VerifierKey | undefined> {
  const text = new TextDecoder().decode(await files.read('vkey')).trim();
  // What is no key is told by the audit, which looks for it there too.
  return parseVerifierKey(text).catch(() => undefined);
}
