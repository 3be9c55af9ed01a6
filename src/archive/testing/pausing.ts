import type { Store } from '../../store/index.ts';

/** Where a host can be paused: what it asks of the catalogue, counted, and each of it before and after. */
export function pausing(
  over: Store,
  at: number,
): { store: Store; paused: Promise<void>; go: () => void } {
  let count = 0;
  let tell = (): void => {};
  let go = (): void => {};
  const paused = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const wait = new Promise<void>((resolve) => {
    go = resolve;
  });
  const step = async (): Promise<void> => {
    count += 1;
    if (count !== at) return;
    tell();
    await wait;
  };
  const around =
    <Given extends unknown[], Result>(act: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      await step();
      const result = await act(...given);
      await step();
      return result;
    };
  const paused_: Store = {
    ...over,
    signed: around(over.signed),
    takeLeases: around(over.takeLeases),
    countLeaves: around(over.countLeaves),
    leaves: around(over.leaves),
    commit: around(over.commit),
  };
  return { store: paused_, paused, go };
}
