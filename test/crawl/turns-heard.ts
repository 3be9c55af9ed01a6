import { Client } from 'pg';

/** A statement that was sent; a `way`: nothing was under way on its connection, so that the answer had to be waited for. */
interface Heard {
  readonly on: object;
  readonly text: string;
  readonly isWay: boolean;
}

/** One turn to commit: its statements, the commit among them. */
export interface Turn {
  readonly statements: number;
  readonly ways: number;
  readonly texts: readonly string[];
}

let heard: Heard[] = [];

/** Hears all that this process sends to databases from here on, until what it gives is called. */
export function hear(): () => void {
  const { query } = Client.prototype;
  const open = new WeakMap<object, number>();
  Object.defineProperty(Client.prototype, 'query', {
    value(this: Client, ...given: unknown[]) {
      // With a callback, or a query of pg's own: those are no statements of the store.
      if (typeof given[0] !== 'string' || typeof given.at(-1) === 'function') {
        return (query as (...all: unknown[]) => unknown).apply(this, given);
      }
      const count = open.get(this) ?? 0;
      const text = String(given[0]).trim().replace(/\s+/g, ' ');
      heard.push({ on: this, text, isWay: count === 0 });
      open.set(this, count + 1);
      const end = () => void open.set(this, (open.get(this) ?? 1) - 1);
      const answer = (query as (...all: unknown[]) => Promise<unknown>).apply(this, given);
      answer.then(end, end);
      return answer;
    },
    configurable: true,
    writable: true,
  });
  return () => {
    heard = [];
    Object.defineProperty(Client.prototype, 'query', {
      value: query,
      configurable: true,
      writable: true,
    });
  };
}

/** The turns since this was asked last. */
export function turnsHeard(): readonly Turn[] {
  const turns: Heard[][] = [];
  const current = new Map<object, Heard[]>();
  for (const one of heard) {
    if (one.text.startsWith('select name from turns')) {
      const begun: Heard[] = [];
      turns.push(begun);
      current.set(one.on, begun);
    }
    current.get(one.on)?.push(one);
    if (/^(?:commit|rollback)/.test(one.text)) current.delete(one.on);
  }
  heard = [];
  return turns.map((all) => ({
    statements: all.length,
    ways: all.filter(({ isWay }) => isWay).length,
    texts: all.map(({ text }) => text),
  }));
}
