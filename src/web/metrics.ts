import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Archive, ArchiveEvent } from '../archive/index.ts';
import type { Instant } from '../model/index.ts';

/** What the process does and holds, for Prometheus. */
export interface Metrics {
  /** Counts what the archive tells. */
  hear(event: ArchiveEvent): void;
  /** Counts an answer of the reader. */
  answered(path: string, status: number, seconds: number): void;
  /** Counts a fault of our own. */
  faulted(path: string): void;
  /** All figures as text in `format`'s media type. */
  write(archive: Pick<Archive, 'gauges'>): Promise<string>;
  /** Prometheus text format 0.0.4. */
  readonly format: string;
}

/** Classes of routes: bounded, whatever is asked for. */
const classes: ReadonlySet<string> = new Set(
  `absences account accounts api article book capture cdx day edits feed folder greader healthcheck image livez
  login mcp metrics outlet readyz reader saved search settings sources style.css web websub timemap`.split(
    /\s+/,
  ),
);

const buckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Figures of their own for each reader, so that two in one process count apart. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const events = new Counter({
    ...{ name: 'backissue_events_total', help: 'What happened, by kind', registers },
    labelNames: ['kind'] as const,
  });
  const requests = new Histogram({
    ...{ name: 'backissue_request_seconds', help: 'Answers of the reader, search among them' },
    ...{ labelNames: ['route', 'status'] as const, buckets, registers },
  });
  const faults = new Counter({
    ...{ name: 'backissue_faults_total', help: 'What went wrong in the reader itself', registers },
    labelNames: ['route'] as const,
  });
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name: `backissue_${name}`, help, labelNames: [...labelNames], registers });
  const recorded = gauge('recorded', 'What came on record, merged and removed included', ['of']);
  const sources = gauge('sources', 'Sources by state', ['state']);
  const waiting = gauge('waiting', 'What is due or waits, by queue', ['queue']);
  const bytes = gauge('bytes', 'Bytes on disk', ['of']);
  const nextPoll = gauge('next_poll_timestamp_seconds', 'When the next poll is due; past: overdue');
  const notUploaded = gauge(
    'captures_not_uploaded',
    'Capture files that are not in the bucket yet; 0 without one',
  );
  const notUploadedSince = gauge(
    'captures_not_uploaded_since_timestamp_seconds',
    'When the oldest of those was begun; 0: there are none',
  );
  const workers = gauge(
    'workers',
    'Who works on a shared catalogue; 0 where one process works alone',
  );
  const leases = gauge('leases', 'What those are at, by kind', ['of']);
  return {
    format: registry.contentType,
    hear: ({ type }) => events.inc({ kind: type }),
    answered: (path, status, seconds) =>
      requests.observe({ route: classOf(path), status: String(status) }, seconds),
    faulted: (path) => faults.inc({ route: classOf(path) }),
    async write(archive) {
      const now = await archive.gauges();
      for (const kind of ['captures', 'articles', 'revisions', 'edits', 'absences'] as const) {
        recorded.set({ of: kind }, now[kind]);
      }
      for (const [state, count] of Object.entries(now.sources)) sources.set({ state }, count);
      waiting.set({ queue: 'entries' }, now.pendingEntries);
      waiting.set({ queue: 'visits' }, now.dueVisits);
      waiting.set({ queue: 'images' }, now.dueImages);
      waiting.set({ queue: 'hooks' }, now.happenings);
      bytes.set({ of: 'database' }, now.databaseBytes);
      bytes.set({ of: 'captures' }, now.captureBytes);
      nextPoll.set(seconds(now.nextPollAt));
      notUploaded.set(now.notUploaded?.files ?? 0);
      notUploadedSince.set(seconds(now.notUploaded?.since));
      workers.set(now.workers.length);
      for (const kind of ['pages', 'images', 'hook', 'digest', 'saved']) {
        leases.set({ of: kind }, sumOf(now.workers.map(({ doing }) => doing[kind] ?? 0)));
      }
      return await registry.metrics();
    },
  };
}

const seconds = (at: Instant | undefined): number => (at === undefined ? 0 : Date.parse(at) / 1000);

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

function classOf(path: string): string {
  const [, first = ''] = path.split('/');
  if (first === '') return 'front';
  return classes.has(first) ? first : 'other';
}
