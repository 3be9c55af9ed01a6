import { draftImport } from '../../capture/index.ts';
import type { Capture, Source } from '../../model/index.ts';
import { type KeptLedger, leavesBetween } from '../../replica/index.ts';
import type { Change } from '../../store/index.ts';
import { sourcesNote } from '../about.ts';
import { keysOfUrl } from '../article-keys.ts';
import { articleNamed } from '../article-named.ts';
import { decide } from '../decide.ts';
import type { Recorded } from '../find.ts';
import { recordFinds, recording } from '../record.ts';
import { refusals } from '../refused.ts';
import type { Services } from '../services.ts';
import { joined, keepCaptures, keepNotes } from '../write.ts';
import { batchesOf } from './leaf-batches.ts';
import { type LeafBrought, LeafReader, type LeafTold } from './leaf-reader.ts';
import { forgetTakenDown } from './mirror-takedown.ts';
import { type MirroredFacts, mirroredBytes, typeOfMirrored } from './mirrored.ts';
import { absenceOfMirrored } from './mirrored-absence.ts';
import { findOfMirrored } from './mirrored-find.ts';
import { forgetRefused } from './removed-here.ts';
import { nothingTaken, readMark, type TakingMark, writeMark } from './taking-mark.ts';
import type { TakingMeans } from './taking-means.ts';

/** What was taken into the catalogue, and what could not be. */
export interface TakenLeaves {
  readonly captured: number;
  readonly recorded: readonly Recorded[];
  /** Leaves whose records or texts are missing at the mirror, or are not those that were signed for. */
  readonly wanting: TakingMark['wanting'];
  readonly takenDown: readonly string[];
}

/**
 * Takes what is new in a kept ledger into the catalogue, leaf by leaf in their order: each record and text
 * is checked against its leaf first. How far it came is written with what it brought, so that an
 * interrupted taking goes on there. Throws what the mirror's place throws, with what came before on
 * record.
 */
export async function takeLeaves(means: TakingMeans): Promise<TakenLeaves> {
  const { services, kept } = means;
  const size = (await kept.head())?.size ?? 0;
  const mark = means.isAfresh ? nothingTaken : await readMark(services.store, kept.id);
  const taking = new Taking(means, mark);
  const reader = new LeafReader(means, await takedownsFrom(kept, size, mark));
  const isStill = ({ index, why }: TakingMark['wanting'][number]): boolean =>
    why === 'removed-there' && means.removed.has(index);
  const wanted = new Set(mark.wanting.filter((one) => !isStill(one)).map(({ index }) => index));
  const again = [...wanted].filter((index) => index < size).sort((a, b) => a - b);
  for (const index of again) {
    for await (const leaf of leavesBetween(kept, size, index, index + 1)) {
      await taking.take([await reader.bring(leaf)], mark.next);
    }
  }
  const ahead = leavesBetween(kept, size, mark.next);
  for await (const batch of batchesOf(ahead, (leaf) => reader.bring(leaf), textLength)) {
    const next = (batch.at(-1)?.leaf.index ?? mark.next - 1) + 1;
    await taking.take(
      batch.map(({ brought }) => brought),
      next,
    );
  }
  return taking.result();
}

const textLength = (brought: LeafBrought): number =>
  'mirrored' in brought ? (brought.mirrored.text?.length ?? 0) : 0;

/** Leaves that later ones say were taken down: nothing of them is asked for. */
async function takedownsFrom(
  kept: KeptLedger,
  size: number,
  { next, wanting }: TakingMark,
): Promise<ReadonlySet<number>> {
  const gone = new Set<number>();
  const from = Math.min(next, ...wanting.map(({ index }) => index));
  for await (const { leaf } of leavesBetween(kept, size, from)) {
    if (leaf.kind === 'takedown' && leaf.ref !== undefined) gone.add(leaf.ref);
  }
  return gone;
}

/** Puts what leaves brought on record, in their order. */
class Taking {
  readonly #means: TakingMeans;
  #mark: TakingMark;
  #captured = 0;
  #recorded: Recorded[] = [];
  #takenDown: string[] = [];

  constructor(means: TakingMeans, mark: TakingMark) {
    this.#means = means;
    this.#mark = mark;
  }

