import { ArchiveError, optional } from '../model/index.ts';
import type { CatalogueFault, WarcFile } from '../store/index.ts';
import { fileNamed, folderOf, listWarcFiles, scanWarc } from '../warc/index.ts';
import type { Services } from './services.ts';

/** What the capture files are like, and which of those on record could not be looked at. */
export interface CapturesExamined {
  readonly records: number;
  /** Capture files that were looked at. */
  readonly files: number;
  /** The bucket, where captures lie in one, and why it could not be read, if so. */
  readonly bucket?: { readonly name: string; readonly fault?: string };
  /** Capture files on record that lie where this cannot look: no fault of theirs. How many, and in a sentence each
   * why; unset: none. */
  readonly notLookedAt?: { readonly files: number; readonly says: readonly string[] };
  /** Capture files that are not in the bucket yet, where captures lie in one: of this host, and of other
   * workers, by their names; unset: all are. */
  readonly notUploaded?: { readonly own: number; readonly others: readonly string[] };
}

/** Why a capture file on record is not to be had here. */
type Absent = 'missing' | 'in the bucket' | 'with another worker';

/**
 * Looks every capture file over that is to be had. What is wrong goes to `faults`. A bucket that does not
 * answer is told once, and only what lies in the folder is looked at then.
 */
export async function examineCaptures(
  services: Services,
  faults: CatalogueFault[],
): Promise<CapturesExamined> {
  const listed = await services.store.warcFiles();
  const { looked, records, fault } = await lookOver(services, listed, faults);
  const absent = listed.filter(({ file }) => !looked.has(file));
  const why = Map.groupBy(absent, (one) => whyAbsent(services, one, fault));
  for (const one of why.get('missing') ?? []) faults.push(missing(services, one));
  const others = why.get('with another worker') ?? [];
  return {
    ...{ records, files: looked.size },
    ...bucketTold(services, fault),
    ...notLookedAt(services, why.get('in the bucket') ?? [], others, fault),
    ...uploadsTold(services, listed, others),
  };
}

interface LookedOver {
  /** Names of files. */
  readonly looked: ReadonlySet<string>;
  readonly records: number;
  /** Why the bucket cannot be read. */
  readonly fault: string | undefined;
}

async function lookOver(
  services: Services,
  listed: readonly WarcFile[],
  faults: CatalogueFault[],
): Promise<LookedOver> {
  const known = new Map(listed.map((one) => [one.file, one.length]));
  const looked = new Set<string>();
  let records = 0;
  const { files, ...place } = await filesOf(services);
  let { fault } = place;
  for (const { file, length, isHere } of files) {
    if (fault !== undefined && !isHere) continue;
    const said = known.get(file) ?? 0;
    try {
      records += await examineFile(services, { file, length: said }, faults);
    } catch (error) {
      if (!(error instanceof ArchiveError) || !isAway(error)) throw error;
      fault = error.message;
      continue;
    }
    looked.add(file);
    if (length < said) faults.push(shortened(file, length, said));
  }
  return { looked, records, fault };
}

interface Listed {
  readonly files: readonly {
    readonly file: string;
    readonly length: number;
    readonly isHere: boolean;
  }[];
  /** Why the bucket does not tell what it has. */
  readonly fault?: string;
}

async function filesOf({ captures, uploads }: Services): Promise<Listed> {
  const own = await listWarcFiles(folderOf(captures));
  const here = new Set(own.map(({ file }) => file));
  try {
    const all = await listWarcFiles(captures);
    return { files: all.map((one) => ({ ...one, isHere: here.has(one.file) })) };
  } catch (error) {
    if (uploads === undefined || !(error instanceof ArchiveError)) throw error;
    return { files: own.map((one) => ({ ...one, isHere: true })), fault: error.message };
  }
}

/** A bucket that does not answer, or refuses to: nothing is known of what lies there. */
const isAway = ({ code }: ArchiveError): boolean => code === 'unreachable' || code === 'refused';

