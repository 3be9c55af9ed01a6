import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArchiveError, errorFrom } from '../model/index.ts';
import {
  type Environment,
  fixedSettings,
  localEnvironment,
  networkEnvironment,
} from './environment.ts';

/** Where git works, and the user's environment it may draw on. */
export interface Place {
  readonly folder: string;
  readonly env: Environment;
}

export interface GitCall {
  readonly args: readonly string[];
  /** Whether the command may talk to a remote, with the user's keys and proxies. */
  readonly network?: boolean;
  readonly input?: string;
  readonly env?: Environment;
  /** Seconds after which the command and its children are killed. */
  readonly seconds?: number;
  /** Exit codes that are answers, not failures; 0 always is. */
  readonly answers?: readonly number[];
  /** Told of the process when it has begun. */
  readonly onStart?: (running: RunningGit) => void;
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: string;
  /** What git said, tail only, without passwords. */
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface RunningGit {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Omit<GitAnswer, 'stdout'>>;
  readonly stop: () => void;
}

const mostAnswer = 16 << 20;
const mostComplaint = 4096;

/**
 * Starts git in the folder itself (a repository around it is never taken for it).
 * Throws `not-found` when the folder is missing; a missing git shows in `ended`.
 */
export async function startGit(place: Place, call: GitCall): Promise<RunningGit> {
  const folder = await realpath(place.folder).catch((thrown: unknown) => {
    throw errorFrom(thrown, place.folder);
  });
  const base = call.network ? networkEnvironment(place.env) : localEnvironment(place.env);
  // Its own session when it talks to a remote (no terminal to prompt on), or has a time: one group to kill.
  const hasGroup = call.network === true || call.seconds !== undefined;
  const detached = hasGroup && process.platform !== 'win32';
  const child = spawn('git', ['--no-pager', ...fixedSettings, ...call.args], {
    cwd: folder,
    env: { ...base, ...call.env, GIT_CEILING_DIRECTORIES: dirname(folder) },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached,
    windowsHide: true,
  });
  const stop = () => {
    kill(child, detached);
    // Who left the group, as a master of ssh connections does, is not waited for.
    if (call.network) for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
  };
  // A broken pipe means that git ended first; its exit code and words tell why.
  child.stdin.on('error', () => undefined);
  return { child, ended: watch(child, stop, call.seconds), stop };
}

/** Runs git to its end. Throws `internal` with git's words on any exit code that is no answer. */
export async function runGit(place: Place, call: GitCall): Promise<GitAnswer> {
  const running = await startGit(place, call);
  call.onStart?.(running);
  const chunks: Buffer[] = [];
  let size = 0;
  running.child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostAnswer) running.stop();
    else chunks.push(chunk);
  });
  running.child.stdin.end(call.input ?? '');
  const end = await running.ended;
  const answer = { ...end, stdout: Buffer.concat(chunks).toString('utf8') };
  if (isAnswer(call, answer.code)) return answer;
  throw complaint(place, call, answer);
}

/** Git's standard output as it comes; ends the process when the reader stops early. */
export async function* streamGit(place: Place, call: GitCall): AsyncGenerator<Buffer> {
  const running = await startGit(place, call);
  running.child.stdin.end(call.input ?? '');
  try {
    for await (const chunk of running.child.stdout) yield chunk as Buffer;
    const end = await running.ended;
    if (!isAnswer(call, end.code)) throw complaint(place, call, end);
  } finally {
    running.stop();
    await running.ended.catch(() => undefined);
  }
}

export function complaint(
  place: Place,
  call: GitCall,
  end: Omit<GitAnswer, 'stdout'>,
): ArchiveError {
  const verb = call.args.find((arg) => !arg.startsWith('-')) ?? 'git';
  const said = end.stderr || `it ended with code ${end.code}`;
  return new ArchiveError('internal', `git ${verb} failed in ${place.folder}: ${said}`);
}

function isAnswer(call: GitCall, code: number): boolean {
  return code === 0 || (call.answers ?? []).includes(code);
}

function watch(
  child: ChildProcessWithoutNullStreams,
  stop: () => void,
  seconds: number | undefined,
): Promise<Omit<GitAnswer, 'stdout'>> {
  let said = '';
  let timedOut = false;
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-mostComplaint);
  });
  const alarm = () => {
    timedOut = true;
    stop();
  };
  const timer = seconds === undefined ? undefined : setTimeout(alarm, seconds * 1000);
  const ended = new Promise<Omit<GitAnswer, 'stdout'>>((resolve, reject) => {
    child.on('error', (thrown) => reject(notStarted(thrown)));
    child.on('close', (code) => resolve({ code: code ?? -1, stderr: tidy(said), timedOut }));
  }).finally(() => clearTimeout(timer));
  // Whoever waits for the end sees the fault; nobody waiting must not end the process.
  ended.catch(() => undefined);
  return ended;
}

function notStarted(thrown: NodeJS.ErrnoException): ArchiveError {
  if (thrown.code !== 'ENOENT') return errorFrom(thrown, 'git');
  const mend = 'install it (for example “apt install git”) and run the command again';
  return new ArchiveError('internal', `git is not installed; ${mend}.`, { cause: thrown });
}

function kill(child: ChildProcessWithoutNullStreams, group: boolean): void {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  // Of a group others may go on when its first has ended; they hold its pipes until they end too.
  if (child.pid === undefined || (isOver && !(group && isHeld(child)))) return;
  try {
    if (group) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch (thrown) {
    // It ended between the look and the blow.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
}

const isHeld = ({ stdout, stderr }: ChildProcessWithoutNullStreams): boolean =>
  !(stdout.closed && stderr.closed);

/** How far it has come, which git tells again and again on one line. */
const progress = /^(?:remote: )?(?:[A-Z][a-z]+ [a-z][a-z ]*: +\d|Total \d+ \()|^From /;

/** One line, without the user and password that a remote's URL may hold. */
function tidy(said: string): string {
  return said
    .replace(/\/\/[^\s/@]{1,400}@/g, '//')
    .split(/[\r\n]/)
    .map((line) => line.replace(/\p{Cc}+/gu, ' ').trim())
    .filter((line) => line !== '' && !progress.test(line))
    .join(' ')
    .slice(0, 1000);
}
