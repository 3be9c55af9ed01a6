import type { Services } from './services.ts';

/** Ends what is at work, then closes the parts of an archive; throws the first of what they throw. */
export async function closeAll(
  services: Services,
  ends: readonly (() => Promise<void>)[],
): Promise<void> {
  const { browser, http, warc, store, publisher, uploads } = services;
  await allInTurn([
    ...ends,
    async () => await publisher?.end(),
    async () => await browser?.close(),
    () => http.close(),
    () =>
      services.alone(() =>
        allInTurn([
          async () => await (warc && uploads?.end()),
          async () => await warc?.close(),
          () => store.close(),
        ]),
      ),
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
