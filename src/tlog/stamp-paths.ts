/** How a moment is attested: by a time-stamping authority (RFC 3161), or in Bitcoin's chain (OpenTimestamps). */
export type StampKind = 'rfc3161' | 'opentimestamps';

/** A time stamp over a checkpoint, as a file beside the log. */
export interface StampName {
  /** Leaves of the checkpoint that it is over. */
  readonly size: number;
  /** Among the stamps over that checkpoint, from 1. */
  readonly number: number;
  readonly kind: StampKind;
}

/** Names the stamps there are, one a line, since a static host lists none. */
export const stampList = 'stamp/list';

/** A log has one a day and authority, for longer than anybody keeps it; whatever lists more is made up. */
const mostStamps = 100_000;

const endings: Readonly<Record<StampKind, string>> = { rfc3161: 'tsr', opentimestamps: 'ots' };
const shape = /^stamp\/([1-9]\d{0,15})\.([1-9]\d{0,3})\.(tsr|ots)$/;

/** Where the bytes are that stamps of a size are over: that checkpoint, with the log's own signature alone. */
export const stampedPath = (size: number): string => `stamp/${size}.checkpoint`;

/** Where a stamp is: `stamp/<size>.<number>.tsr` or `.ots`, below the ledger's folder. */
export const stampPath = ({ size, number, kind }: StampName): string =>
  `stamp/${size}.${number}.${endings[kind]}`;

/** The stamp that a path is of; undefined for any other path. */
export function stampAt(path: string): StampName | undefined {
  const [, size, number, ending] = shape.exec(path) ?? [];
  if (ending === undefined || !Number.isSafeInteger(Number(size))) return undefined;
  const kind = ending === 'tsr' ? 'rfc3161' : 'opentimestamps';
  return { size: Number(size), number: Number(number), kind };
}

/** Whether a path is one of those that stamps have. */
export const isStampPath = (path: string): boolean =>
  path === stampList ||
  stampAt(path) !== undefined ||
  /^stamp\/[1-9]\d{0,15}\.checkpoint$/.test(path);

/** The stamps that a list names, each once, in its order; lines that name none are passed over. */
export function parseStampList(text: string): readonly StampName[] {
  const paths = text.split('\n', mostStamps).map((line) => `stamp/${line}`);
  return [...new Set(paths)].flatMap((path) => stampAt(path) ?? []);
}

/** The text of a list. */
export const formatStampList = (stamps: readonly StampName[]): string =>
  stamps.map((one) => `${stampPath(one).slice('stamp/'.length)}\n`).join('');
