import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chromium } from 'playwright-core';
import { failed } from './failure.ts';

/** A running Chromium. */
export interface Launched {
  readonly chromium: Chromium;
  /** Ends it and removes what it left on disk. */
  end(): Promise<void>;
}

const startMs = 30_000;

/**
 * What keeps Chromium from every network. No name resolves, numbers included, and all traffic has to
 * go through a proxy whose name does not resolve; what is sent without a connection (WebRTC) is
 * forbidden. Its requests are answered before they would reach the network.
 */
const noNetwork = {
  args: [
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--no-pings',
  ],
  proxy: { server: 'http://nowhere.invalid:9' },
};

const modest = ['--disable-gpu', '--block-new-web-contents', '--js-flags=--max-old-space-size=512'];

/**
 * Starts Chromium without a window, with a home of its own that goes with it, and without the
 * environment of this process, which may hold secrets. Its sandbox is on, except for root, under
 * whom Chromium has none. Throws ArchiveError `not-found` without the package that speaks to it,
 * `unreachable` when it does not start.
 */
export async function launchChromium(executablePath: string, path: string): Promise<Launched> {
  const { chromium } = await speaker();
  const home = await mkdtemp(join(tmpdir(), 'backissue-browser-'));
  const clear = () => rm(home, { recursive: true, force: true, maxRetries: 3 });
  try {
    const launched = await chromium.launch({
      executablePath,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...noNetwork.args, ...modest],
      proxy: noNetwork.proxy,
      timeout: startMs,
      env: { PATH: path, HOME: home, LANG: 'C.UTF-8' },
      // Signals are the command's to heed; it closes the browser itself.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const end = async () => {
      await launched.close().catch(() => undefined);
      await clear();
    };
    return { chromium: launched, end };
  } catch (thrown) {
    await clear();
    throw notStarted(executablePath, thrown);
  }
}

/** Loaded when it is needed first: it is large, and may have been left out. */
async function speaker(): Promise<typeof import('playwright-core')> {
  try {
    return await import('playwright-core');
  } catch (thrown) {
    const says =
      'The package playwright-core is not installed, which speaks to Chromium; install backissue with its optional dependencies.';
    throw failed('browser', 'not-found', says, thrown);
  }
}

function notStarted(executable: string, thrown: unknown) {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const isSandbox = /no usable sandbox|SUID sandbox|setuid sandbox/i.test(text);
  const mend = isSandbox
    ? 'its sandbox is not allowed here; allow unprivileged user namespaces (kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns), or install its setuid sandbox'
    : 'run it by hand to see why, or name another with --chromium';
  const says = `${executable}: Chromium did not start; ${mend}.`;
  return failed('browser', 'unreachable', says, thrown);
}
