import { type Archive, type ArticleState, takenFrom } from '../archive/index.ts';
import type { ArticleView, Neighbour, RevisionLine } from '../pages/index.ts';
import { lineOf } from './lines.ts';
import type { Outlets } from './outlets.ts';

/** Captures listed under an article. */
const capturesShown = 30;

/** An article's state as its page shows it. */
export async function articleView(
  archive: Archive,
  state: ArticleState,
  outlets: Outlets,
): Promise<ArticleView> {
  const { article, revision } = state;
  const { content } = revision;
  const revisions = await revisionLines(archive, state);
  const { previous, next } = await neighbours(archive, state);
  const same = await archive.similar(article.id);
  const mirror = await mirrorOf(archive, state);
  return {
    line: { ...lineOf(article, outlets), title: content.title, language: content.language },
    authors: content.authors,
    site: content.site,
    ...(content.section === undefined ? {} : { section: content.section }),
    canonicalUrl: article.url,
    html: content.html,
    revision: { ...revision, ...(mirror && { mirror }) },
    revisions,
    captures: state.captures
      .slice(0, capturesShown)
      .map(({ id, capturedAt, status, askedUrl }) => ({ id, capturedAt, status, url: askedUrl })),
    lastSeenAt: article.lastSeenAt,
    absences: state.spans,
    aliases: state.aliases,
    merged: state.merged.map(({ article: one, revisions: had }) => ({
      url: one.url,
      title: one.title,
      language: one.language,
      firstSeenAt: one.firstSeenAt,
      revisions: had.length,
    })),
    same: same.map((one) => ({
      line: lineOf(one.article, outlets),
      likeness: one.likeness,
    })),
    ...(previous === undefined ? {} : { previous }),
    ...(next === undefined ? {} : { next }),
  };
}

/** The archive whose ledger vouches for what was taken of a mirror. */
async function mirrorOf(archive: Archive, state: ArticleState) {
  const from = takenFrom(state);
  if (from === undefined) return undefined;
  const kept = (await archive.keptLedgers()).find(({ id }) => id === from.ledger);
  return { origin: kept?.origin ?? from.ledger, leaf: from.leaf };
}

/** The revisions of an article, each with what it changed. */
export async function revisionLines(
  archive: Archive,
  { revision, revisions, edits }: ArticleState,
): Promise<RevisionLine[]> {
  const changed = new Map(edits.map((edit) => [edit.revisionId, edit]));
  const lines: RevisionLine[] = [];
  for (const { id, number, seenAt } of revisions) {
    const whole = id === revision.id ? revision : await archive.revision(id);
    const edit = changed.get(id);
    lines.push({ number, seenAt, title: whole?.content.title ?? '', ...(edit && { edit }) });
  }
  return lines;
}

/** The article before and after in the outlet's order. */
async function neighbours(
  archive: Archive,
  { article }: ArticleState,
): Promise<{ previous?: Neighbour; next?: Neighbour }> {
  const beside = async (oldestFirst: boolean): Promise<Neighbour | undefined> => {
    const [one] = await archive.articles({
      sourceId: article.sourceId,
      after: { sortAt: article.sortAt, id: article.id },
      oldestFirst,
      limit: 1,
    });
    return one && { id: one.id, title: one.title, language: one.language };
  };
  const previous = await beside(false);
  const next = await beside(true);
  return { ...(previous && { previous }), ...(next && { next }) };
}
