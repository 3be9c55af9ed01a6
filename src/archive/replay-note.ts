import { readContent } from '../capture/index.ts';
import type { Absence, Instant, Source, Url } from '../model/index.ts';
import type { Change } from '../store/index.ts';
import type { ToldEntry } from './about.ts';
import { articleNamed } from './article-named.ts';
import { recordAbsence } from './record-absence.ts';
import type { ReplayMeans } from './replay-means.ts';
import { feedMeaning, toldEntry } from './replay-page.ts';
import { type LiftNote, liftMeaning } from './replay-takedown.ts';
import { joinedEntry } from './take.ts';

/** What no capture tells. */
export type Note =
  | { readonly kind: 'sources'; readonly sources: readonly Source[] }
  | {
      readonly kind: 'absence';
      readonly absence: Absence;
      /** The article's address; records of old archives do not tell it. */
      readonly url?: Url;
    }
  | LiftNote
  | (ToldEntry & { readonly kind: 'entry'; readonly revisit: boolean })
  | (ToldEntry & { readonly kind: 'joined'; readonly article: string });

/** What a note of a moment means. */
export async function noteMeaning(means: ReplayMeans, note: Note, at: Instant): Promise<Change> {
  const { store, captures, revisitDays } = means;
  const now = Date.parse(at);
  if (note.kind === 'sources') return await sourcesMeaning(means, note.sources);
  if (note.kind === 'absence') {
    const article = await articleNamed(store, note.absence.articleId, note.url);
    if (article === undefined) return {};
    const absence = { ...note.absence, articleId: article.id };
    const before = await store.absences(article.id);
    return recordAbsence(article, before, absence, { now, revisitDays });
  }
  if (note.kind === 'entry') {
    const content = (capture: Parameters<typeof readContent>[1]) =>
      readContent(captures, capture, store.captureWithPayload);
    const entry = await toldEntry(means, note, { content });
    return await feedMeaning(means, entry, { now, revisit: note.revisit });
  }
  if (note.kind === 'lifted') return await liftMeaning(store, note, at);
  if (note.kind !== 'joined') return {};
  const article = await articleNamed(store, note.article, note.url);
  return article === undefined
    ? {}
    : joinedEntry(await toldEntry(means, note, undefined), article.id);
}

/** Sources as they were from then on, with the secrets that only the catalogue knows. */
async function sourcesMeaning(
  { store, sourcesStand }: ReplayMeans,
  sources: readonly Source[],
): Promise<Change> {
  const known = new Map((await store.sources()).map((source) => [source.id, source]));
  if (sourcesStand) return { sources: sources.filter(({ id }) => !known.has(id)) };
  return { sources: sources.map((source) => ({ ...known.get(source.id), ...source })) };
}
