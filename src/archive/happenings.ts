import type { Absence } from '../model/index.ts';
import type { Change, Digest, Happening, Hook, HookKind, Store } from '../store/index.ts';
import { healthEvents } from './health.ts';

type Reads = Pick<Store, 'hooks' | 'digests' | 'article' | 'pollState' | 'source'>;

/** The store given, whose commits write with each change what hooks and digests of edits are to tell of it: nothing is
 * told that is not on record, and nothing that is on record is forgotten. */
export function notingHappenings(store: Store): Store {
  return {
    ...store,
    commit: async (change, terms) => {
      const happenings = await happeningsOf(store, change);
      await store.commit(happenings.length === 0 ? change : { ...change, happenings }, terms);
    },
  };
}

/** What a change brings that a hook wants; asked before it is committed. */
async function happeningsOf(store: Reads, change: Change): Promise<readonly Happening[]> {
  const wanted = wantedBy(await store.hooks(), await store.digests());
  if (wanted.size === 0) return [];
  return [
    ...(wanted.has('article') ? newArticles(change) : []),
    ...(wanted.has('edit') ? toldEdits(change) : []),
    ...(wanted.has('absence') ? await absences(store, change) : []),
    ...(wanted.has('health') ? await health(store, change) : []),
  ];
}

const wantedBy = (hooks: readonly Hook[], digests: readonly Digest[]): ReadonlySet<HookKind> =>
  new Set([
    ...hooks.flatMap(({ kinds, progress }) => (progress.stoppedAt === undefined ? kinds : [])),
    ...(digests.some(({ of }) => of === 'edits') ? (['edit'] as const) : []),
  ]);

/** What an import brings was news long ago. */
function newArticles({ revisions = [], articles = [] }: Change): Happening[] {
  return revisions.flatMap((revision) => {
    const article = articles.find(({ id }) => id === revision.article);
    if (revision.number !== 1 || revision.basis === 'import') return [];
    if (article === undefined || article.mergedInto !== undefined) return [];
    const { id: articleId, sourceId } = article;
    return [{ kind: 'article', at: revision.seenAt, sourceId, articleId }];
  });
}

/** Without those of revisions that were on record already and are only weighed now. */
function toldEdits({ edits = [], revisions = [] }: Change): Happening[] {
  const fresh = new Set(revisions.flatMap(({ id, basis }) => (basis === 'import' ? [] : [id])));
  return edits
    .filter(({ told, weight, revisionId }) => told && weight > 0 && fresh.has(revisionId))
    .map(({ articleId, sourceId, revisionId, seenAt }) => ({
      ...{ kind: 'edit', at: seenAt, sourceId, articleId, revisionId },
    }));
}

/** The first look that missed an article, that which says that it is gone, and its return. */
async function absences(store: Reads, change: Change): Promise<Happening[]> {
  const found: Happening[] = [];
  for (const absence of change.absences ?? []) {
    const after = change.articles?.find(({ id }) => id === absence.articleId);
    if (after === undefined) continue;
    const before = await store.article(after.id);
    const of = { kind: 'absence', sourceId: after.sourceId, articleId: after.id } as const;
    const tell = (event: string, facts: object, at = absence.seenAt) =>
      found.push({ ...of, at, facts: { event, ...facts } });
    if (absence.endedAt !== undefined) {
      if (before?.absent !== undefined) tell('returned', {}, absence.endedAt);
      continue;
    }
    if (before?.absent === undefined) tell('absence', lookOf(absence));
    if (after.goneSince !== undefined && before?.goneSince === undefined) {
      tell('gone', { ...lookOf(absence), since: after.goneSince });
    }
  }
  return found;
}

const lookOf = ({ kind, status }: Absence) => ({ reason: kind, status });

async function health(store: Reads, change: Change): Promise<Happening[]> {
  const found: Happening[] = [];
  for (const after of change.sources ?? []) {
    const before = await store.source(after.id);
    if (before === undefined || before.url === after.url) continue;
    const { id, title, url } = after;
    const facts = { event: 'moved', source: { id, title, url }, from: before.url };
    found.push({
      kind: 'health',
      at: lastPoll(change, id) ?? after.followedAt,
      sourceId: id,
      facts,
    });
  }
  for (const after of change.polls ?? []) {
    const before = await store.pollState(after.sourceId);
    const source =
      change.sources?.find(({ id }) => id === after.sourceId) ??
      (await store.source(after.sourceId));
    if (before === undefined || source === undefined) continue;
    for (const { type, ...facts } of healthEvents(source, before, after)) {
      const at = after.lastPollAt ?? source.followedAt;
      const told = { event: type, ...facts };
      found.push({ kind: 'health', at, sourceId: source.id, facts: told });
    }
  }
  return found;
}

const lastPoll = ({ polls = [] }: Change, id: string) =>
  polls.find(({ sourceId }) => sourceId === id)?.lastPollAt;
