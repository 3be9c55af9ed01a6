import { createConnection, createServer, type Socket } from 'node:net';

/** The only way of one worker to its database. */
export interface Cable {
  /** The URL of the database at its end. */
  readonly database: string;
  /** `cut`: what is open breaks, and nothing new opens. `deaf`: nothing breaks, and nothing gets through. */
  is(state: 'whole' | 'cut' | 'deaf'): void;
  close(): Promise<void>;
}

/** Lays one to the server with this socket. `schema`: where its tables lie. */
export async function layCable(socket: string, schema: string): Promise<Cable> {
  const ends = new Set<Socket>();
  let state: 'whole' | 'cut' | 'deaf' = 'whole';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = createConnection(`${socket}/.s.PGSQL.5432`);
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
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    database: `postgres://bench@127.0.0.1:${port}/postgres?options=-csearch_path%3D${schema}`,
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
