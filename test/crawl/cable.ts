import { createServer, type Socket } from 'node:net';

/** The only way of one worker to somebody. */
export interface Cable {
  /** Of the near end. */
  readonly port: number;
  /** `cut`: what is open breaks, and nothing new opens. `deaf`: nothing breaks, and nothing gets through. */
  is(state: 'whole' | 'cut' | 'deaf'): void;
  close(): Promise<void>;
}

/** Lays one from an address of this machine. `reach` opens its far end. */
export async function layCable(reach: () => Socket, from = '127.0.0.1'): Promise<Cable> {
  const ends = new Set<Socket>();
  let state: 'whole' | 'cut' | 'deaf' = 'whole';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = reach();
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on('error', () => {});
      one.once('close', () => {
        ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
      if (state === 'deaf') one.pause();
    }
  });
  await new Promise<void>((done) => server.listen(0, from, done));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    is: (next) => {
      state = next;
      for (const end of ends) {
        if (state === 'cut') end.destroy();
        else if (state === 'deaf') end.pause();
        else end.resume();
      }
    },
    close: async () => {
      for (const end of ends) end.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
