import { ArchiveError, optional } from '../model/index.ts';
import type { CatalogueFault, DatabaseState, Digest, WarcFile } from '../store/index.ts';
import { fileNamed, listWarcFiles, scanWarc } from '../warc/index.ts';
import { type HookState, listHooks } from './hooks.ts';
import { type LedgerHealth, ledgerHealth } from './ledger-health.ts';
import { troubledSources } from './overview.ts';
import type { Services } from './services.ts';
import { browserOf } from './shown-page.ts';
import { type Worker, workersOf } from './workers.ts';

export interface DoctorReport {
  readonly ok: boolean;
  readonly records: number;
  readonly files: number;
  readonly faults: readonly CatalogueFault[];
  /** Sources with something wrong: no fault of the archive. */
  readonly troubled: readonly {
    readonly id: string;
    readonly title: string;
    readonly reason: string;
  }[];
  /** The folder of site rules, where one is set: how many files hold rules, and which lines do not. */
  readonly siteRules?: { readonly files: number; readonly faults: readonly string[] };
  /** Where sources are followed whose pages a browser shows: how many, and the program, or why there is
   * none. */
  readonly browser?: {
    readonly sources: number;
    readonly executable?: string;
    readonly fault?: string;
  };
  /** The server that holds the catalogue, where one does; what it says is no fault of the catalogue. */
  readonly database?: DatabaseState;
  /** Capture files that are not in the bucket yet, where captures lie in one: of this host, and of other
   * workers, by their names; unset: all are. */
  readonly notUploaded?: { readonly own: number; readonly others: readonly string[] };
  /** The ledger, where it is published; what it says is no fault of the catalogue. */
  readonly ledger?: LedgerHealth;
  /** Digests that could not be sent; unset: none. */
  readonly digests?: readonly Digest[];
  /** Hooks whose receiver does not take what it is sent; unset: none. */
  readonly hooks?: readonly HookState[];
  /** Who works on the shared catalogue just now; unset: nobody, or one process alone. */
  readonly workers?: readonly Worker[];
}

/** Looks the whole archive over: the catalogue, every record of every capture file, and that the
 * two agree. Reads only. */
export async function examine(services: Services): Promise<DoctorReport> {
  const faults: CatalogueFault[] = [...(await services.store.check())];
  const listed = await services.store.warcFiles();
  const known = new Map(listed.map((one) => [one.file, one.length]));
  const files = await listWarcFiles(services.captures);
  const there = new Set(files.map(({ file }) => file));
  const others = listed.filter((one) => !there.has(one.file) && isWithOther(services, one));
  for (const one of listed) {
    if (there.has(one.file) || others.includes(one)) continue;
    faults.push({ kind: 'missing-file', message: missingSays(services, one) });
  }
  let records = 0;
  for (const { file, length } of files) {
    const said = known.get(file) ?? 0;
    if (length < said) {
      faults.push({
        kind: 'short-file',
        message: `${file}: it has ${length} bytes where the catalogue knows ${said}; bring it back from a backup.`,
      });
    }
    records += await examineFile(services, { file, length: said }, faults);
  }
  const troubled = (await troubledSources(services)).map(({ source, health }) => ({
    id: source.id,
    title: source.title,
    reason: health.reason,
  }));
  return {
    ok: faults.length === 0,
    records,
    files: files.length,
    faults,
    troubled,
    ...optional('database', await services.store.database?.(services.now)),
    ...uploadsTold(services, listed, others),
    ...rulesTold(services),
    ...(await browserTold(services)),
    ...optional('ledger', await ledgerHealth(services)),
    ...(await workTold(services)),
  };
}

/** A file that another worker has not uploaded yet is not missing. */
const isWithOther = ({ worker }: Services, { file, uploaded }: WarcFile): boolean => {
  const of = fileNamed(file)?.worker;
  return uploaded === undefined && worker !== undefined && of !== undefined && of !== worker;
};

const missingSays = ({ uploads }: Services, { file, uploaded }: WarcFile): string => {
  if (uploaded !== undefined && uploads === undefined) {
    return `${file}: this capture file lies in a bucket since ${uploaded}; name it with BACKISSUE_CAPTURES.`;
  }
  const where = uploads === undefined ? 'there' : `there, nor in ${uploads.bucket.name}`;
  return `${file}: this capture file is not ${where}; bring it back from a backup.`;
};

function uploadsTold(
  { uploads }: Services,
  known: readonly WarcFile[],
  others: readonly WarcFile[],
): Pick<DoctorReport, 'notUploaded'> {
  if (uploads === undefined) return {};
  const waiting = known.filter(({ uploaded }) => uploaded === undefined).length;
  if (waiting === 0) return {};
  const names = new Set(others.flatMap(({ file }) => fileNamed(file)?.worker ?? []));
  return { notUploaded: { own: waiting - others.length, others: [...names].sort() } };
}

async function workTold(
  services: Services,
): Promise<Pick<DoctorReport, 'hooks' | 'digests' | 'workers'>> {
  const ill = (await listHooks(services)).filter(({ state }) => state !== 'well');
  const workers = await workersOf(services);
  const unsent = (await services.store.digests()).filter(({ progress }) => progress.failures > 0);
  return {
    ...(ill.length === 0 ? {} : { hooks: ill }),
    ...(unsent.length === 0 ? {} : { digests: unsent }),
    ...(workers.length === 0 ? {} : { workers }),
  };
}

async function browserTold(services: Services): Promise<Pick<DoctorReport, 'browser'>> {
  const all = await services.store.sources();
  const sources = all.filter((one) => one.browser && one.state === 'followed').length;
  if (sources === 0) return {};
  try {
    return { browser: { sources, executable: browserOf(services).executable() } };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { browser: { sources, fault: error.message } };
  }
}

function rulesTold({ siteRules }: Services): Pick<DoctorReport, 'siteRules'> {
  if (siteRules === undefined) return {};
  const { files, faults } = siteRules;
  return { siteRules: { files, faults: faults.map(({ message }) => message) } };
}

/**
 * Every damaged record is named with its file, place and address; the search goes on with the next
 * capture that the catalogue knows. Damage beyond the length on record is no fault: a capture under
 * way, or what a crash left; the next opening for writing takes it in or sets it aside.
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
      if (!(error instanceof ArchiveError)) throw error;
      if (end >= said.length) return records;
      const { of, next } = await services.store.capturesBeside(said.file, end);
      const url = of === undefined ? '' : ` It belongs to the capture ${of.id} of ${of.askedUrl}.`;
      faults.push({ kind: 'damaged-record', message: `${error.message}${url}` });
      from = next?.record.offset;
    }
  }
  return records;
}
