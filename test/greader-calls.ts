import type { App } from './greader-scene.ts';

/** A login costs a quarter of a second of processor time, by design. */
export const slow = { timeout: 60_000 };
export const state = 'user/-/state/com.google';
export const list = `${state}/reading-list`;
export const read = `${state}/read`;
export const starred = `${state}/starred`;

/** The titles of a stream. */
export async function titles(app: App, call: string): Promise<readonly string[]> {
  return (await app.json(call)).items.map(({ title }) => title);
}

/** The ids that a list of them has. */
export async function ids(app: App, call: string): Promise<readonly string[]> {
  return (await app.json(call)).itemRefs.map(({ id }) => id);
}
