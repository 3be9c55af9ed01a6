import type { DateCandidate, DateContext } from './date-candidate.ts';
import type { PageFacts } from './page-facts.ts';

const stateKey =
  /["'](?:date_?published|publish(?:ed|ing)?_?(?:date|time|at|on|datetime)|first_?publish(?:ed)?_?(?:date|time|at|on)?|pub_?(?:date|time)|ptime|create_?time|created_?at|display_?date)["']\s{0,3}:\s{0,3}["']?([^"'<>{}[\],\n]{8,40})/gi;

/** Dates in the JSON state of scripts; the first of each script, as the article comes first there. */
export function scriptDates(facts: PageFacts, { reader }: DateContext): DateCandidate[] {
  return facts.stateScripts.slice(0, 40).flatMap((script): DateCandidate[] => {
    stateKey.lastIndex = 0;
    const value = stateKey.exec(script)?.[1]?.trim() ?? '';
    const date = reader.moment(value);
    if (date === undefined) return [];
    const said = { source: 'script', group: 'script', label: 'published' } as const;
    return [{ ...said, weight: 52, value: value.slice(0, 80), date }];
  });
}
