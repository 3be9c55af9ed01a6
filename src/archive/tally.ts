import { type ArchiveError, errorFrom, type Source } from '../model/index.ts';
import { articleKey, isOfOtherVersion } from '../url/index.ts';
import type { Failure } from './events.ts';
import type { FetchReport } from './fetch-report.ts';
import type { Recorded } from './find.ts';
import { type LookOutcome, Looks, outcomeOf } from './looks.ts';
import type { pollSource } from './poll.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';

/** For so long an address counts as asked, and an article as seen, in a schedule without passes. */
const memoryMs = 600_000;

/** Counts a pass, or the rounds of a schedule; owns its numbers. */
export class Tally {
  readonly #services: Services;
  readonly #seen = new Set<string>();
  readonly #failed: Failure[] = [];
  readonly #asked = new Set<string>();
  readonly looks = new Looks();
  #counts = noCounts();
  #since: number;

  constructor(services: Services) {
    this.#services = services;
    this.#since = services.now();
  }

  async poll(source: Source, act: () => ReturnType<typeof pollSource>): Promise<void> {
    this.#counts.sources += 1;
    await this.#guard(source.url, async () => {
      const polled = await act();
      this.#counts.entries += polled.entries;
      this.#counts.captured += polled.captured;
      for (const recorded of polled.recorded) this.#note(recorded);
      this.#look(source.url, 'answered');
    });
  }

  async take(url: string, act: () => Promise<Taken>): Promise<void> {
    await this.#guard(url, async () => {
      const taken = await act();
      this.add(taken);
      this.#look(url, outcomeOf(taken));
    });
  }

  add(taken: Taken): void {
    this.#counts.captured += taken.captured;
    if (taken.recorded !== undefined) this.#note(taken.recorded);
    if (taken.absence !== undefined) this.#counts.absences += 1;
    if (taken.error !== undefined)
      this.#fail(taken.error.message.split(': ')[0] ?? '', taken.error);
  }

  /** Whether this pass has asked an address already; it counts as asked from now on. An AMP page need not be asked
   * for after the page itself, but the page itself after it. */
  asks(url: Source['url']): boolean {
    const key = articleKey(url);
    const own = isOfOtherVersion(url) ? `version of ${key}` : key;
    const asked = this.#asked.has(key) || this.#asked.has(own);
    this.#asked.add(own);
    return asked;
  }

  /** Whether this pass looked at an article already. */
  saw(articleId: string): boolean {
    return this.#seen.has(articleId);
  }

  report(): FetchReport {
    const failed = [...this.#failed].sort((one, other) => (one.url < other.url ? -1 : 1));
    return { ...this.#counts, failed };
  }

  /** The report since the last cut; counting begins anew. */
  cut(): FetchReport {
    const report = this.report();
    this.#counts = noCounts();
    this.#failed.length = 0;
    if (this.#services.now() - this.#since > memoryMs) {
      this.#since = this.#services.now();
      this.#seen.clear();
      this.#asked.clear();
    }
    return report;
  }

  #look(url: string, outcome: LookOutcome): void {
    this.looks.note(url, outcome, this.#services.now());
  }

  #note(recorded: Recorded): void {
    const { articleId: id, find, outcome, revisionNumber } = recorded;
    this.#seen.add(id);
    if (outcome === 'unchanged') return;
    const about = { id, url: find.urls[0], title: find.article.title };
    this.#counts.revisions += 1;
    if (outcome === 'new') {
      this.#counts.articles += 1;
      this.#services.tell({ type: 'article', ...about });
    } else if (outcome === 'revised') {
      this.#counts.edited += 1;
      this.#services.tell({ type: 'revision', ...about, number: revisionNumber });
    }
  }

  #fail(url: string, error: ArchiveError): void {
    const failure = { url, code: error.code, message: error.message };
    this.#failed.push(failure);
    this.#services.tell({ type: 'failed', failure });
  }

  /** A failure of the other side is counted; one of our own disk or of damage ends the pass. */
  async #guard(url: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      const error = errorFrom(thrown, url);
      if (error.code === 'internal' || error.code === 'corrupt') throw error;
      this.#look(url, 'failed');
      this.#fail(url, error);
    }
  }
}

const noCounts = () => ({
  sources: 0,
  entries: 0,
  captured: 0,
  articles: 0,
  revisions: 0,
  edited: 0,
  absences: 0,
});
