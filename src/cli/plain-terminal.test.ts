import { describe, expect, it } from 'vitest';
import { green, jsonLine, plainTerminal, red } from './plain-terminal.ts';
import type { Terminal } from './terminal.ts';

function saidBy(coloured: boolean, text: string): string {
  let said = '';
  const terminal: Terminal = {
    out: (words) => {
      said += words;
    },
    err: () => undefined,
    input: (async function* () {})(),
    interactive: true,
    coloured,
    env: {},
    now: () => 0,
    stop: new AbortController().signal,
  };
  plainTerminal(terminal).out(text);
  return said;
}

describe('a terminal for words of others', () => {
  it('acts on nothing but our own colours, and on those where it has colours', () => {
    const hostile = 'a\u001b]52;c;aGk=\u0007\u009b2J\r\u001b[1mb';
    const harmless = 'a\ufffd]52;c;aGk=\ufffd\ufffd2J\ufffd\ufffd[1mb';
    expect(saidBy(true, `${red(hostile)}\t${green('c')}\n`)).toBe(
      `${red(harmless)}\t${green('c')}\n`,
    );
    expect(saidBy(false, red('a'))).toBe('\ufffd[31;9ma\ufffd[0m');
  });

  it('reads JSON that is the same and holds nothing it would act on', () => {
    const value = { title: 'a\u001b[1m\u007f\u009b\u0085\u2028' };
    expect(JSON.parse(jsonLine(value))).toEqual(value);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(jsonLine(value)).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  });
});
