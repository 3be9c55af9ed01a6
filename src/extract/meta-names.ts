import type { PageFacts } from './page-facts.ts';

/** The first content of the first meta of these names that has one. */
export function firstMeta(facts: PageFacts, names: readonly string[]): string {
  for (const name of names) {
    const content = facts.metas.get(name)?.[0];
    if (content !== undefined && content !== '') return content;
  }
  return '';
}

/** All contents of the metas of these names. */
export function allMetas(facts: PageFacts, names: readonly string[]): string[] {
  return names.flatMap((name) => facts.metas.get(name) ?? []);
}
