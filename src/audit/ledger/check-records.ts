import { sha256 } from '../../digest/index.ts';
import type { Leaf } from '../../tlog/index.ts';
import type { TakenDown } from './leaf-rules.ts';
import type { LedgerFault, OnFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { fieldsOfRecord, type RecordFields } from './record-fields.ts';

/** What of the archive is there beside the ledger, to hold records against. Digests are hex. */
export interface AuditBodies {
  /** Whether a body with this SHA-256 was captured; left out where no captures are at hand. */
  hasPayload?(sha256: string): boolean;
  /** The text with this SHA-256, undefined where it is not; left out where no texts are at hand. */
  text?(sha256: string): Promise<Uint8Array | undefined>;
}

/** Something removed, by what it was and why. */
export interface RemovedLeaf {
  readonly index: number;
  readonly reason: string;
  readonly at: string;
}

/** A record's path below the ledger's folder. */
export const recordPath = (digest: string): string => `record/${digest.slice(0, 2)}/${digest}.json`;

/** Checks the records of leaves against their lines, one another, and the bodies they name. */
export class RecordCheck {
  readonly removed: RemovedLeaf[] = [];
  readonly #files: LedgerFiles;
  readonly #bodies: AuditBodies;
  readonly #takedowns: ReadonlyMap<number, TakenDown>;
  readonly #leafAt: (index: number) => Promise<Leaf | undefined>;
  readonly #removedHere: ReadonlyMap<number, Omit<RemovedLeaf, 'index'>>;
  readonly #onFault: OnFault;

  constructor(means: {
    readonly files: LedgerFiles;
    readonly bodies: AuditBodies;
    readonly takedowns: ReadonlyMap<number, TakenDown>;
    /** Any leaf of the log, also one before those that are checked. */
    readonly leafAt: (index: number) => Promise<Leaf | undefined>;
    readonly removedHere?: ReadonlyMap<number, Omit<RemovedLeaf, 'index'>>;
    readonly onFault: OnFault;
  }) {
    this.#removedHere = means.removedHere ?? new Map();
    [this.#files, this.#bodies, this.#takedowns] = [means.files, means.bodies, means.takedowns];
    [this.#leafAt, this.#onFault] = [means.leafAt, means.onFault];
  }

  async check(index: number, leaf: Leaf): Promise<void> {
    const path = recordPath(leaf.record);
    const taken = this.#takedowns.get(index);
    if (taken !== undefined) return this.#remove(taken);
    const bytes = await this.#files.read(path);
    const here = this.#removedHere.get(index);
    if (bytes === undefined && here !== undefined) {
      this.removed.push({ index, ...here });
      return;
    }
    const fault = (kind: LedgerFault['kind'], what: string) =>
      this.#onFault({ kind, index, path, message: `The record of leaf ${index} ${what}.` });
    if (bytes === undefined) {
      return fault('missing-record', 'is missing, and no takedown says that it was removed');
    }
    const fields = sha256(bytes) === leaf.record ? fieldsOfRecord(bytes) : undefined;
    if (fields === undefined) return fault('altered-record', 'is not what was signed for');
    await this.#checkFields(index, leaf, fields, fault);
  }

  async #remove({ index, at, record }: TakenDown): Promise<void> {
    const bytes = await this.#files.read(recordPath(record));
    const fields = bytes && sha256(bytes) === record ? fieldsOfRecord(bytes) : undefined;
    this.removed.push({ index, reason: fields?.reason ?? 'unknown', at });
  }

  async #checkFields(
    index: number,
    leaf: Leaf,
    fields: RecordFields,
    fault: (kind: LedgerFault['kind'], what: string) => void,
  ): Promise<void> {
    if (fields.kind !== leaf.kind) fault('broken-chain', `is of another kind than ${leaf.kind}`);
    if (leaf.kind === 'revision' && Date.parse(fields.fetched ?? '') > Date.parse(leaf.time)) {
      fault('back-dated', `was fetched at ${fields.fetched}, after its leaf of ${leaf.time}`);
    }
    if (fields.rev !== undefined) await this.#checkChain(index, fields, fault);
    await this.#checkBodies(fields, fault);
  }

  async #checkChain(
    index: number,
    { rev, prev, url }: RecordFields,
    fault: (kind: LedgerFault['kind'], what: string) => void,
  ): Promise<void> {
    if (prev === undefined) {
      if (rev !== 1) fault('dropped', `is revision ${rev}, but names none before it`);
      return;
    }
    const before = prev.index < index ? await this.#leafAt(prev.index) : undefined;
    if (before?.record !== prev.record) {
      return fault('broken-chain', `follows leaf ${prev.index}, which is not the one it names`);
    }
    const bytes = await this.#files.read(recordPath(prev.record));
    const fields = bytes && fieldsOfRecord(bytes);
    // What was removed can no longer be held against it; what is missing is told at its own leaf.
    if (fields === undefined) return;
    if (fields.url !== url) fault('broken-chain', `follows one of another address, ${fields.url}`);
    if (fields.rev === undefined || rev !== fields.rev + 1) {
      fault('reordered', `is revision ${rev}, which does not follow revision ${fields.rev}`);
    }
  }

  async #checkBodies(
    { raw, text }: RecordFields,
    fault: (kind: LedgerFault['kind'], what: string) => void,
  ): Promise<void> {
    if (raw !== undefined && this.#bodies.hasPayload?.(raw) === false) {
      fault('missing-capture', `names the captured body ${raw}, which no capture holds`);
    }
    if (text === undefined || this.#bodies.text === undefined) return;
    const bytes = await this.#bodies.text(text);
    if (bytes === undefined) fault('missing-text', `names the text ${text}, which is missing`);
    else if (sha256(bytes) !== text) fault('altered-text', 'has another text than was signed for');
  }
}
