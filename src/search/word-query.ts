import type { Instant, Source } from '../model/index.ts';
import type { WordQuery } from '../store/index.ts';
import type { ParsedQuery } from './parse-query.ts';
import { sourcesMeant } from './sources-meant.ts';
import { bothFilters, type TypedFilters } from './typed-filters.ts';

/** What is given beside the text. */
export interface GivenFilters {
  readonly sourceId?: string;
  /** Of any of these sources. */
  readonly sourceIds?: readonly string[];
  /** BCP 47; `zh` finds `zh-Hans` and `zh-Hant`. */
  readonly language?: string;
  readonly since?: Instant;
  /** Before then. */
  readonly until?: Instant;
  /** Whether their words changed since they were first seen. */
  readonly edited?: boolean;
  /** Whether they are not served any more. */
  readonly gone?: boolean;
}

/** A query as the store takes it: both what was typed and what was given must hold. */
export function wordQuery(
  { clauses, filters }: ParsedQuery,
  { sourceId, sourceIds, language, ...given }: GivenFilters,
  sources: readonly Source[],
): Omit<WordQuery, 'limit'> {
  const { since, until, edited, gone, exceptLanguages } = bothFilters(filters, given);
  const ids = (names?: readonly string[]) => names?.flatMap((name) => sourcesMeant(sources, name));
  const own = sourceIds ?? (sourceId === undefined ? undefined : [sourceId]);
  const asked = common(ids(filters.sources), own, (one, other) => one === other);
  const languages = common(
    filters.languages,
    language === undefined ? undefined : [language],
    within,
  );
  const except = ids(filters.exceptSources);
  const isNarrowed = Object.keys(filters).length > 0;
  return {
    clauses,
    ...(isNarrowed && clauses.every(({ exclude }) => exclude) ? { anyWords: true } : {}),
    ...(asked && { sourceIds: asked }),
    ...(except && { exceptSourceIds: except }),
    ...(languages && { languages }),
    ...(exceptLanguages && { exceptLanguages }),
    ...(since && { since }),
    ...(until && { until }),
    ...(edited === undefined ? {} : { edited }),
    ...(gone === undefined ? {} : { gone }),
  };
}

/** What both lists allow; one that is not given allows all. */
function common(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
  isIn: (one: string, other: string) => boolean,
): readonly string[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return [
    ...one.filter((own) => other.some((wider) => isIn(own, wider))),
    ...other.filter((own) => one.some((wider) => isIn(own, wider))),
  ];
}

/** Whether a language is another, or a kind of it. */
const within = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}-`);

/** Names of sources in a query that no source has. */
export const unknownSources = (filters: TypedFilters, sources: readonly Source[]): string[] =>
  [...(filters.sources ?? []), ...(filters.exceptSources ?? [])].filter(
    (name) => sourcesMeant(sources, name).length === 0,
  );
