import type { Context, Hono } from 'hono';
import type { Archive } from '../archive/index.ts';
import { errorFrom } from '../model/index.ts';
import type { FaultParts } from './faults.ts';
import type { Metrics } from './metrics.ts';
import { peerOf } from './peers.ts';
import { isOwner } from './roles.ts';

/** Who is shown the metrics: owners, or besides them whoever asks from this machine itself. */
export type MetricsFor = 'owner' | 'local' | 'off';

export interface HealthParts extends FaultParts {
  readonly archive: Archive;
  readonly metricsFor?: MetricsFor;
  /** What is wrong with the schedule, in a sentence; undefined: nothing, or there is none. */
  readonly scheduleFault?: () => string | undefined;
}

/** Measures every answer; to be added before all that answers. */
export function addMeasuring(reader: Hono, metrics: Metrics | undefined): void {
  if (metrics === undefined) return;
  reader.use(async (request, next) => {
    const began = performance.now();
    await next();
    metrics.answered(request.req.path, request.res.status, (performance.now() - began) / 1000);
  });
}

/** `/livez`: the process answers. `/readyz`: so does the catalogue, and the schedule goes on. `/metrics`:
 * figures. */
export function addHealth(reader: Hono, parts: HealthParts): void {
  const { archive, metrics, metricsFor = 'owner', scheduleFault } = parts;
  reader.get('/livez', (request) => plain(request, 'OK'));
  reader.get('/readyz', async (request) => {
    const fault = (await catalogueFault(archive)) ?? scheduleFault?.();
    return fault === undefined ? plain(request, 'OK') : plain(request, fault, 503);
  });
  if (metrics === undefined || metricsFor === 'off') return;
  reader.get('/metrics', async (request) => {
    if (!mayMeasure(request, metricsFor)) {
      request.header('WWW-Authenticate', 'Bearer realm="Backissue"');
      return plain(
        request,
        'Metrics are for owners: send a token as Authorization: Bearer TOKEN.',
        401,
      );
    }
    request.header('Cache-Control', 'no-store');
    return request.body(await metrics.write(archive), 200, { 'Content-Type': metrics.format });
  });
}

function plain(request: Context, text: string, status: 200 | 401 | 503 = 200): Response {
  request.header('Cache-Control', 'no-store');
  return request.text(text, status);
}

async function catalogueFault(archive: Archive): Promise<string | undefined> {
  try {
    await archive.sourceList();
    return undefined;
  } catch (error) {
    const { code } = errorFrom(error, 'The catalogue');
    return `The catalogue does not answer (${code}); see what backissue doctor says.`;
  }
}

/** What a proxy on this machine hands on comes from elsewhere. */
function mayMeasure(request: Context, metricsFor: MetricsFor): boolean {
  if (isOwner(request.get('visitor')?.user)) return true;
  const isHandedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => request.req.header(name) !== undefined,
  );
  return metricsFor === 'local' && !isHandedOn && /^(?:127\.|::1$)/.test(peerOf(request));
}
