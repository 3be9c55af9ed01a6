import { keyOf } from './listed-articles.ts';
import type { SearchDocument } from './search-documents.ts';
import { linesOfPiece } from './search-files.ts';
import { isSmallest, partsOf, type Segment, segmentName } from './search-segments.ts';
import { termsOf } from './search-terms.ts';
import type { SiteDesk } from './site-desk.ts';
import { lineTexts, mergedLines, parsedLines, type TermLine, termLines } from './term-lines.ts';
import { linesOf, type TermRun, type TermRuns } from './term-runs.ts';

/** Documents whose terms are held in memory at a time. */
const together = 512;

/** Puts the terms of segments in order: from words, or from smaller segments that are there already. */
export class SegmentTerms {
  readonly #desk: SiteDesk;
  readonly #documents: readonly SearchDocument[];
  readonly #runs: TermRuns;

  constructor(desk: SiteDesk, documents: readonly SearchDocument[], runs: TermRuns) {
    this.#desk = desk;
    this.#documents = documents;
    this.#runs = runs;
  }

  /** Changes with whatever its pieces hold. */
  keyOf(segment: Segment): string {
    return keyOf(this.#within(segment).map(({ revisionId }) => revisionId));
  }

  /** All lines of a segment. */
  async run(segment: Segment): Promise<TermRun> {
    const there = await this.#thereBefore(segment);
    if (there !== undefined) return there;
    if (this.#isFromWords(segment)) {
      const terms = await this.#termsOf(segment);
      return this.#runs.write(lineTexts(termLines(terms)));
    }
    const parts: Generator<TermLine>[] = [];
    for (const part of partsOf(segment)) {
      const run = await this.run(part);
      parts.push(parsedLines(linesOf(run), part.from - segment.from));
    }
    return this.#runs.write(lineTexts(mergedLines(parts)));
  }

  /** A small one whose parts are not there either. */
  #isFromWords(segment: Segment): boolean {
    if (segment.size > together) return false;
    return isSmallest(segment) || !partsOf(segment).some((part) => this.#formerOf(part));
  }

  #formerOf(segment: Segment) {
    return this.#desk.folder.former(`search ${segmentName(segment)}`, this.keyOf(segment));
  }

  #within({ from, size }: Segment): readonly SearchDocument[] {
    return this.#documents.slice(from, from + size);
  }

  /** The lines of a segment that an earlier export wrote and nobody altered since. */
  async #thereBefore(segment: Segment): Promise<TermRun | undefined> {
    const { folder } = this.#desk;
    const files = this.#formerOf(segment)?.files ?? [];
    const lines: string[] = [];
    for (const file of files) {
      const bytes = folder.intact(file);
      if (bytes === undefined) return undefined;
      lines.push(...linesOfPiece(bytes));
    }
    return lines.length === 0 ? undefined : this.#runs.write(lines);
  }

  async #termsOf(segment: Segment): Promise<Map<string, number[]>> {
    const terms = new Map<string, number[]>();
    for (const [at, { revisionId }] of this.#within(segment).entries()) {
      const revision = await this.#desk.archive.revision(revisionId);
      if (revision === undefined) continue;
      const { title, text, authors, language } = revision.content;
      const inTitle = termsOf(title, language);
      for (const term of inTitle) add(terms, term, 2 * at + 1);
      for (const term of termsOf(`${authors.join('\n')}\n${text}`, language)) {
        if (!inTitle.has(term)) add(terms, term, 2 * at);
      }
    }
    return terms;
  }
}

function add(terms: Map<string, number[]>, term: string, posting: number): void {
  const list = terms.get(term);
  if (list === undefined) terms.set(term, [posting]);
  else list.push(posting);
}
