import type { HttpClient } from '../../http/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import { errorFrom, type Now } from '../../model/index.ts';
import { bareNote } from '../../tlog/index.ts';
import { askAuthority } from './ask-authority.ts';
import type { StampAnswer } from './stamp-answer.ts';
import { keepStamp } from './stamp-files.ts';
import { type StampServer, stampServerName } from './stamp-server.ts';
import {
  readStampState,
  type ServerState,
  type StampState,
  writeStampState,
} from './stamp-state.ts';
import { askedAgainAt, isDue } from './stamp-times.ts';

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
  readonly http: Pick<HttpClient, 'post'>;
  readonly now: Now;
}

interface Asked {
  readonly size: number;
  readonly stamped: Uint8Array;
}

/**
 * Has checkpoints stamped. Of a server that does not answer a stamp stays wanted, and it is asked again, ever more
 * rarely: always for the newest checkpoint, since a stamp over that is one over all before it.
 */
export class StampDesk {
  readonly #means: DeskMeans;
  #state: StampState | undefined;
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
    this.#state ??= await readStampState(place.stateFile);
    const size = checkpoint?.size ?? 0;
    const how = { size, now: now(), everyMs: place.everyMs };
    const due = place.servers.filter((server) => {
      const state = this.#stateOf(server);
      return atOnce ? size > (state.size ?? 0) : isDue(state, how);
    });
    if (checkpoint === undefined || due.length === 0) return [];
    const stamped = new TextEncoder().encode(bareNote(checkpoint.note, checkpoint.origin));
    const asked = { size, stamped };
    const answers = await Promise.all(
      due.map(async (server) => ({ server, answer: await this.#askOne(server, asked) })),
    );
    const told: string[] = [];
    for (const { answer, server } of answers) {
      const name = stampServerName(server);
      const after = await this.#keep(server, asked, answer);
      if (after.fault !== undefined && (atOnce || after.fault !== this.#stateOf(server).fault)) {
        told.push(`${name} stamped nothing: ${after.fault} It is asked again.`);
      }
      this.#state = { ...this.#state, servers: { ...this.#state.servers, [name]: after } };
    }
    await writeStampState(place.stateFile, this.#state);
    return told;
  }

  #stateOf(server: StampServer): ServerState {
    return this.#state?.servers[stampServerName(server)] ?? { tries: 0 };
  }

  async #askOne({ url }: StampServer, { stamped }: Asked): Promise<StampAnswer> {
    try {
      return await askAuthority(this.#means.http, url, stamped);
    } catch (thrown) {
      return { fault: errorFrom(thrown, url).message };
    }
  }

  /** Keeps what a server gave; gives how it stands with it now. */
  async #keep(server: StampServer, asked: Asked, answer: StampAnswer): Promise<ServerState> {
    const now = this.#means.now();
    if ('bytes' in answer) {
      const { bytes } = answer;
      await keepStamp(this.#means.folder, { kind: server.kind, ...asked, bytes });
      return { size: asked.size, at: now, tries: 0 };
    }
    const { fault: _before, since = now, tries: triesBefore, ...last } = this.#stateOf(server);
    const tries = triesBefore + 1;
    const next = askedAgainAt(now, tries, answer.waitMs);
    return { ...last, since, tries, next, fault: answer.fault };
  }
}
