import type { Archive, ArchiveEvent, FetchReport } from '../../archive/index.ts';
import type { Metrics } from '../../web/index.ts';
import { runSchedule } from '../../work/index.ts';
import type { Flags } from '../adder.ts';
import { copyPlaces } from '../copy-places.ts';
import { checkMailing, sendDigests } from '../mailing.ts';
import { jsonLine } from '../plain-terminal.ts';
import { type Publishing, publishing, publishPass } from '../publishing.ts';
import { eventLine, type Session, tellEvent } from '../session.ts';
import { momentOf, type Terminal } from '../terminal.ts';
import { usageError } from '../usage-error.ts';

/** How a schedule opens its archive: many hosts at a time, and what happens to sources is told. */
export function watching(session: Session, metrics?: Metrics) {
  return {
    maxConcurrent: 48,
    onEvent: (event: ArchiveEvent) => {
      metrics?.hear(event);
      tellWatcher(session, event);
    },
  };
}

/** What is told of a schedule though nobody looks on. */
const results = ['health', 'stand-in', 'moved', 'gone', 'returned', 'database', 'bucket'];

/** Events of a source as a whole, of the database and the bucket, are results, and go to stdout; the rest is progress. */
function tellWatcher({ terminal, json }: Session, event: ArchiveEvent): void {
  if (!results.includes(event.type)) {
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

/** One pass, or the schedule without a reader, until the person wants an end. */
export async function work(
  session: Session,
  _operands: readonly string[],
  flags: Flags,
): Promise<void> {
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
  const own = { ...watching(session), outlasts: flags['once'] !== true };
  await session.withArchive('capture', act, own);
}

/** Without a round for so long the schedule is taken for stuck; publishing may take minutes. */
const stuckMs = 15 * 60_000;

/** Knows when the schedule last ended a round. */
export function startPulse({ now }: Terminal) {
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

/** Does what is due as it becomes due, and after each round publishes, mails and tells of it. */
export async function schedule(
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
