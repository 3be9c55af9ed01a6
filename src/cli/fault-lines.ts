import { inspect } from 'node:util';
import type { Fault } from '../web/index.ts';
import { momentOf, type Terminal } from './terminal.ts';

/** Units of one fault that are told, most. */
const most = 8000;

/** Tells faults on stderr: a line each, and below it where in the code that was, unless the one before it
 * was the same. Whoever makes a page fail a thousand times fills no disk. */
export function faultLines(terminal: Terminal): (fault: Fault) => void {
  let before = '';
  return ({ id, method, path, error }) => {
    const [says = '', ...rest] = inspect(error, { depth: 3 }).slice(0, most).split('\n');
    terminal.err(`${momentOf(terminal)}  fault ${id}  ${method} ${path}  ${says}\n`);
    const trace = rest.map((line) => `    ${line}\n`).join('');
    if (trace !== before) terminal.err(trace);
    before = trace;
  };
}
