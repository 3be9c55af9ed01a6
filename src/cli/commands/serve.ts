import { accessSync, constants } from 'node:fs';
import type { Archive, ArchiveEvent, FetchReport } from '../../archive/index.ts';
import {
  type AccessOptions,
  createMetrics,
  createReader,
  type Metrics,
  noteFault,
  serveReader,
} from '../../web/index.ts';
import { runSchedule } from '../../work/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { copyPlaces } from '../copy-places.ts';
import { faultLines } from '../fault-lines.ts';
import { checkMailing, sendDigests } from '../mailing.ts';
import { mcpOptions } from '../mcp-options.ts';
import { jsonLine } from '../plain-terminal.ts';
import { type Publishing, publishing, publishPass } from '../publishing.ts';
import { eventLine, optional, type Session, tellEvent } from '../session.ts';
import { momentOf, type Terminal } from '../terminal.ts';
import { usageError } from '../usage-error.ts';

const rest = 'seconds between two rounds of publishing and reporting (default: 30)';

export function addServeCommands(add: Adder): void {
  add('serve', 'the reader, and the schedule', serve)
    .option('--no-work', 'the reader alone: nothing is fetched')
    .option('--rest <SECONDS>', rest);
  add('work', 'the schedule alone', work)
    .option('--rest <SECONDS>', rest)
    .option('--once', 'one pass, then end');
}

async function serve(session: Session, _operands: readonly string[], flags: Flags): Promise<void> {
  const address = optional('publicUrl', session.config.publicUrl || undefined);
  if (flags['work'] === false) {
    return await readerAlone(session, address);
  }
  const metrics = createMetrics();
  const pulse = startPulse(session.terminal);
  const own = { ...watching(session, metrics), ...address };
  const how = { takesPushes: true, access: accessOf(session), metrics, scheduleFault: pulse.fault };
  await session.withArchive(
    'capture',
    (archive) =>
      listening(session, archive, how, () => schedule(session, archive, flags, pulse.beat)),
    own,
  );
}

/** The reader without the schedule. It writes logins, which an archive on a disk that cannot be written
 * to has none of: that is read by everybody, or not at all. */
