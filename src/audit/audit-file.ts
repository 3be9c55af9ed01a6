import { ByteWindow } from './byte-window.ts';
import { type AuditFault, unreadable } from './fault.ts';
import { isOurs, type RecordFacts } from './identity.ts';
import { checkMember } from './member-check.ts';
import { nextMember } from './next-member.ts';

/** What one file held. */
export interface FileAudit {
  readonly records: number;
  readonly bytes: number;
  readonly faults: readonly AuditFault[];
  /** Captures whose content a takedown removed. */
  readonly removed: readonly RemovedPlace[];
}

/** Where a removed capture stood, and why it was removed. */
export interface RemovedPlace {
  readonly path: string;
  readonly offset: number;
  readonly capture: string;
  readonly reason: string;
  readonly at: string;
}

const bareId = (id: string): string => id.replace('urn:uuid:', '');

/** Work that damage may cost, so that a file made of near misses ends the search, not the audit. */
const mostTries = 100_000;
const mostWaste = 4 * 2 ** 30;

/** Checks one capture file; whatever goes wrong with it becomes a fault, the rest is told to `onFacts`. */
export async function auditFile(
  source: AsyncIterable<Uint8Array>,
  path: string,
  onFacts: (facts: RecordFacts) => void = () => undefined,
): Promise<FileAudit> {
  const file = new CaptureFile(path, new ByteWindow(source), onFacts);
  try {
    await file.check();
  } catch (thrown) {
    file.faults.push(unreadable(path, thrown));
  }
  return { records: file.records, bytes: file.bytes, faults: file.faults, removed: file.removed };
}

class CaptureFile {
  readonly faults: AuditFault[] = [];
  readonly removed: RemovedPlace[] = [];
  records = 0;
  readonly #path: string;
  readonly #window: ByteWindow;
  readonly #onFacts: (facts: RecordFacts) => void;
  #tries = mostTries;
  #waste = mostWaste;
  /** Id of the last capture; `unknown` right behind damage. */
  #capture: string | undefined | 'unknown';

  constructor(path: string, window: ByteWindow, onFacts: (facts: RecordFacts) => void) {
    this.#path = path;
    this.#window = window;
    this.#onFacts = onFacts;
  }

  get bytes(): number {
    return this.#window.end;
  }

  async check(): Promise<void> {
    try {
      let at: number | undefined = 0;
      while (at !== undefined && (await this.#window.reach(at, 1))) at = await this.#member(at);
    } finally {
      await this.#window.close();
    }
  }

  /** Checks the member at an offset and says where the next one begins. */
  async #member(offset: number): Promise<number | undefined> {
    const { outcome, inflated } = await checkMember(this.#window, offset);
    if ('end' in outcome) {
      this.#checkPlace(offset, outcome.facts);
      this.#onFacts(outcome.facts);
      this.records += 1;
      this.#window.drop(outcome.end);
      return outcome.end;
    }
    this.#fault(outcome.kind, offset, outcome.message);
    this.#capture = 'unknown';
    this.#waste -= inflated;
    const next = await nextMember(this.#window, offset + 1, this.#tries);
    this.#tries -= next.tried;
    return this.#tries > 0 && this.#waste > 0 ? next.at : this.#giveUp();
  }

  #checkPlace(offset: number, { type, id, concurrentTo, removed }: RecordFacts): void {
    if (offset === 0 && type !== 'warcinfo') {
      this.#fault('malformed-record', offset, 'begins the file, but is no warcinfo');
    }
    if (['response', 'revisit', 'resource', 'conversion'].includes(type)) this.#capture = id;
    if (removed !== undefined && concurrentTo === undefined) {
      const [reason = '', at = ''] = removed.split(' ');
      this.removed.push({ path: this.#path, offset, capture: bareId(id), reason, at });
      this.#capture = id;
    }
    if (type !== 'request' || concurrentTo === undefined || !isOurs(id)) return;
    if (this.#capture !== 'unknown' && this.#capture !== concurrentTo) {
      const message = `is the request of ${concurrentTo}, which does not stand before it`;
      this.#fault('malformed-record', offset, message);
    }
  }

  #fault(kind: AuditFault['kind'], offset: number, what: string): void {
    const message = `${this.#path}: the record at offset ${offset} ${what}; restore the file from a backup or a mirror.`;
    this.faults.push({ kind, path: this.#path, offset, message });
  }

  #giveUp(): undefined {
    const message = `${this.#path}: too much of it is damaged to look for more records; restore the file from a backup or a mirror.`;
    this.faults.push({ kind: 'unreadable', path: this.#path, message });
  }
}
