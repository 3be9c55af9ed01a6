import type { Finding } from './findings.ts';

/** What differs between what was wrong before and what is wrong now. */
export interface FindingChanges {
  readonly began: readonly Finding[];
  readonly ended: readonly Finding[];
}

/** Which findings began and which ended; a finding is the same while its kind and place are. */
export function endedAndBegun(
  before: readonly Finding[],
  after: readonly Finding[],
): FindingChanges {
  return { began: without(after, before), ended: without(before, after) };
}

function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  return findings.filter(
    (one) => !others.some((other) => other.kind === one.kind && other.of === one.of),
  );
}
