import {
  type EvidenceStamp,
  type LedgerFiles,
  listedStamps,
  proveLeafUnder,
  rootFromTiles,
  stampLine,
} from '../../audit/index.ts';
import { ArchiveError, optional } from '../../model/index.ts';
import {
  type Checkpoint,
  parseNote,
  parseTreeHead,
  type StampKind,
  type StampName,
  stampedPath,
  stampPath,
} from '../../tlog/index.ts';

/** A published log, and its checkpoint of now. */
interface View {
  readonly files: LedgerFiles;
  readonly checkpoint: Checkpoint;
}

/** So many stamps are looked through for one that is attested. */
const mostTried = 8;

/** The time stamps of an evidence file, and the proofs that its revisions' leaves are under them. */
export class EvidenceStamps {
  readonly #view: View | undefined;
  readonly #read = new Map<string, EvidenceStamp | undefined>();
  readonly #used = new Map<string, EvidenceStamp>();
  #listed: readonly StampName[] | undefined;

  /** Of a published log; unset: none is, and nothing is stamped. */
  constructor(view: View | undefined) {
    this.#view = view;
  }

  /** Those that were used so far, from the oldest on; undefined for none. */
  get stamps(): readonly EvidenceStamp[] | undefined {
    if (this.#used.size === 0) return undefined;
    const size = ({ name }: EvidenceStamp): number => Number.parseInt(name, 10);
    return [...this.#used.values()].sort((one, other) => size(one) - size(other));
  }

  /**
   * The earliest stamp of each kind that a leaf is under, for that says most of when it was there: the leaf's proofs under
   * the checkpoints that were stamped; undefined for none.
   */
  async proofsOf(index: number): Promise<readonly string[] | undefined> {
    if (this.#view === undefined) return undefined;
    const { checkpoint, files } = this.#view;
    const notes = new Map<number, string>();
    for (const kind of ['rfc3161', 'opentimestamps'] as const) {
      const found = await this.#earliest(this.#view, kind, index);
      if (found === undefined) continue;
      this.#used.set(found.name, found);
      notes.set(Number.parseInt(found.name, 10), found.checkpoint);
    }
    if (notes.size === 0) return undefined;
    return await Promise.all(
      [...notes].map(([size, note]) => proveLeafUnder(files, checkpoint, { size, note }, index)),
    );
  }

  /** Of proofs one that leads to a block, or else the first promise. */
  async #earliest(view: View, kind: StampKind, index: number): Promise<EvidenceStamp | undefined> {
    this.#listed ??= await listed(view);
    const over = this.#listed.filter((one) => one.kind === kind && one.size > index);
    let promised: EvidenceStamp | undefined;
    for (const name of over.slice(0, mostTried)) {
      const stamp = await this.#stamp(view, name);
      if (stamp === undefined) continue;
      if (kind === 'rfc3161' || stamp.says.includes('Bitcoin ')) return stamp;
      promised ??= stamp;
    }
    return promised;
  }

  async #stamp(view: View, name: StampName): Promise<EvidenceStamp | undefined> {
    const path = stampPath(name);
    if (!this.#read.has(path)) this.#read.set(path, await made(view, name));
    return this.#read.get(path);
  }
}

async function listed({ checkpoint, files }: View): Promise<readonly StampName[]> {
  const all = await listedStamps(files);
  const own = all.filter(({ size }) => size <= checkpoint.size);
  return own.sort((one, other) => one.size - other.size || one.number - other.number);
}

/** What is not there, or not good, proves nothing and is left out: `verify` names it. */
async function made(view: View, name: StampName): Promise<EvidenceStamp | undefined> {
  const { files } = view;
  const stamped = await files.read(stampedPath(name.size));
  const bytes = await files.read(stampPath(name));
  if (stamped === undefined || bytes === undefined) return undefined;
  if (!(await isOfLog(view, stamped, name.size))) return undefined;
  const by = name.kind === 'rfc3161' ? await signerOf(bytes, stamped) : undefined;
  if (name.kind === 'rfc3161' && by === undefined) return undefined;
  const stamp = {
    ...{ name: stampPath(name).slice('stamp/'.length), says: '' },
    checkpoint: new TextDecoder().decode(stamped),
    bytes: Buffer.from(bytes).toString('base64'),
  };
  const says = await stampLine(stamp);
  return says ? { ...stamp, says, ...optional('by', by) } : undefined;
}

async function isOfLog(
  { checkpoint, files }: View,
  stamped: Uint8Array,
  size: number,
): Promise<boolean> {
  try {
    const head = parseTreeHead(parseNote(stamped).text);
    const root = await rootFromTiles(files, size, checkpoint.size);
    return (
      head.origin === checkpoint.origin && head.size === size && root?.equals(head.root) === true
    );
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return false;
    throw thrown;
  }
}

async function signerOf(reply: Uint8Array, stamped: Uint8Array): Promise<string | undefined> {
  const { checkReply } = await import('../../tsp/index.ts');
  try {
    return checkReply(reply, { stamped }).by;
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return undefined;
    throw thrown;
  }
}
