import type { HttpClient } from '../../http/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import { errorFrom, type Now } from '../../model/index.ts';
import {
  bareNote,
  formatOts,
  mergeOts,
  type OtsNode,
  otsOps,
  type StampServer,
  stampPath,
  stampServerName,
} from '../../tlog/index.ts';
import { askAuthority } from './ask-authority.ts';
import { askCalendar, stampedDigest } from './ask-calendar.ts';
import type { StampAnswer } from './stamp-answer.ts';
import { keepStamp } from './stamp-files.ts';
import {
  readStampState,
  type ServerState,
  type StampState,
  writeStampState,
} from './stamp-state.ts';
import { askedAgainAt, isDue } from './stamp-times.ts';
import { attestedAt, isProofDue, upgradeProof } from './upgrade-proofs.ts';

/** Where time stamps are asked for, and how often. */
export interface StampPlace {
  readonly servers: readonly StampServer[];
  /** Between two stamps of one server, least, in ms. */
  readonly everyMs: number;
  /** Where it is kept how it stands with them. */
  readonly stateFile: string;
}

interface DeskMeans {
  readonly place: StampPlace;
  /** Of the published ledger. */
  readonly folder: string;
  readonly http: Pick<HttpClient, 'post' | 'fetch'>;
  readonly now: Now;
}

interface Asked {
  readonly size: number;
  readonly stamped: Uint8Array;
}

interface Answered {
  readonly server: StampServer;
  readonly answer: StampAnswer | { readonly node: OtsNode };
}

/** So many proofs are asked after, the newest; older promises were not kept and will not be. */
const mostProofs = 32;
/** And for so long at a time, in ms; those that are left are asked after at the next. */
const longestRound = 30_000;

/**
 * Has checkpoints stamped. Of a server that does not answer a stamp stays wanted, and it is asked again, ever more
 * rarely: always for the newest checkpoint, since a stamp over that is one over all before it.
 */
export class StampDesk {
  readonly #means: DeskMeans;
  #state: StampState = { servers: {}, proofs: {} };
  #reading: Promise<void> | undefined;
  #asking: Promise<readonly string[]> | undefined;

  constructor(means: DeskMeans) {
    this.#means = means;
  }

  /**
   * Asks whoever is due for a stamp over the published checkpoint; `atOnce`: everybody who has not stamped it. Gives in
   * one sentence each what did not come and had come before, or is asked for the first time. Nobody is waited for longer
   * than ten seconds. While it asks, it is not asked again.
   */
  ask(ledger: Pick<Ledger, 'checkpoint'>, atOnce = false): Promise<readonly string[]> {
    this.#asking ??= this.#ask(ledger, atOnce).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(
    { checkpoint }: Pick<Ledger, 'checkpoint'>,
    atOnce: boolean,
  ): Promise<readonly string[]> {
    const { now, place } = this.#means;
    this.#reading ??= this.#read(place.stateFile);
    await this.#reading;
    await this.#askAfter(atOnce);
    const size = checkpoint?.size ?? 0;
    const how = { size, now: now(), everyMs: place.everyMs };
    const due = place.servers.filter((server) => {
      const state = this.#stateOf(server);
      return atOnce ? size > (state.size ?? 0) : isDue(state, how);
    });
    if (checkpoint === undefined || due.length === 0) return [];
    const stamped = new TextEncoder().encode(bareNote(checkpoint.note, checkpoint.origin));
    const asked = { size, stamped };
    const answers = await Promise.all(due.map((server) => this.#askOne(server, asked)));
    await this.#keep(asked, answers);
    const told = answers.flatMap((one) => this.#note(one, size, atOnce) ?? []);
    await writeStampState(place.stateFile, this.#state);
    return told;
  }

  async #read(file: string): Promise<void> {
    this.#state = await readStampState(file);
  }

  #stateOf(server: StampServer): ServerState {
    return this.#state.servers[stampServerName(server)] ?? { tries: 0 };
  }

  async #askOne(server: StampServer, { stamped }: Asked): Promise<Answered> {
    const { kind, url } = server;
    const askThem = kind === 'rfc3161' ? askAuthority : askCalendar;
    try {
      return { server, answer: await askThem(this.#means.http, url, stamped) };
    } catch (thrown) {
      return { server, answer: { fault: errorFrom(thrown, url).message } };
    }
  }

  /** Keeps what came: each token by itself, what calendars promise in one proof. */
  async #keep(asked: Asked, answers: readonly Answered[]): Promise<void> {
    const { folder, now } = this.#means;
    const nodes: OtsNode[] = [];
    for (const { answer } of answers) {
      if ('node' in answer) nodes.push(answer.node);
      else if ('bytes' in answer) {
        await keepStamp(folder, { kind: 'rfc3161', ...asked, bytes: answer.bytes });
      }
    }
    if (nodes.length === 0) return;
    const proof = { hash: otsOps.sha256, digest: stampedDigest(asked.stamped) };
    const bytes = formatOts({ ...proof, node: nodes.reduce(mergeOts) });
    const name = await keepStamp(folder, { kind: 'opentimestamps', ...asked, bytes });
    this.#keepProofs({ [stampPath(name)]: { tries: 0, next: attestedAt(now(), 0) } });
  }

  #keepProofs(more: StampState['proofs']): void {
    const all = Object.entries({ ...this.#state.proofs, ...more });
    this.#state = { ...this.#state, proofs: Object.fromEntries(all.slice(-mostProofs)) };
  }

  /** Notes how it stands with a server after it answered; gives in a sentence what is new and not well. */
  #note({ answer, server }: Answered, size: number, atOnce: boolean): string | undefined {
    const now = this.#means.now();
    const name = stampServerName(server);
    const before = this.#stateOf(server);
    const after = stateAfter(before, answer, { size, now });
    this.#state = { ...this.#state, servers: { ...this.#state.servers, [name]: after } };
    const { fault } = after;
    if (fault === undefined || (!atOnce && fault === before.fault)) return undefined;
    return `${name} stamped nothing: ${fault} It is asked again.`;
  }

  /** Asks after proofs whose calendars have yet to say more. */
  async #askAfter(atOnce: boolean): Promise<void> {
    const { folder, http, now, place } = this.#means;
    const due = Object.entries(this.#state.proofs).filter(
      ([, state]) => atOnce || isProofDue(state, now()),
    );
    const round = AbortSignal.timeout(longestRound);
    for (const [path, { tries }] of due) {
      if (round.aborted) break;
      const isWaiting = await upgradeProof(path, { folder, http, round, servers: place.servers });
      const { [path]: _this, ...others } = this.#state.proofs;
      const next = { tries: tries + 1, next: attestedAt(now(), tries + 1) };
      // In its place: the newest stand last.
      const waiting = { ...this.#state.proofs, [path]: next };
      this.#state = { ...this.#state, proofs: isWaiting ? waiting : others };
    }
    if (due.length > 0) await writeStampState(place.stateFile, this.#state);
  }
}

function stateAfter(
  before: ServerState,
  answer: Answered['answer'],
  { now, size }: { readonly now: number; readonly size: number },
): ServerState {
  if (!('fault' in answer)) return { size, at: now, tries: 0 };
  const { fault: _before, since = now, tries: triesBefore, ...last } = before;
  const tries = triesBefore + 1;
  const next = askedAgainAt(now, tries, answer.waitMs);
  return { ...last, since, tries, next, fault: answer.fault };
}
