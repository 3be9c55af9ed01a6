import type { Services } from './services.ts';

/** Closes the parts of an archive once nothing is written any more; throws the first of what they throw. */
export async function closeAll(services: Services): Promise<void> {
  const { browser, http, warc, store, publisher } = services;
  await allInTurn([
    async () => await publisher?.settle(),
    async () => await browser?.close(),
    () => http.close(),
    () => services.alone(() => allInTurn([async () => await warc?.close(), () => store.close()])),
  ]);
}

/** Takes every step, whatever those before it threw; then throws the first of that. */
async function allInTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const thrown: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      thrown.push(error);
    }
  }
  if (thrown.length > 0) throw thrown[0];
}
