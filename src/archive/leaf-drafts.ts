import { sha256 } from '../digest/index.ts';
import type { Absence, Capture, Takedown } from '../model/index.ts';
import type {
  Change,
  LeafRow,
  LedgerFact,
  LoggedLeaf,
  RevisionRecord,
  Store,
} from '../store/index.ts';
import type { LeafKind } from '../tlog/index.ts';
import { formatLeaf, parseLeaf } from '../tlog/index.ts';
import type { CapturePlace } from '../warc/index.ts';
import {
  absenceRecord,
  type ChainPlace,
  factRecord,
  restoreRecord,
  revisionRecord,
  type SizedCapture,
  takedownRecord,
} from './leaf-record.ts';
import { unloggedOf } from './log-unlogged.ts';
import { payloadSize } from './payload-size.ts';

/** What leaves are made with. */
export interface LeafMeans {
  readonly store: Store;
  /** Where the capture files lie. */
  readonly captures: CapturePlace;
  /** When they are made, in ms. */
  readonly now: number;
}

interface Made {
  readonly kind: LeafKind;
  readonly bytes: Uint8Array;
  /** A capture that it rests on was not made after this, in ms. */
  readonly notBefore?: number;
  readonly ref?: number;
  readonly about: Pick<LeafRow, 'articleId' | 'url' | 'rev' | 'captureId'>;
}

/** Makes the leaves that a change brings, behind those on record. */
export class LeafDrafts {
  readonly #means: LeafMeans;
  readonly #change: Change;
  readonly #made: LeafRow[] = [];
  readonly #removed: number[] = [];
  /** Ids of articles whose leaves were looked at. */
  readonly #asked = new Set<string>();
  /** Whether one of those made names the index of another. */
  #isBound = false;
  #next: number;
  #time: number;

  /** `last`: the last leaf on record. */
  constructor(means: LeafMeans, change: Change, last: LeafRow | undefined) {
    this.#means = means;
    this.#change = change;
    this.#next = last === undefined ? 0 : last.index + 1;
    this.#time = last === undefined ? 0 : Date.parse(parseLeaf(last.line).time);
  }

  /** What the store is to write. */
  get change(): Pick<Change, 'leaves' | 'recordsRemoved'> {
    return { leaves: this.#made, recordsRemoved: this.#removed };
  }

  /**
   * The same leaves behind others, which were logged since these were made: other indexes, and times that do not go
   * back. Undefined where they would say something else by now, and have to be made anew: the others are of one of
   * their articles, or tell of what was taken down, or these name each other. Nothing is read.
   */
  behind(others: readonly LoggedLeaf[]): readonly LeafRow[] | undefined {
    const last = others.at(-1);
    if (last === undefined || this.#isBound) return undefined;
    const isOurs = ({ articleId = '' }: LoggedLeaf) => this.#asked.has(articleId);
    if (others.some((one) => isOurs(one) || parseLeaf(one.line).ref !== undefined))
      return undefined;
    const { time: since } = parseLeaf(last.line);
    return this.#made.map((leaf, place) => {
      const parsed = parseLeaf(leaf.line);
      const time = parsed.time < since ? since : parsed.time;
      return { ...leaf, index: last.index + 1 + place, line: formatLeaf({ ...parsed, time }) };
    });
  }

