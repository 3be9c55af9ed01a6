import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { BrowserOptions } from './contract.ts';
import { failed } from './failure.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
/** Where systems put it that may not stand in PATH. */
const places = [
  ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
    names.map((name) => `${folder}/${name}`),
  ),
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const mend =
  'install Chromium (on Debian: apt install chromium), or name one with --chromium or BACKISSUE_CHROMIUM';

/** The path of an installed Chromium. Throws ArchiveError `not-found`, with the mend. */
export function findChromium({ executable, path = '' }: BrowserOptions): string {
  if (executable !== undefined) {
    if (isProgram(executable)) return executable;
    throw failed('browser', 'not-found', `${executable}: this is no program to run; ${mend}.`);
  }
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [...candidates, ...places].find(isProgram);
  if (found !== undefined) return found;
  const says = `There is no Chromium (looked for ${names.join(', ')}); ${mend}.`;
  throw failed('browser', 'not-found', says);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not ours to run.
    return false;
  }
}