/** Where captures are shared, what another worker has not uploaded is in its folder, and what is uploaded in the
 * bucket, whose name may not be given, or which may be away. */
function whyAbsent(
  { captures, uploads, worker }: Services,
  { file, uploaded }: WarcFile,
  fault: string | undefined,
): Absent {
  if (uploaded !== undefined) {
    return uploads === undefined || fault !== undefined ? 'in the bucket' : 'missing';
  }
  const of = fileNamed(file)?.worker;
  const isOthers = typeof captures !== 'string' && of !== undefined && of !== worker;
  return isOthers ? 'with another worker' : 'missing';
}

function missing({ uploads }: Services, { file }: WarcFile): CatalogueFault {
  const where = uploads === undefined ? 'there' : `there, nor in ${uploads.bucket.name}`;
  const message = `${file}: this capture file is not ${where}; bring it back from a backup.`;
  return { kind: 'missing-file', message };
}

function shortened(file: string, length: number, said: number): CatalogueFault {
  const message = `${file}: it has ${length} bytes where the catalogue knows ${said}; bring it back from a backup.`;
  return { kind: 'short-file', message };
}

function bucketTold(
  { uploads }: Services,
  fault: string | undefined,
): Pick<CapturesExamined, 'bucket'> {
  return uploads === undefined
    ? {}
    : { bucket: { name: uploads.bucket.name, ...optional('fault', fault) } };
}

function notLookedAt(
  { uploads }: Services,
  inBucket: readonly WarcFile[],
  others: readonly WarcFile[],
  fault: string | undefined,
): Pick<CapturesExamined, 'notLookedAt'> {
  const files = inBucket.length + others.length;
  if (files === 0) return {};
  const name = uploads?.bucket.name;
  const unread =
    name === undefined
      ? 'in a bucket; name it with BACKISSUE_CAPTURES.'
      : `in ${name}, which does not answer as it should: ${fault}`;
  return {
    notLookedAt: {
      files,
      says: [
        ...(inBucket.length === 0 ? [] : [`${inBucket.length} ${unread}`]),
        ...workersOf(others).map(
          ([worker, count]) =>
            `${count} with worker ${worker}, which has not uploaded them yet; look there.`,
        ),
      ],
    },
  };
}

/** How many files each worker has, by their names. */
function workersOf(files: readonly WarcFile[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { file } of files) {
    const worker = fileNamed(file)?.worker ?? '';
    counts.set(worker, (counts.get(worker) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}

function uploadsTold(
  { uploads }: Services,
  known: readonly WarcFile[],
  others: readonly WarcFile[],
): Pick<CapturesExamined, 'notUploaded'> {
  if (uploads === undefined) return {};
  const waiting = known.filter(({ uploaded }) => uploaded === undefined).length;
  if (waiting === 0) return {};
  const names = workersOf(others).map(([worker]) => worker);
  return { notUploaded: { own: waiting - others.length, others: names } };
}

/**
 * Every damaged record is named with its file, place and address; the search goes on with the next
 * capture that the catalogue knows. Damage beyond the length on record is no fault: a capture under
 * way, or what a crash left; the next opening for writing takes it in or sets it aside. Throws what a bucket
 * that is away throws.
 */
async function examineFile(
  services: Services,
  said: WarcFile,
  faults: CatalogueFault[],
): Promise<number> {
  let records = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    let end = from;
    try {
      for await (const { locator } of scanWarc(services.captures, said.file, from)) {
        records += 1;
        end = locator.offset + locator.length;
      }
      return records;
    } catch (error) {
      if (!(error instanceof ArchiveError) || isAway(error)) throw error;
      if (end >= said.length) return records;
      const { of, next } = await services.store.capturesBeside(said.file, end);
      const url = of === undefined ? '' : ` It belongs to the capture ${of.id} of ${of.askedUrl}.`;
      faults.push({ kind: 'damaged-record', message: `${error.message}${url}` });
      from = next?.record.offset;
    }
  }
  return records;
}
