import { createConnection, createServer, type Socket } from 'node:net';

/** A way to a Unix socket on which all that is sent takes `ms` for the way there and back; gives its port. */
export async function laySlowWire(
  socket: string,
  ms: number,
): Promise<{ readonly port: number; close(): void }> {
  const ends = new Set<Socket>();
  const pass = (from: Socket, to: Socket) => {
    ends.add(from);
    from.setNoDelay(true);
    from.on('error', () => {});
    // Timers of one length end in the order in which they began.
    from.on('data', (bytes) => void setTimeout(() => to.write(bytes), ms / 2));
    from.once('close', () => {
      ends.delete(from);
      setTimeout(() => to.destroy(), ms);
    });
  };
  const server = createServer((near) => {
    const far = createConnection(socket);
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    close: () => {
      server.close();
      for (const end of ends) end.destroy();
    },
  };
}
