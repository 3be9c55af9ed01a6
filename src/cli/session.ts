import type { Archive, ArchiveEvent, Failure, WebhookOptions } from '../archive/index.ts';
import type { SiteRuleBook } from '../extract/index.ts';
import { optional } from '../model/index.ts';
import { parseStampServers } from '../tlog/index.ts';
import { captureUploads } from './capture-uploads.ts';
import { type Configuration, configuration, type InForce } from './configuration.ts';
import { jsonLine } from './plain-terminal.ts';
import type { Terminal } from './terminal.ts';
import { textOfFile } from './text-of-file.ts';

export { optional };

export const version = '0.1.0';

/** One run of a command: its settings, its way of answering, its exit code. */
export interface Session {
  readonly terminal: Terminal;
  readonly config: Configuration;
  readonly inForce: Readonly<Record<string, InForce>>;
  readonly json: boolean;
  /** Answers with one JSON document, or with lines for people. */
  answer(document: unknown, lines: () => readonly string[]): void;
  /** Sets the exit code; the highest asked for stands. */
  exit(code: number): void;
  /** The rules of the folder that the settings name, and words on stderr for those that cannot be used. */
  siteRules(): Promise<SiteRuleBook | undefined>;
  /** Opens the archive, lets the command work with it, and closes it whatever happens. */
  withArchive<Result>(
    mode: 'read' | 'edit' | 'capture',
    act: (archive: Archive) => Promise<Result>,
    own?: Partial<{
      folder: string;
      hostGapMs: number;
      maxConcurrent: number;
      publicUrl: string;
      ledger: { adopt: boolean };
      outlasts: boolean;
      onEvent: (event: ArchiveEvent) => void;
    }>,
  ): Promise<Result>;
}

export function startSession(
  terminal: Terminal,
  outcome: { exitCode: number },
  flags: Readonly<Record<string, unknown>>,
  command: string,
): Session {
  const { values: config, inForce } = configuration(flags, terminal.env);
  const json = flags['json'] === true;
  return {
    terminal,
    config,
    inForce,
    json,
    answer(document, lines) {
      if (json) terminal.out(jsonLine(document));
      else for (const line of lines()) terminal.out(`${line}\n`);
    },
    exit(code) {
      outcome.exitCode = Math.max(outcome.exitCode, code);
    },
    async siteRules() {
      return await rulesIn(config.siteRules, command === 'doctor' ? undefined : terminal);
    },
    async withArchive(mode, act, own = {}) {
      const { ledger, ...rest } = own;
      const siteRules =
        mode === 'capture' || command === 'doctor' ? await this.siteRules() : undefined;
      const { openArchive } = await import('../open/index.ts');
      const archive = await openArchive({
        folder: config.archive,
        ...(own.folder === undefined ? placesOf(this) : {}),
        mode,
        now: terminal.now,
        ...optional('checksClock', terminal.checksClock),
        userAgent: `Backissue/${version} (+${config.contact ?? 'https://backissue.invalid/no-contact-given'})`,
        holder: `backissue ${command}`,
        onEvent: (event) => {
          if (terminal.interactive && !json) tellEvent(terminal, event);
        },
        ...optional('waitMs', config.wait),
        ...optional('hostGapMs', config.hostGap),
        ...optional('timeoutMs', config.timeout),
        ...optional('robots', config.robots),
        ...optional('images', config.images),
        ...optional('pollSeconds', config.every === 'auto' ? undefined : config.every),
        ...optional('captureBytes', config.captureBytes),
        ...optional('mirrorBytes', config.mirrorBytes),
        ...optional('revisitDays', config.revisitDays),
        ...optional('proxy', config.proxy || undefined),
        ...optional('http2', config.http2),
        environment: terminal.env,
        ledger: {
          ...optional('origin', config.ledgerOrigin),
          ...optional('policy', config.ledgerPolicy && textOfFile(config.ledgerPolicy)),
          rounds: config.ledgerRounds,
          ...optional('stamps', stampsOf(config)),
          witness: config.witness && command === 'serve',
          ...ledger,
        },
        ...optional('webhook', webhookOf(config)),
        ...optional('readerUrl', config.publicUrl || undefined),
        ...optional('siteRules', siteRules),
        browser: {
          ...optional('executable', config.chromium || undefined),
          ...optional('path', terminal.env['PATH']),
        },
        ...rest,
        ...optional('maxConcurrent', config.maxConnections ?? own.maxConcurrent),
      });
      try {
        return await act(archive);
      } finally {
        await archive.close();
      }
    },
  };
}

