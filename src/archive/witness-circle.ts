import type { HttpClient } from '../http/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { ArchiveError, errorFrom, type Url } from '../model/index.ts';
import {
  bareNote,
  type Checkpoint,
  formatAddCheckpoint,
  meetsPolicy,
  openNote,
  type Policy,
  type PolicyKey,
  type VerifierKey,
} from '../tlog/index.ts';

/** For so long a witness may take to answer, in ms. */
const answerMs = 10_000;
const mostAnswerBytes = 65_536;

/** Asks the witnesses of a policy to cosign what was published. */
export class WitnessCircle {
  readonly #policy: Policy;
  readonly #http: Pick<HttpClient, 'post'>;
  /** What each witness has seen of the log, as far as it is known; by its name. */
  readonly #seen = new Map<string, number>();
  #asking: Promise<string | undefined> | undefined;

  constructor(policy: Policy, http: Pick<HttpClient, 'post'>) {
    this.#policy = policy;
    this.#http = http;
  }

  /**
   * Has the published checkpoint cosigned by those who have not cosigned it yet, and adds what they
   * sign to it. Gives in one sentence what is missing for the policy's quorum; undefined when nothing is.
   * Nobody is waited for longer than ten seconds. While it asks, it is not asked again.
   */
  ask(ledger: Ledger): Promise<string | undefined> {
    this.#asking ??= this.#askAll(ledger).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #askAll(ledger: Ledger): Promise<string | undefined> {
    const { checkpoint } = ledger;
    if (checkpoint === undefined) return undefined;
    const { witnesses } = this.#policy;
    const cosigned = await cosigners(checkpoint.note, this.#policy);
    const due = witnesses.filter(({ key, url }) => url !== undefined && !cosigned.includes(key));
    const told = await Promise.all(due.map((one) => this.#askOne(ledger, checkpoint, one)));
    const lines = told.flatMap(({ line }) => line ?? []);
    if (lines.length > 0) await ledger.addCosignatures(checkpoint.size, lines);
    const faults = told.flatMap(({ fault }) => fault ?? []);
    const all = await cosigners(`${checkpoint.note}${lines.join('')}`, this.#policy);
    if (meetsPolicy(this.#policy, all)) return undefined;
    return `Too few witnesses cosigned the ledger at ${checkpoint.size} leaves for the policy (${faults.join('; ') || 'none has an address to be asked at'}); they are asked again.`;
  }

  /** What one cosigned, or why it did not. */
  async #askOne(
    ledger: Ledger,
    checkpoint: Checkpoint,
    witness: PolicyKey,
  ): Promise<{ readonly line?: string; readonly fault?: string }> {
    try {
      const first = await this.#post(ledger, checkpoint, witness);
      // It has seen another size than was thought, and tells which.
      const answer = first.status === 409 ? await this.#post(ledger, checkpoint, witness) : first;
      if (answer.status !== 200) return { fault: `${witness.name} answered ${answer.status}` };
      const { key, name } = witness;
      // Its own line alone: whatever else it says does not get into our checkpoint.
      const own = answer.text.split('\n').find((line) => line.startsWith(`— ${key.name} `));
      await openNote(`${checkpoint.note}${own}\n`, [key]);
      this.#seen.set(name, checkpoint.size);
      return { line: `${own}\n` };
    } catch (thrown) {
      const { message } = errorFrom(thrown, witness.name);
      return { fault: `${witness.name}: ${message.replace(/\.$/, '')}` };
    }
  }

  async #post(ledger: Ledger, { note, size }: Checkpoint, { name, url = '' }: PolicyKey) {
    const oldSize = this.#seen.get(name) ?? 0;
    if (oldSize > size) {
      throw new ArchiveError(
        'conflict',
        `It has seen ${oldSize} leaves where ${size} are published.`,
      );
    }
    const proof = oldSize === 0 ? [] : await ledger.proveGrowth(oldSize, size);
    // Cosignatures of others are no business of this one.
    const checkpoint = bareNote(note, ledger.origin);
    const { status, content } = await this.#http.post({
      url: `${url.replace(/\/+$/, '')}/add-checkpoint` as Url,
      // Whoever wrote the policy is who runs this machine.
      ...{ allowPrivate: true, maxBytes: mostAnswerBytes, signal: AbortSignal.timeout(answerMs) },
      ...{ contentType: 'text/plain; charset=utf-8' },
      body: new TextEncoder().encode(formatAddCheckpoint({ oldSize, proof, checkpoint })),
    });
    const text = new TextDecoder().decode(content);
    if (status === 409 && /^\d{1,15}\n?$/.test(text)) this.#seen.set(name, Number(text));
    return { status, text };
  }
}

/** The witnesses of a policy that cosigned a note, by their keys. Bad signatures of theirs count for nothing. */
export async function cosigners(note: string, { witnesses }: Policy): Promise<VerifierKey[]> {
  const good: VerifierKey[] = [];
  for (const { key } of witnesses) {
    try {
      await openNote(note, [key]);
      good.push(key);
    } catch (thrown) {
      if (!(thrown instanceof ArchiveError)) throw thrown;
    }
  }
  return good;
}
