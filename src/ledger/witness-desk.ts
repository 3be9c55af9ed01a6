import { dirname } from 'node:path';
import { ArchiveError, type Now } from '../model/index.ts';
import {
  answerAddCheckpoint,
  formatVerifierKey,
  hashFromBase64,
  type SigningKey,
  type TreeHead,
  toBase64,
  type VerifierKey,
  type WitnessAnswer,
} from '../tlog/index.ts';
import { readIfThere, syncFolder, writeDurably } from './durable-file.ts';
import { drawKey, keepKey, readKey } from './key-file.ts';

/** What a witness is opened with. */
export interface WitnessOptions {
  /** Its key, mode 0600; made on first use. */
  readonly keyFile: string;
  /** Where it is kept what was cosigned last, by the key's id: outside of what a backup brings back. */
  readonly stateFile: (keyId: string) => string;
  /** The key's name where it is made: no spaces, no `+`. */
  readonly name: string;
  /** The logs it cosigns for. */
  readonly logs: readonly VerifierKey[];
  readonly now: Now;
}

/** Cosigns what other logs show it, as long as it grew from what it cosigned before. */
export interface Witness {
  /** Its verifier key as text, for policy files. */
  readonly vkey: string;
  /** Answers the body of an `add-checkpoint`; what was cosigned is on disk before it answers. */
  addCheckpoint(body: string): Promise<WitnessAnswer>;
}

/**
 * Opens a witness; makes its key on first use. Throws ArchiveError: as `readKey`, `refused` for a key of
 * which nothing is remembered (it could cosign what contradicts what it has cosigned), `corrupt` for a memory
 * that cannot be read.
 */
export async function openWitness(options: WitnessOptions): Promise<Witness> {
  const found = await readKey(options.keyFile);
  const key = found ?? (await drawKey(options.name, 'cosignature'));
  const path = options.stateFile(Buffer.from(key.id).toString('hex'));
  const text = (await readIfThere(path))?.toString('utf8');
  if (text === undefined) {
    if (found !== undefined) throw nothingRemembered(options.keyFile);
    // Remembered before the key is there, as with a log's own key.
    await keepSeen(path, new Map());
    await keepKey(options.keyFile, key);
  }
  return new Desk(options, { key, path, seen: readSeen(text ?? '', path) });
}

interface Memory {
  readonly key: SigningKey;
  readonly path: string;
  readonly seen: Map<string, TreeHead>;
}

class Desk implements Witness {
  readonly vkey: string;
  readonly #options: WitnessOptions;
  readonly #memory: Memory;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: WitnessOptions, memory: Memory) {
    this.#options = options;
    this.#memory = memory;
    this.vkey = formatVerifierKey(memory.key);
  }

  addCheckpoint(body: string): Promise<WitnessAnswer> {
    const done = this.#turn.then(() => this.#answer(body));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #answer(body: string): Promise<WitnessAnswer> {
    const { key, path, seen } = this.#memory;
    const { logs, now } = this.#options;
    const seconds = Math.floor(now() / 1000);
    const last = (origin: string) => seen.get(origin);
    const answer = await answerAddCheckpoint(body, { logs, last, key, seconds });
    const { keep } = answer;
    if (keep !== undefined && seen.get(keep.origin)?.size !== keep.size) {
      await keepSeen(path, new Map(seen).set(keep.origin, keep));
      seen.set(keep.origin, keep);
    }
    return answer;
  }
}

/** One line a log: its size, root in base64, name. */
async function keepSeen(path: string, seen: ReadonlyMap<string, TreeHead>): Promise<void> {
  const lines = [...seen.values()].map(
    ({ origin, root, size }) => `${size} ${toBase64(root)} ${origin}\n`,
  );
  await writeDurably(path, lines.join(''), 0o600);
  await syncFolder(dirname(path));
}

function readSeen(text: string, path: string): Map<string, TreeHead> {
  const seen = new Map<string, TreeHead>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, size, rootText = '', origin] = /^(\d{1,16}) (\S{44}) (\S+)$/.exec(line) ?? [];
    const root = hashFromBase64(rootText);
    if (root === undefined || origin === undefined) {
      throw new ArchiveError(
        'corrupt',
        `${path} does not tell what was cosigned last; bring the file back, or take a new key.`,
      );
    }
    seen.set(origin, { origin, size: Number(size), root });
  }
  return seen;
}

const nothingRemembered = (keyFile: string): ArchiveError =>
  new ArchiveError(
    'refused',
    `Nothing is remembered of what the witness key ${keyFile} cosigned, so it could contradict that; ` +
      'bring back the file witnessed-… from beside it, or move the key away: another is made.',
  );
