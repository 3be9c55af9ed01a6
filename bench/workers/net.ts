import { execFileSync } from 'node:child_process';

/** Whom workers reach, each over a wire of its own. */
export type Peer = 'outlets' | 'database' | 'bucket';
const peers: readonly Peer[] = ['outlets', 'database', 'bucket'];

/**
 * Hosts of their own on one machine: a network namespace for each worker and for each of those they reach. A worker
 * has three interfaces, each joined to one peer's by a bridge in a namespace that stands for the switches.
 */
export interface Net {
  /** What comes before the command of whoever stands at a peer's place, or a worker's, by number. */
  at(place: Peer | number): readonly string[];
  addressOf(peer: Peer): string;
  /** Pulls a worker's wire to a peer out of its switch, or puts it back: what is sent meanwhile is lost in silence. */
  wire(worker: number, peer: Peer, isIn: boolean): void;
  close(): void;
}

/** Addresses of outlets, all of them at their peer's place. */
export const outletAddress = (outlet: number): string =>
  `10.81.${Math.floor(outlet / 250)}.${1 + (outlet % 250)}`;

/** Lays one for so many workers; undefined where this machine does not allow it. */
export function layNet(workers: number): Net | undefined {
  const name = (place: Peer | number | 'switch') => `backissue-${process.pid}-${place}`;
  const made: string[] = [];
  const close = () => {
    for (const space of made.splice(0)) ip('netns', 'del', space);
  };
  process.once('exit', close);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(130));
  const make = (place: Peer | number | 'switch') => {
    ip('netns', 'add', name(place));
    made.push(name(place));
    ip('-n', name(place), 'link', 'set', 'lo', 'up');
  };
  /** A wire from a place to the switch of a peer. */
  const join = (place: Peer | number, peer: Peer, host: number) => {
    const end = ['netns', name('switch'), 'type', 'veth', 'peer', 'name', peer];
    const port = `${place === peer ? 'own' : place}-${peer}`;
    ip('link', 'add', port, ...end, 'netns', name(place));
    ip('-n', name('switch'), 'link', 'set', port, 'master', peer, 'up');
    ip('-n', name(place), 'address', 'add', `${network(peer)}.${host}/24`, 'dev', peer);
    ip('-n', name(place), 'link', 'set', peer, 'up');
  };
  try {
    make('switch');
    for (const peer of peers) {
      make(peer);
      ip('-n', name('switch'), 'link', 'add', peer, 'type', 'bridge');
      ip('-n', name('switch'), 'link', 'set', peer, 'up');
      join(peer, peer, 1);
    }
    ip('-n', name('outlets'), 'route', 'add', 'local', '10.81.0.0/16', 'dev', 'lo');
    for (let worker = 0; worker < workers; worker += 1) {
      make(worker);
      for (const peer of peers) join(worker, peer, 10 + worker);
      ip('-n', name(worker), 'route', 'add', '10.81.0.0/16', 'via', `${network('outlets')}.1`);
    }
  } catch (error) {
    close();
    console.log(
      `no network namespaces here (${String(error).split('\n')[0]}); TCP proxies stand in`,
    );
    return undefined;
  }
  return {
    at: (place) => ['ip', 'netns', 'exec', name(place)],
    addressOf: (peer) => `${network(peer)}.1`,
    wire: (worker, peer, isIn) =>
      ip('-n', name('switch'), 'link', 'set', `${worker}-${peer}`, isIn ? 'up' : 'down'),
    close,
  };
}

const network = (peer: Peer): string => `10.77.${peers.indexOf(peer)}`;

function ip(...command: readonly string[]): void {
  execFileSync('ip', command, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
}
