import { expect } from 'vitest';
import { main } from '../src/cli/main.ts';
import { environmentOf } from './newspaper.ts';

/** Runs `serve` until it has told its address, then what is to be done, then ends it. */
export async function serving(
  parameters: readonly string[],
  env: Record<string, string>,
  act: (told: string, url: string) => Promise<void>,
): Promise<void> {
  const own = await environmentOf(parameters, env);
  const stop = new AbortController();
  let told = '';
  let code: Promise<number> | undefined;
  const started = new Promise<void>((resolve) => {
    code = main(['serve', '--port', '0', ...parameters], {
      out: (text) => {
        told += text;
        if (told.includes('\n')) resolve();
      },
      err: (text) => {
        told += text;
        resolve();
      },
      input: (async function* nothing() {})(),
      interactive: false,
      env: own,
      now: Date.now,
      stop: stop.signal,
    });
  });
  await started;
  try {
    await act(told, /http:\S+/.exec(told)?.[0] ?? '');
  } finally {
    stop.abort();
    expect(await code).toBe(0);
  }
}
