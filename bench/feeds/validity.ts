/** What feedvalidator calls valid must be read without complaint. */
import { documentKind, type FeedInput, parseFeed } from '../../src/feed/index.ts';
import { isRefusal } from './readers.ts';

interface Judged {
  readonly repo: string;
  readonly file: string;
  readonly expected: string | null;
  readonly input: FeedInput;
}

const complaint = /could not be read|were repaired|do not match|begin no entity|ends before/;

/**
 * Counts the feeds that feedvalidator's own tests hold free of errors (`!Error`), and those of them
 * that we read without telling of a repair or of a date nobody understands.
 */
export function printValidity(documents: readonly Judged[]): void {
  const valid = documents.filter(
    ({ repo, expected, input }) =>
      repo === 'rubys/feedvalidator' &&
      /: !Error\b/.test(expected ?? '') &&
      documentKind(input) === 'feed',
  );
  const complained = valid.filter(({ input }) =>
    warningsOf(input).some((one) => complaint.test(one)),
  );
  console.log(
    `\nfeedvalidator: of ${valid.length} feeds that it calls valid, ${valid.length - complained.length} are read without a repair or a date that cannot be read`,
  );
  for (const { file, input } of complained) console.log(`  ${file}: ${warningsOf(input)[0]}`);
}

function warningsOf(input: FeedInput): readonly string[] {
  try {
    return parseFeed(input).warnings;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ['The document could not be read.'];
  }
}
