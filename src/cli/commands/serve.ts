import { accessSync, constants } from 'node:fs';
import { createMetrics } from '../../web/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { accessOf, listening, stopped } from '../listening.ts';
import { optional, type Session } from '../session.ts';
import { schedule, startPulse, watching, work } from './work.ts';

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
  const own = { ...watching(session, metrics), ...address, outlasts: true };
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