async function readerAlone(session: Session, own: { publicUrl?: string }): Promise<void> {
  const until = () => stopped(session.terminal.stop);
  const isFixed = session.config.publicReading && !isWritable(session.config.archive);
  // An archive that is not there is named, not made.
  if (!isFixed) await session.withArchive('read', async () => {}, own);
  await session.withArchive(
    isFixed ? 'read' : 'edit',
    (archive) =>
      listening(
        session,
        archive,
        {
          ...(isFixed ? {} : { access: accessOf(session) }),
          metrics: createMetrics(),
          keepsSources: false,
        },
        until,
      ),
    own,
  );
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Who may read, as the settings say. */
function accessOf({ config }: Session): AccessOptions {
  const trustedProxies = (config.trustedProxy ?? '').split(',').filter((one) => one.trim() !== '');
  if (config.authHeader !== undefined && trustedProxies.length === 0) {
    throw usageError(
      `--auth-header is ${config.authHeader} without --trusted-proxy; name the proxy that sends it, as 127.0.0.1.`,
    );
  }
  const { publicReading, publicLedger, authHeader } = config;
  return {
    ...{ publicReading, trustedProxies },
    ...optional('publicLedger', publicLedger),
    ...optional('authHeader', authHeader),
  };
}

function ownerLine({ name, password }: { name: string; password?: string }): string {
  if (password === undefined) return `Log in as ${name}, with the password that was given.`;
  return `Log in as ${name} with the password ${password} (it is shown this once; backissue users password ${name} makes another).`;
}

/** Serves the reader while something else goes on. */
async function listening(
  session: Session,
  archive: Archive,
  how: ListenOptions,
  act: () => Promise<void>,
): Promise<void> {
  const reader = await listen(session, archive, how);
  try {
    // Behind the port, which may be taken: a password that was made is told once.
    const { password } = session.config;
    const first = how.access && (await archive.accounts.begin(password || undefined));
    const owner = first && { name: first.user.name, ...optional('password', first.password) };
    session.answer({ url: reader.url, ...optional('owner', owner) }, () => [
      `The reader is at ${reader.url}`,
      ...(owner === undefined ? [] : [ownerLine(owner)]),
    ]);
    await act();
  } finally {
    await reader.close();
  }
}

/** How a schedule opens its archive: many hosts at a time, and what happens to sources is told. */
function watching(session: Session, metrics?: Metrics) {
  return {
    maxConcurrent: 48,
    onEvent: (event: ArchiveEvent) => {
      metrics?.hear(event);
      tellWatcher(session, event);
    },
  };
}

/** Events of a source as a whole are results, and go to stdout; the rest is progress. */
function tellWatcher({ terminal, json }: Session, event: ArchiveEvent): void {
  if (!['health', 'stand-in', 'moved', 'gone', 'returned'].includes(event.type)) {
    if (terminal.interactive && !json) tellEvent(terminal, event);
    return;
  }
  if (json) {
    terminal.out(jsonLine({ event }));
    return;
  }
  const lines = (eventLine(event) ?? '').split('\n');
  for (const line of lines) terminal.out(`${momentOf(terminal)}  ${line}\n`);
}

interface ListenOptions {
  readonly port?: number;
  readonly takesPushes?: boolean;
  /** Unset: whoever reaches the reader reads, and nobody logs in. */
  readonly access?: AccessOptions;
  readonly metrics?: Metrics;
  readonly scheduleFault?: () => string | undefined;
  /** Whether what is followed is changed in the reader; default true. */
  readonly keepsSources?: boolean;
}

/** Starts the reader over an archive. */
export async function listen(
  session: Session,
  archive: Archive,
  {
    port,
    takesPushes = false,
    access,
    metrics,
    scheduleFault,
    keepsSources = true,
  }: ListenOptions = {},
): ReturnType<typeof serveReader> {
  const { config, terminal } = session;
  const noting = { onFault: faultLines(terminal), ...optional('metrics', metrics) };
  const onFault = (error: unknown) => noteFault(noting, { method: 'POST', path: '/mcp' }, error);
  const reader = createReader({
    archive,
    now: terminal.now,
    title: config.title,
    timeZone: config.timeZone,
    takesPushes,
    keepsSources,
    mounted: {
      '/mcp': async (request) =>
        (await import('../../mcp/index.ts')).answerMcp(request, {
          ...mcpOptions(session, archive),
          onFault,
        }),
    },
    metricsFor: config.metrics,
    ...optional('access', access),
    ...noting,
    ...optional('scheduleFault', scheduleFault),
    ...optional('publicUrl', config.publicUrl || undefined),
  });
  return await serveReader(reader, {
    host: config.host,
    port: port ?? config.port,
  });
}

async function work(session: Session, _operands: readonly string[], flags: Flags): Promise<void> {
  const act = async (archive: Archive) => {
    if (flags['once'] === true) {
      checkMailing(session, archive);
      const report = await archive.fetch({ signal: session.terminal.stop });
      await sendDigests(session, archive);
      const published = await afterPass(session, archive, plan(session), report);
      if (report.failed.length > 0 || published?.failed === true) session.exit(1);
    } else {
      await schedule(session, archive, flags);
    }
  };
  await session.withArchive('capture', act, watching(session));
}

/** Without a round for so long the schedule is taken for stuck; publishing may take minutes. */
const stuckMs = 15 * 60_000;

/** Knows when the schedule last ended a round. */
function startPulse({ now }: Terminal) {
  let last = now();
  return {
    beat: () => {
      last = now();
    },
    fault: () =>
      now() - last < stuckMs
        ? undefined
        : `The schedule has ended no round since ${new Date(last).toISOString()}; see its output, and start it again.`,
  };
}

async function schedule(
  session: Session,
  archive: Archive,
  flags: Flags,
  beat = (): void => {},
): Promise<void> {
  const rest = Number(flags['rest'] ?? 30);
  if (!(Number.isFinite(rest) && rest > 0)) {
    throw usageError(`--rest is ${String(flags['rest'])}; it takes seconds above 0.`);
  }
  checkMailing(session, archive);
  const publishPlan = plan(session);
  await runSchedule({
    archive,
    signal: session.terminal.stop,
    roundMs: rest * 1000,
    afterRound: async (report) => {
      beat();
      await archive.publishLedger();
      await sendDigests(session, archive);
      await afterPass(session, archive, publishPlan, report);
    },
  });
}

function plan(session: Session): Publishing | undefined {
  const folder = session.config.publishDir;
  return folder === undefined
    ? undefined
    : publishing(session, {
        format: session.config.publishFormat,
        folder,
        commit: true,
        copies: copyPlaces(session),
      });
}

/** Prints a round that did something, and publishes; a remote that fails is named and tried again
 * with the next round. */
async function afterPass(
  session: Session,
  archive: Archive,
  publishPlan: Publishing | undefined,
  report: FetchReport,
): Promise<{ readonly failed: boolean } | undefined> {
  const { terminal, json } = session;
  const published = publishPlan && (await publishPass(session, archive, publishPlan));
  if (json) {
    terminal.out(jsonLine({ pass: report, ...(published && { published: published.report }) }));
    return published;
  }
  const moment = momentOf(terminal);
  if (report.sources + report.captured + report.failed.length > 0) {
    terminal.out(
      `${moment}  ${report.sources} sources, ${report.articles} new, ${report.edited} edited, ${report.absences} not served, ${report.failed.length} failed\n`,
    );
  }
  for (const failure of report.failed) terminal.out(`${moment}  failed: ${failure.message}\n`);
  if (published?.failed) for (const line of published.lines) terminal.out(`${moment}  ${line}\n`);
  return published;
}

/** Resolves when the person wants an end. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
