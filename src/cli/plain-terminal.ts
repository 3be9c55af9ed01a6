import type { Terminal } from './terminal.ts';

/** Removed words red and struck through, added ones green and underlined (ECMA-48, SGR): the only
 * sequences that are sent to a terminal. */
export const red = (text: string): string => `\u001b[31;9m${text}\u001b[0m`;
export const green = (text: string): string => `\u001b[32;4m${text}\u001b[0m`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const acted = /\u001b\[(?:31;9|32;4|0)m|[\0-\x08\x0b-\x1f\x7f-\x9f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, and none of ours.
const allActed = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * A terminal to which words of feeds and pages can be sent as they are: whatever else than tabs and
 * line feeds it would act on is shown as U+FFFD. A title could set the window's name or the clipboard.
 */
export function plainTerminal(terminal: Terminal): Terminal {
  const { coloured = false } = terminal;
  return {
    ...terminal,
    out: (text) =>
      terminal.out(
        text.replace(coloured ? acted : allActed, (found) => (found.length > 1 ? found : '\ufffd')),
      ),
    err: (text) => terminal.err(text.replace(allActed, '\ufffd')),
  };
}

/** A value as one line of JSON (RFC 8259) that no terminal acts on, the same when it is read. */
export const jsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(
    /[\x7f-\x9f]/g,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  )}\n`;
