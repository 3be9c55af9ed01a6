/** What the name of a capture file tells. */
export interface FileNamed {
  /** When it was begun, in ms since 1970. */
  readonly startedAt: number;
  /** The worker whose file it is; unset: that of an archive that has one alone. */
  readonly worker?: string;
}

/** A worker's name as it stands in the names of its files: they are sorted by time, and rewritten as `…-r1`. */
export const workerName: RegExp = /^(?!r\d+$)[a-z0-9]{1,24}$/;

/** The start of a file's name, for a moment (UTC, 14 digits), a serial and a worker. */
export function fileStem(stamp: string, serial: number, worker: string | undefined): string {
  const own = worker === undefined ? '' : `-${worker}`;
  return `backissue-${stamp}-${String(serial).padStart(5, '0')}${own}`;
}

const ours = /(?:^|\/)backissue-(\d{14})-\d{5,}(?:-(?!r\d+\.)([a-z0-9]+))?(?:-r\d+)?\.warc\.gz$/;

/** What a file's name tells; undefined for one that is none of ours. */
export function fileNamed(file: string): FileNamed | undefined {
  const [, stamp, worker] = ours.exec(file) ?? [];
  if (stamp === undefined) return undefined;
  const text = stamp.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
  const startedAt = Date.parse(text);
  return { startedAt, ...(worker === undefined ? {} : { worker }) };
}

const written = /^(.*?)(?:-r(\d+))?\.warc\.gz$/;

/** Whether a file is another written anew, once or more often (`…-r1.warc.gz`). */
export function isLaterWriting(file: string, of: string): boolean {
  const [, stem, number = '0'] = written.exec(file) ?? [];
  const [, before, lower = '0'] = written.exec(of) ?? [];
  return stem !== undefined && stem === before && Number(number) > Number(lower);
}
