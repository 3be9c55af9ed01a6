import type { Source } from '../../model/index.ts';

/** What sources are called, by id. */
export type SourceTitles = ReadonlyMap<string, string>;

export const sourceTitles = (sources: readonly Source[]): SourceTitles =>
  new Map(sources.map(({ id, title }) => [id, title]));