  result(): TakenLeaves {
    return {
      ...{ captured: this.#captured, recorded: this.#recorded, takenDown: this.#takenDown },
      wanting: this.#mark.wanting,
    };
  }

  /** `next`: the index of the leaf behind them. */
  async take(brought: readonly LeafBrought[], next: number): Promise<void> {
    const astray = new Set<number>();
    let words: LeafTold[] = [];
    const flush = async () => {
      if (words.length > 0)
        await this.#keep(words, (deciding, sources) => this.#wordsMean(deciding, sources));
      words = [];
    };
    for (const one of brought) {
      if (one.kind === 'words') words.push(one);
      else await flush();
      if (one.kind === 'absence') {
        await this.#keep([one], (deciding) => this.#absenceMeans(deciding, one.facts));
        if ((await this.#sourceOf(one)) === undefined) astray.add(one.index);
      }
      if (one.kind === 'takedown') {
        this.#takenDown.push(...(await forgetTakenDown(this.#means, one)));
      }
    }
    await flush();
    await this.#advance(brought, { next, astray });
  }

  /** `astray`: looks at articles that are not here. */
  async #advance(
    brought: readonly LeafBrought[],
    { next, astray }: { readonly next: number; readonly astray: ReadonlySet<number> },
  ): Promise<void> {
    const settled = new Set(brought.map(({ index }) => index));
    const wanting: TakingMark['wanting'] = [
      ...this.#mark.wanting.filter(({ index }) => !settled.has(index)),
      ...brought.flatMap((one) =>
        one.kind === 'wanting' ? { index: one.index, why: one.why } : [],
      ),
    ];
    // Their articles may be what is still to be had: then they are told of again when it was.
    const waiting = wanting.some(({ why }) => why !== 'removed-there' && why !== 'without-words')
      ? [...astray].map((index) => ({ index, why: 'without-words' as const }))
      : [];
    this.#mark = { next: Math.max(this.#mark.next, next), wanting: [...wanting, ...waiting] };
    const { services, kept } = this.#means;
    await services.store.commit({ marks: [writeMark(kept.id, this.#mark)] });
  }

  /** Captures what leaves brought, those not on record yet, and puts what they mean on record with them. */
  async #keep(
    all: readonly LeafTold[],
    meaning: (deciding: Services, of: ReadonlyMap<string, Source>) => Meaning,
  ): Promise<void> {
    const { outlets, mirror, kept } = this.#means;
    const done = await decide(this.#means.services, async (services) => {
      const { store } = services;
      const isRefused = await refusals(store, all, ({ facts }) => keysOfUrl(facts.url));
      const drafts = [];
      for (const one of all) {
        if (isRefused(one)) {
          const { url, leaf } = one.facts;
          await forgetRefused(services, url, {
            ...{ log: kept.id, index: one.index, record: leaf.record },
          });
          continue;
        }
        const source = await this.#sourceOf(one);
        if (source === undefined) continue;
        const mirrored = { log: kept.id, ...one.mirrored };
        const draft = draftImport({
          ...{ url: one.facts.url, observedAt: one.facts.fetched, sourceId: source.id },
          ...{ contentType: typeOfMirrored(mirrored), bytes: mirroredBytes(mirrored) },
        });
        const about = { v: 1, kind: 'mirrored', source: source.id, mirror: mirror.id };
        drafts.push({ draft, about, source, facts: one.facts });
      }
      const known = await store.knownCaptures(drafts.map(({ draft }) => draft.capture.id));
      const distinct = new Map(drafts.map((one) => [one.draft.capture.id, one]));
      const fresh = [...distinct.values()].filter(({ draft }) => !known.has(draft.capture.id));
      if (fresh.length === 0) return undefined;
      const made = outlets.fresh();
      const noted =
        made.length === 0 ? {} : await keepNotes(services, [sourcesNote(made, services.now())]);
      const { captures, change } = await keepCaptures(services, fresh);
      const facts = new Map(fresh.map((one) => [one.draft.capture.id, one]));
      const sources = new Map(fresh.map((one) => [one.draft.capture.id, one.source]));
      const { change: meant, recorded } = await meaning(
        services,
        sources,
      )(
        captures.flatMap((capture) => {
          const one = facts.get(capture.id);
          return one === undefined ? [] : [{ capture, facts: one.facts }];
        }),
      );
      await store.commit([noted, change, meant, { sources: made }].reduce(joined, {}));
      outlets.onRecord(made);
      return { captured: captures.length, recorded };
    });
    this.#captured += done?.captured ?? 0;
    this.#recorded.push(...(done?.recorded ?? []));
  }

  /** A look that missed an article belongs to the outlet of that; of one that is not here nothing is kept. */
  async #sourceOf({ kind, facts }: LeafTold): Promise<Source | undefined> {
    const { services, outlets } = this.#means;
    if (kind === 'words') return await outlets.of(facts);
    const article = await articleNamed(services.store, '', facts.url);
    return article && (await services.store.source(article.sourceId));
  }

  #wordsMean(services: Services, sources: ReadonlyMap<string, Source>): Meaning {
    return async (captured) => {
      const finds = captured.map(({ capture, facts }) =>
        findOfMirrored(facts, capture, sources.get(capture.id)?.id ?? ''),
      );
      const means = recording(services, services.now());
      return await recordFinds(services.store, finds, means);
    };
  }

  #absenceMeans({ store, revisitDays }: Services, facts: MirroredFacts): Meaning {
    return async ([one]) => ({
      change:
        one === undefined ? {} : await absenceOfMirrored(store, facts, one.capture, revisitDays),
      recorded: [],
    });
  }
}

type Meaning = (
  captured: readonly { readonly capture: Capture; readonly facts: MirroredFacts }[],
) => Promise<{ readonly change: Change; readonly recorded: readonly Recorded[] }>;
