import { oneLine } from '../html/index.ts';
import type { Line, Place, Zone } from './page-facts.ts';
import { isBlank, isGlued } from './shown-text.ts';

const mostLines = 2500;
const longest = 600;

/** Gathers a page's visible text into lines, each with its place. */
export class LineReader {
  readonly lines: Line[] = [];
  /** Characters of visible text so far. */
  length = 0;
  private line = '';
  /** Where the line's first word stands; undefined while it has none. */
  private start: Place | undefined;

  /** Adds the text of a node; returns how long it is without the white space around it. */
  add(text: string, index: number, zone: Zone | undefined): number {
    if (isBlank(text)) {
      if (this.start !== undefined) this.line += ' ';
      return 0;
    }
    this.start ??= { index, offset: this.length, zone };
    if (this.line.length < longest) {
      const piece = text.length > longest ? text.slice(0, longest) : text;
      this.line += isGlued(this.line, piece) ? ` ${piece}` : piece;
    }
    const { length } = text.trim();
    this.length += length;
    return length;
  }

  /** Ends the line. */
  end(): void {
    const { start } = this;
    if (start === undefined) return;
    const text = oneLine(this.line.trim().toWellFormed());
    this.line = '';
    this.start = undefined;
    if (text !== '' && this.lines.length < mostLines) this.lines.push({ ...start, text });
  }
}
