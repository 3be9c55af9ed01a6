/*
 * Loaded into a worker before it starts (`node --import`), it notes in the file of BACKISSUE_COMMIT_TIMES how many ms
 * each of its transactions took from its begin to its end, one a line; `rolled` for one that was rolled back.
 */
import { openSync, writeSync } from 'node:fs';
import { Client } from 'pg';

const file = process.env['BACKISSUE_COMMIT_TIMES'];
if (file !== undefined) note(openSync(file, 'a'));

function note(open: number): void {
  const begun = new WeakMap<object, { readonly at: number; writes: boolean }>();
  const { query } = Client.prototype;
  const heard = async function (this: Client, ...given: [string, ...unknown[]]): Promise<unknown> {
    const [text] = given;
    const word = /^\s*(begin|start transaction|commit|rollback|insert)/i.exec(text)?.[1] ?? '';
    if (/^[bs]/i.test(word)) begun.set(this, { at: performance.now(), writes: false });
    const transaction = begun.get(this);
    if (/^i/i.test(word) && transaction !== undefined) transaction.writes = true;
    const answer = await (query as (...all: unknown[]) => Promise<unknown>).apply(this, given);
    if (transaction !== undefined && /^[cr]/i.test(word)) {
      begun.delete(this);
      const took = (performance.now() - transaction.at).toFixed(2);
      if (/^r/i.test(word)) writeSync(open, 'rolled\n');
      else if (transaction.writes) writeSync(open, `${took}\n`);
    }
    return answer;
  };
  Object.defineProperty(Client.prototype, 'query', {
    value(this: Client, ...given: unknown[]) {
      // With a callback, or a query of pg's own: those are no transactions of the store.
      const isPlain = typeof given[0] === 'string' && typeof given.at(-1) !== 'function';
      return isPlain
        ? heard.apply(this, given as [string, ...unknown[]])
        : (query as (...all: unknown[]) => unknown).apply(this, given);
    },
  });
}
