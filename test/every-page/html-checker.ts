import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const isCheckerThere: boolean = spawnSync('java', ['-version']).status === 0;

/**
 * It takes pages for English that show many addresses and words of a program; and it tells of `inputmode`
 * that not every browser has it, which then shows its usual keyboard.
 */
const guess = /appears to be written in|“inputmode” attribute is not supported in all browsers/;

interface Message {
  readonly url: string;
  readonly type: string;
  readonly lastLine?: number;
  readonly message: string;
  readonly extract?: string;
}

/** Errors and warnings of the Nu Html Checker over these pages, each behind its page's name. */
export async function faultsOfHtml(pages: ReadonlyMap<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-html-'));
  try {
    const names = [...pages.keys()];
    for (const [at, html] of [...pages.values()].entries()) {
      writeFileSync(join(folder, `${at}.html`), html);
    }
    return messagesIn(await checked(folder)).flatMap(({ url, message, extract }) => {
      const name = names[Number(/(\d+)\.html$/.exec(url)?.[1])];
      return guess.test(message) ? [] : [`${name}: ${message} ${extract ?? ''}`];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const messagesIn = (report: string): readonly Message[] =>
  (JSON.parse(report) as { readonly messages: readonly Message[] }).messages;

/** What the checker writes of a folder, as JSON; it exits with 1 where it found something. */
function checked(folder: string): Promise<string> {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const parameters = ['-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', folder];
  return new Promise((resolve, reject) => {
    execFile('java', parameters, { maxBuffer: 64 * 1024 * 1024 }, (error, out) =>
      error === null ? resolve(out) : reject(error),
    );
  });
}