  /** A state of an article's words; `import` where this archive did not log it when it was captured. */
  async revision(revision: RevisionRecord, isPast: boolean): Promise<void> {
    const { article, captureId, number } = revision;
    if (number > 1 && !isPast) await this.#earlier(article, number);
    const evidence = await this.#evidence(captureId);
    if (evidence === undefined) return;
    const place = await this.#place(article);
    if (place === undefined) return;
    const kind = isPast ? 'import' : 'revision';
    const { url, rev } = place;
    this.#add({
      kind,
      bytes: revisionRecord(kind, revision, evidence, place),
      about: { articleId: article, url, rev, captureId },
      ...(isPast ? {} : { notBefore: Date.parse(evidence.capture.capturedAt) }),
    });
  }

  /** What was on record of an article before there was a ledger comes before what is new of it. */
  async #earlier(article: string, number: number): Promise<void> {
    if ((await this.#leavesOf([article])).some(({ rev }) => rev !== undefined)) return;
    const { store } = this.#means;
    for (const one of await unloggedOf(store, article, number)) await this.revision(one, true);
  }

  /** A look that missed an article. */
  async absence(absence: Absence): Promise<void> {
    const { articleId, captureId } = absence;
    const url = (await this.#words(articleId)).at(-1)?.url ?? (await this.#article(articleId))?.url;
    if (url === undefined) return;
    const evidence = captureId === undefined ? undefined : await this.#evidence(captureId);
    this.#add({
      kind: 'absence',
      bytes: absenceRecord(absence, url, evidence),
      notBefore: Date.parse(absence.seenAt),
      about: { articleId, url, ...(captureId === undefined ? {} : { captureId }) },
    });
  }

  /** That the records of an article are removed: a leaf of each. */
  async takedown({ articles, reason, at }: Takedown): Promise<void> {
    const bytes = takedownRecord(reason, at);
    for (const leaf of await this.#leavesOf(articles)) {
      if (leaf.removed || parseLeaf(leaf.line).ref !== undefined) continue;
      this.#removed.push(leaf.index);
      this.#add({ kind: 'takedown', bytes, ref: leaf.index, about: { articleId: articles[0] } });
    }
  }

  /** That a takedown was lifted: a leaf of each of its own. */
  async restore({ articles, liftedAt }: Takedown): Promise<void> {
    const pointing = (await this.#leavesOf(articles)).map((leaf) => ({
      index: leaf.index,
      ...parseLeaf(leaf.line),
    }));
    const lifted = new Set(pointing.flatMap(({ kind, ref }) => (kind === 'restore' ? [ref] : [])));
    const bytes = restoreRecord(liftedAt ?? '');
    for (const { kind, index } of pointing) {
      if (kind !== 'takedown' || lifted.has(index)) continue;
      this.#add({ kind: 'restore', bytes, ref: index, about: { articleId: articles[0] } });
    }
  }

  /** What the ledger alone tells. */
  fact(fact: LedgerFact): void {
    this.#add({ kind: fact.kind, bytes: factRecord(fact), about: {} });
  }

  #add({ kind, bytes, ref, about, notBefore = 0 }: Made): void {
    if (ref !== undefined) this.#isBound = true;
    this.#time = Math.max(this.#time, this.#means.now, notBefore);
    const record = sha256(bytes);
    const time = new Date(this.#time).toISOString();
    const line = formatLeaf({
      ...{ kind, record, time: time as Absence['seenAt'] },
      ...(ref === undefined ? {} : { ref }),
    });
    this.#made.push({ index: this.#next, line, record, ...about, bytes });
    this.#next += 1;
  }

  /** Leaves of articles, those to come included. */
  async #leavesOf(articles: readonly string[]): Promise<readonly LeafRow[]> {
    for (const article of articles) this.#asked.add(article);
    const known = await this.#means.store.leavesOf(articles);
    const fresh = this.#made.filter(({ articleId = '' }) => articles.includes(articleId));
    return [...known, ...fresh];
  }

  /** The leaves of an article's words whose records are there. */
  async #words(article: string): Promise<readonly LeafRow[]> {
    const leaves = await this.#leavesOf([article]);
    return leaves.filter(({ rev, removed }) => rev !== undefined && !removed);
  }

  /** The chain of an article goes on at the address it began with, whatever address it has today. */
  async #place(article: string): Promise<(ChainPlace & { readonly source?: string }) | undefined> {
    const last = (await this.#words(article)).at(-1);
    const now = await this.#article(article);
    const source = now === undefined ? {} : { source: now.sourceId };
    if (last?.url !== undefined && last.rev !== undefined) {
      const { url, rev, index, record } = last;
      if (this.#made.includes(last)) this.#isBound = true;
      return { url, rev: rev + 1, prev: { index, record }, ...source };
    }
    return now && { url: now.url, rev: 1, prev: null, ...source };
  }

  async #article(id: string) {
    const fresh = this.#change.articles?.find((article) => article.id === id);
    return fresh ?? (await this.#means.store.article(id));
  }

  async #evidence(id: string): Promise<SizedCapture | undefined> {
    const beside = this.#change.captures ?? [];
    const fresh: Capture | undefined = beside.find((capture) => capture.id === id);
    const capture = fresh ?? (await this.#means.store.capture(id));
    return capture && { capture, size: await payloadSize(this.#means, capture, beside) };
  }
}
