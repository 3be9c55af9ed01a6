import type { Archive } from '../archive/index.ts';
import {
  type AccessOptions,
  createReader,
  type Metrics,
  noteFault,
  serveReader,
} from '../web/index.ts';
import { faultLines } from './fault-lines.ts';
import { mcpOptions } from './mcp-options.ts';
import { mirrorsNamed } from './mirrors-named.ts';
import { optional, type Session } from './session.ts';
import { usageError } from './usage-error.ts';

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

/** Who may read, as the settings say. */
export function accessOf({ config }: Session): AccessOptions {
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

/** Serves the reader while something else goes on. */
export async function listening(
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

function ownerLine({ name, password }: { name: string; password?: string }): string {
  if (password === undefined) return `Log in as ${name}, with the password that was given.`;
  return `Log in as ${name} with the password ${password} (it is shown this once; backissue users password ${name} makes another).`;
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
    mirrors: mirrorsNamed(config.siteMirrors ?? ''),
    takesPushes,
    keepsSources,
    mounted: {
      '/mcp': async (request) =>
        (await import('../mcp/index.ts')).answerMcp(request, {
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

/** Resolves when the person wants an end. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
