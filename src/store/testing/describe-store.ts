import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../index.ts';
import { describeAccounts } from './describe-accounts.ts';
import { describeArticles } from './describe-articles.ts';
import { describeCaptures } from './describe-captures.ts';
import { describeCapturesUnder } from './describe-captures-under.ts';
import { describeDigests } from './describe-digests.ts';
import { describeDue } from './describe-due.ts';
import { describeEdits } from './describe-edits.ts';
import { describeExpected } from './describe-expected.ts';
import { describeGauges } from './describe-gauges.ts';
import { describeHooks } from './describe-hooks.ts';
import { describeHosts, describeHostsAhead } from './describe-hosts.ts';
import { describeKeys } from './describe-keys.ts';
import { describeLeases } from './describe-leases.ts';
import { describeLeaves } from './describe-leaves.ts';
import { describeMarks } from './describe-marks.ts';
import { describeMerged } from './describe-merged.ts';
import { describeNaiveRemoved } from './describe-naive-removed.ts';
import { describeNaiveWords } from './describe-naive-words.ts';
import { describeOutlines } from './describe-outlines.ts';
import { describeRemoved } from './describe-removed.ts';
import { describeRevisions } from './describe-revisions.ts';
import { describeSaved } from './describe-saved.ts';
import { describeSigned } from './describe-signed.ts';
import { describeSketches } from './describe-sketches.ts';
import { describeSources } from './describe-sources.ts';
import { describeStrangeText } from './describe-strange-text.ts';
import { describeStreams } from './describe-streams.ts';
import { describeTakedowns } from './describe-takedowns.ts';
import { describeUnread } from './describe-unread.ts';
import { describeWords } from './describe-words.ts';
import { describeWorkLeases } from './describe-work-leases.ts';

/** The suite that every store must pass; `open` gives a fresh, empty one. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`the store over ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const opened = () => store;

    describeSources(opened);
    describeLeases(opened);
    describeWorkLeases(opened);
    describeSigned(opened);
    describeHosts(opened);
    describeHostsAhead(opened);
    describeDue(opened);
    describeArticles(opened);
    describeWords(opened);
    describeNaiveWords(opened);
    describeSketches(opened);
    describeRevisions(opened);
    describeKeys(opened);
    describeExpected(opened);
    describeMerged(opened);
    describeEdits(opened);
    describeCaptures(opened);
    describeStrangeText(opened);
    describeCapturesUnder(opened);
    describeSaved(opened);
    describeOutlines(opened);
    describeHooks(opened);
    describeDigests(opened);
    describeGauges(opened);
    describeRemoved(opened);
    describeNaiveRemoved(opened);
    describeTakedowns(opened);
    describeAccounts(opened);
    describeMarks(opened);
    describeLeaves(opened);
    describeUnread(opened);
    describeStreams(opened);
  });
}
