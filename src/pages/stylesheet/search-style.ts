import { barSteps } from '../search-narrowing.ts';

const bars = Array.from(
  { length: barSteps },
  (_, at) => `.bar-${at + 1} { height: ${((at + 1) * 100) / barSteps}%; }`,
);

/** What a search is narrowed by: its order, its months as bars, its sources and languages. */
export const searchStyle = `
.narrowing { max-width: 46rem; padding-bottom: 1.25rem; font-size: 0.875rem; }
.narrowing .orders { margin-top: 0; }
.facet, .suggested { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 1rem; margin-top: 0.5rem; }
.facet .label, .suggested .label { color: var(--quiet); }
.facet ul { display: flex; flex-wrap: wrap; gap: 0.125rem 1rem; }
.facet a, .suggested a { display: inline-block; padding: 0.25rem 0; }
.facet .count, .suggested span { color: var(--quiet); font-variant-numeric: tabular-nums; }
.suggested ul { flex-basis: 100%; }
.lead.removed { padding-left: 0.75rem; border-left: 2px solid var(--rule); }
.saved { margin-top: 1.5rem; }
.save { padding: 0.75rem 0; }
.save summary { display: inline-block; padding: 0.25rem 0; cursor: pointer; }
.same { margin-top: 0.25rem; font-size: 0.875rem; }
.same summary { display: inline-block; padding: 0.25rem 0; color: var(--quiet); cursor: pointer; }
.same ul { padding-inline-start: 1rem; }
.same li { padding: 0.125rem 0; }
.incomplete { color: var(--accent); }
.histogram { margin-top: 0.75rem; }
.histogram ol {
  display: flex;
  align-items: stretch;
  gap: 1px;
  height: 4.5rem;
  border-bottom: 1px solid var(--rule);
}
.histogram li { flex: 1 1 0; min-width: 2px; max-width: 3rem; }
.histogram li > a { height: 100%; }
.histogram li > a, .histogram li { display: flex; align-items: flex-end; }
.histogram li > a { flex: 1; }
.histogram a:hover { background: var(--tint); }
.bar { flex: 1; min-height: 1px; background: var(--link-line); }
.bar-0 { visibility: hidden; }
.histogram a:hover .bar, .histogram a:focus-visible .bar { background: var(--accent); }
.histogram .ends { display: flex; justify-content: space-between; color: var(--quiet); font-size: 0.75rem; }
@media (min-width: 44.0625rem) {
  nav.facet { display: grid; grid-template-columns: 6rem minmax(0, 1fr); }
}
${bars.join('\n')}
`;
