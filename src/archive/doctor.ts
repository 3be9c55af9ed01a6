import { ArchiveError, optional } from '../model/index.ts';
import type { CatalogueFault, DatabaseState, Digest } from '../store/index.ts';
import { type CapturesExamined, examineCaptures } from './examine-captures.ts';
import { type HookState, listHooks } from './hooks.ts';
import { type LedgerHealth, ledgerHealth } from './ledger-health.ts';
import { troubledSources } from './overview.ts';
import type { Services } from './services.ts';
import { browserOf } from './shown-page.ts';
import { type Worker, workersOf } from './workers.ts';

export interface DoctorReport extends CapturesExamined {
  readonly ok: boolean;
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
  const captures = await examineCaptures(services, faults);
  const troubled = (await troubledSources(services)).map(({ source, health }) => ({
    id: source.id,
    title: source.title,
    reason: health.reason,
  }));
  return {
    ok: faults.length === 0,
    faults,
    troubled,
    ...captures,
    ...optional('database', await services.store.database?.(services.now)),
    ...rulesTold(services),
    ...(await browserTold(services)),
    ...optional('ledger', await ledgerHealth(services)),
    ...(await workTold(services)),
  };
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