/** The site rules of a folder; what cannot be used of them is told to a terminal. */
async function rulesIn(folder: string | undefined, told: Terminal | undefined) {
  if (!folder) return undefined;
  const { readSiteRules, tellRuleFaults } = await import('./site-rules.ts');
  const rules = readSiteRules(folder);
  if (told !== undefined) tellRuleFaults(told, rules);
  return rules;
}

/** The database that holds the catalogue; unset: a file in the archive's folder does. */
export const databaseOf = ({ database }: Configuration): string | undefined =>
  database || undefined;

function stampsOf({ stamp = '', stampHours }: Configuration) {
  const servers = stamp === '' ? undefined : parseStampServers(stamp);
  return servers && { servers, everyMs: stampHours * 3_600_000 };
}

/** Where catalogue and captures lie besides the archive's folder; a folder of a command's own has its own. */
const placesOf = (session: Session) => ({
  ...optional('database', databaseOf(session.config)),
  ...optional('uploads', captureUploads(session)),
  ...optional('worker', session.config.worker),
});

function webhookOf({ webhook, webhookSecret }: Configuration): WebhookOptions | undefined {
  return webhook ? { url: webhook, ...optional('secret', webhookSecret || undefined) } : undefined;
}

/** Progress as lines for people. */
export function tellEvent(terminal: Terminal, event: ArchiveEvent): void {
  const line = eventLine(event);
  if (line !== undefined) terminal.err(`${line}\n`);
}

/** An event in words; what takes several lines has them. */
export function eventLine(event: ArchiveEvent): string | undefined {
  switch (event.type) {
    case 'polled':
      return `polled    ${event.url} (${event.entries} entries)`;
    case 'article':
      return `new       ${event.title}`;
    case 'revision':
      return `edited    ${event.title} (revision ${event.number})`;
    case 'absence':
      return `absent    ${event.url} (${event.kind})`;
    case 'gone':
      return `gone      ${event.title} (not served since ${event.since})`;
    case 'returned':
      return `returned  ${event.title}`;
    case 'failed':
      return `failed    ${event.failure.message}`;
    case 'warning':
      return `warning   ${event.message}`;
    case 'database':
      return `database  ${event.message}`;
    case 'bucket':
      return `bucket    ${event.message}`;
    case 'imported':
      return `read      ${event.read} files`;
    case 'recovered':
      return `recovered ${event.captures} captures of ${event.file}`;
    case 'uploaded':
      return `uploaded  ${event.file} (${event.bytes} bytes)`;
    case 'health':
      return [
        ...event.began.map((finding) => `trouble   ${event.source.title}: ${finding.says}`),
        ...event.ended.map(({ kind }) => `mended    ${event.source.title}: no longer ${kind}`),
      ].join('\n');
    case 'stand-in':
      return event.standIn === undefined
        ? `stand-in  ${event.source.title}: its own document is read again`
        : `stand-in  ${event.source.title}: ${event.standIn.kind} ${event.standIn.url} is read in its place`;
    case 'moved':
      return `moved     ${event.source.title}: from ${event.from} to ${event.source.url}`;
    case 'pushed':
      return `pushed    ${event.url}`;
    case 'not-modified':
      return undefined;
  }
}

/** Failures as lines, for a report's end. */
export const failureLines = (failed: readonly Pick<Failure, 'message'>[]): string[] =>
  failed.map((failure) => `  failed: ${failure.message}`);
