import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOfPiece, pieceFiles } from './search-files.ts';
import { lineTexts, mergedLines, parsedLines, termLines } from './term-lines.ts';

const terms = fc.array(
  fc.uniqueArray(fc.constantFrom('江', '江湾', 'ferry', 'en:ferri', '𠮷', 'a b')),
  {
    maxLength: 40,
  },
);

function linesOf(documents: readonly (readonly string[])[]): string[] {
  const all = new Map<string, number[]>();
  for (const [at, words] of documents.entries()) {
    for (const word of words) all.set(word, [...(all.get(word) ?? []), 2 * at]);
  }
  return [...lineTexts(termLines(all))];
}

test('parts put together are what the whole would have been', () => {
  fc.assert(
    fc.property(terms, fc.nat(40), (documents, cut) => {
      const parts = [documents.slice(0, cut), documents.slice(cut)];
      const merged = mergedLines(
        parts.map((part, at) =>
          parsedLines(linesOf(part), at === 0 ? 0 : Math.min(cut, documents.length)),
        ),
      );
      expect([...lineTexts(merged)]).toEqual(linesOf(documents));
    }),
  );
});

test('pieces hold each line once, and give them again', () => {
  fc.assert(
    fc.property(terms, fc.integer({ min: 1, max: 9 }), (documents, pieces) => {
      const lines = linesOf(documents);
      const files = [...pieceFiles('0.8', pieces, lines)];
      expect(files.map(({ path }) => path)).toEqual(
        Array.from({ length: pieces }, (_, at) => `search/0.8/${at}.js`),
      );
      expect(files.flatMap(({ bytes }) => linesOfPiece(Buffer.from(bytes)))).toEqual(lines);
    }),
  );
});
