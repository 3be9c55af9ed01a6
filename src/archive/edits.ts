import { compareRevisions, weighRevisions } from '../edits/index.ts';
import {
  ArchiveError,
  type Edit,
  type Revision,
  type Source,
  type WeighedEdit,
} from '../model/index.ts';
import type {
  ArticleRecord,
  EditQuery,
  EditRecord,
  RevisionRecord,
  Store,
} from '../store/index.ts';
import { editRecord } from './edit-record.ts';
import { isComparable } from './new-words.ts';
import { findArticle } from './read.ts';
import type { Services } from './services.ts';
import { cutAlike } from './sites.ts';
import { holdSources } from './source-by-id.ts';

/** Two revisions of an article and the difference between them. */
export interface Difference {
  readonly article: ArticleRecord;
  readonly source?: Source;
  readonly from: RevisionRecord;
  readonly to: RevisionRecord;
  /** Word by word; exact. */
  readonly edit: Edit;
  /** By kind and weight. */
  readonly weighed: WeighedEdit;
  /** Whether all of it can be the outlet's: no revision from one to the other is of another basis or
   * extractor. */
  readonly told: boolean;
}

/** An edit with the article it was made in. */
export interface EditedArticle {
  readonly article: ArticleRecord;
  readonly edit: EditRecord;
}

/**
 * What changed between two revisions of an article, by their numbers: without any the newest and the
 * one before it, with one that and the newest. Throws ArchiveError `not-found` when there is no such
 * article or revision, `invalid` when it has only one revision, or both numbers are the same.
 */
export async function differenceOf(
  services: Services,
  named: string,
  numbers: readonly [from?: number | undefined, to?: number | undefined],
): Promise<Difference> {
  const { store } = services;
  const article = await findArticle(services, named);
  const revisions = await store.revisions(article.id);
  const newest = revisions.at(-1)?.number ?? 0;
  const [from = newest - 1, to = newest] = numbers;
  if (numbers[0] === undefined && newest < 2) {
    throw new ArchiveError(
      'invalid',
      `${named}: it has one revision; there is nothing to compare.`,
    );
  }
  if (from === to) {
    throw new ArchiveError('invalid', `${named}: ${from} and ${to} are one revision; name two.`);
  }
  const [before, after] = [
    await numbered(services, revisions, { named, number: from }),
    await numbered(services, revisions, { named, number: to }),
  ];
  const between = revisions.filter(
    ({ number }) => number >= Math.min(from, to) && number <= Math.max(from, to),
  );
  const alike = await cutAlike(store, [before.id, after.id]);
  const one = alike.get(before.id) ?? before;
  const other = alike.get(after.id) ?? after;
  const source = await store.source(article.sourceId);
  return {
    article,
    ...(source === undefined ? {} : { source }),
    from: one,
    to: other,
    edit: compareRevisions(one.content, other.content),
    weighed: weighRevisions(one.content, other.content),
    told: between.every((one) => isComparable(before, one)),
  };
}

async function numbered(
  { store }: Services,
  revisions: readonly Revision[],
  { named, number }: { readonly named: string; readonly number: number },
): Promise<RevisionRecord> {
  const found = revisions.find((revision) => revision.number === number);
  const whole = found && (await store.revision(found.id));
  if (whole !== undefined) return whole;
  throw new ArchiveError(
    'not-found',
    `${named}: there is no revision ${number}; it has 1 to ${revisions.length}.`,
  );
}

/** Edits that outlets made, with their articles. Throws ArchiveError `not-found` for a source that is
 * not there. */
export async function editedArticles(
  { store }: Services,
  query: EditQuery,
): Promise<EditedArticle[]> {
  await holdSources(store, query.sourceIds);
  const edits = await store.edits(query);
  const ids = [...new Set(edits.map((edit) => edit.articleId))];
  const articles = new Map((await store.articlesById(ids)).map((article) => [article.id, article]));
  return edits.flatMap((edit) => {
    const article = articles.get(edit.articleId);
    return article === undefined ? [] : [{ article, edit }];
  });
}

/** Revisions weighed in one commit. */
const atOnce = 200;
/** The mark of a catalogue in which every edit is on record. */
const weighed = 'weighed';

/**
 * Weighs the edits that are not on record, of revisions that were written before edits were weighed;
 * once for a catalogue, since those written today bring theirs. Throws `corrupt` where the catalogue
 * contradicts itself.
 */
export async function weighMissing({ store }: Pick<Services, 'store'>): Promise<void> {
  if ((await store.mark(weighed)) !== undefined) return;
  let after: string | undefined;
  for (;;) {
    const missing = await store.unweighed(atOnce, after);
    const edits: EditRecord[] = [];
    for (const revision of missing) edits.push(await weighedAnew(store, revision));
    after = missing.at(-1)?.id;
    if (after === undefined) break;
    await store.commit({ edits });
  }
  await store.commit({ marks: [{ name: weighed, value: '1' }] });
}

async function weighedAnew(store: Store, revision: Revision): Promise<EditRecord> {
  const { id, previous } = revision;
  const alike = await cutAlike(store, previous === null ? [id] : [previous, id]);
  const after = alike.get(id);
  const before = alike.get(previous ?? '');
  const article = await store.article(revision.article);
  if (after === undefined || before === undefined || article === undefined) {
    throw new ArchiveError(
      'corrupt',
      `${id}: the catalogue contradicts itself; run backissue doctor.`,
    );
  }
  const told = isComparable(before, after) && !(await isOfMerging(store, revision));
  return editRecord(before, after, { sourceId: article.sourceId, told });
}

/** Whether a revision has the words of a record that was merged into its article: those were there
 * before, and nobody edited them. */
async function isOfMerging(
  store: Store,
  { article, captureId, textDigest }: Revision,
): Promise<boolean> {
  for (const merged of await store.mergedInto([article])) {
    const same = (one: Revision) => one.captureId === captureId && one.textDigest === textDigest;
    if ((await store.revisions(merged.id)).some(same)) return true;
  }
  return false;
}
