/** What the name of a capture file tells. */
export interface FileNamed {
  /** When it was begun, in ms since 1970. */
  readonly startedAt: number;
  /** The worker whose file it is; unset: that of an archive that has one alone. */
  readonly worker?: string;
}

const longest = 63;
const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const likeWritten = /(?:^|-)r\d+$/;

/**
 * Whether a worker may be called so: like one label of a host's name (RFC 1123; its lower-case letters, digits and
 * inner hyphens, up to 63), and not with an end like that of a file that was written anew (`…-r1`), since the name
 * stands in those of its files.
 */
export const isWorkerName = (name: string): boolean =>
  name.length <= longest && label.test(name) && !likeWritten.test(name);

/** The start of a file's name, for a moment (UTC, 14 digits), a serial and a worker. */
export function fileStem(stamp: string, serial: number, worker: string | undefined): string {
  const own = worker === undefined ? '' : `-${worker}`;
  return `backissue-${stamp}-${String(serial).padStart(5, '0')}${own}`;
}

const ours =
  /(?:^|\/)backissue-(\d{14})-\d{5,}(?:-(?!r\d+\.)([a-z0-9][a-z0-9-]*?))?(?:-r\d+)?\.warc\.gz$/;

/** What a file's name tells; undefined for one that is none of ours. */
export function fileNamed(file: string): FileNamed | undefined {
  const [, stamp, worker] = ours.exec(file) ?? [];
  if (stamp === undefined) return undefined;
  const text = stamp.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
  const startedAt = Date.parse(text);
  return { startedAt, ...(worker === undefined ? {} : { worker }) };
}

/** Whether a name in its folder is that of a file with this stem that was written anew, or of what is left of one. */
export const isOfWritingAnew = (name: string, stem: string): boolean =>
  name.startsWith(`${stem}-r`) && /^\d+\./.test(name.slice(stem.length + 2));

const written = /^(.*?)(?:-r(\d+))?\.warc\.gz$/;

/** Whether a file is another written anew, once or more often (`…-r1.warc.gz`). */
export function isLaterWriting(file: string, of: string): boolean {
  const [, stem, number = '0'] = written.exec(file) ?? [];
  const [, before, lower = '0'] = written.exec(of) ?? [];
  return stem !== undefined && stem === before && Number(number) > Number(lower);
}
