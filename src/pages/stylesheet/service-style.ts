/** Sources, the search form, errors, the first steps. */
export const serviceStyle = `
.folder { padding-top: 1.5rem; }
.folder h2 {
  padding: 0.5rem 0;
  border-top: 2px solid var(--rule);
  font-weight: 600;
  font-size: 0.875rem;
}
.tally { display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; }
.tally > span + span::before { content: none; }
.row {
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 35rem);
  gap: 0.5rem 2rem;
  padding: 0.75rem 0;
  border-top: 1px solid var(--hairline);
}
.row h3 { font: 600 1.1875rem/1.35 var(--serif); }
.row h3 a { text-decoration: none; }
.row h3 a:hover { text-decoration: underline; }
.absent-row { padding: 0.625rem 0; border-top: 1px solid var(--hairline); }
.absent-row h3 { font: 600 1.0625rem/1.35 var(--serif); overflow-wrap: anywhere; }
.absent-row h3 a { text-decoration: none; }
.absent-row h3 a:hover { text-decoration: underline; }
.absent-row .meta { margin-top: 0.25rem; }
.reason { margin-top: 0.375rem; font-size: 0.875rem; max-width: 38rem; overflow-wrap: anywhere; }
.reason + .absent-row { padding: 0.625rem 0; border-top: 1px solid var(--hairline); }
.absent-row h3 { font: 600 1.0625rem/1.35 var(--serif); overflow-wrap: anywhere; }
.absent-row h3 a { text-decoration: none; }
.absent-row h3 a:hover { text-decoration: underline; }
.absent-row .meta { margin-top: 0.25rem; }
.reason { margin-top: 0.125rem; }
.warnings { margin-top: 0.25rem; color: var(--quiet); font-size: 0.8125rem; }
.warnings ul { padding: 0.25rem 0 0 1.25rem; list-style: disc; overflow-wrap: anywhere; }
.row-facts {
  display: grid;
  grid-template-columns: 6.5rem 4rem 1fr 1fr;
  gap: 0.25rem 1rem;
  padding-top: 0.125rem;
  font-size: 0.8125rem;
  font-variant-numeric: lining-nums tabular-nums;
}
.row-facts dt { color: var(--quiet); }
.state { white-space: nowrap; }
.state::before { content: "●"; content: "●" / ""; margin-right: 0.4em; font: 400 0.875em/1 var(--latin-sans), sans-serif; color: var(--quiet); }
.state.ok::before { color: var(--good); }
.state.waiting::before { content: "○"; content: "○" / ""; }
.state.unfollowed::before { content: "–"; content: "–" / ""; }
.state.failing, .state.silent, .state.warned { color: var(--accent); font-weight: 600; }
.state.failing::before { content: "▲"; content: "▲" / ""; color: inherit; }
.state.silent::before, .state.warned::before { content: "△"; content: "△" / ""; color: inherit; }
.health-line { margin-top: 0.375rem; max-width: 38rem; color: var(--quiet); font-size: 0.875rem; overflow-wrap: anywhere; }

.page-head .find { margin-top: 1.25rem; max-width: 38rem; }
.page-head .find input { flex: 1; width: auto; min-height: 3rem; font: 1.125rem/1.4 var(--serif); }
.page-head .find button { min-height: 3rem; padding: 0 1.25rem; }
.outcome { margin-top: 1.25rem; }
.hint { margin-top: 0.75rem; color: var(--quiet); font-size: 0.9375rem; }
.search-page .page-head { padding-bottom: 1.5rem; }

.error, .begin { max-width: var(--column); margin: 0 auto; padding: clamp(2.5rem, 8vw, 6rem) 0 2rem; }
.error .status { color: var(--accent); font-size: 0.875rem; font-weight: 600; }
.error h1, .begin h2 {
  margin: 0.375rem 0 0.75rem;
  font: 700 clamp(1.75rem, 1.375rem + 1.6vw, 2.5rem)/1.2 var(--serif);
  letter-spacing: -0.015em;
}
.error h1:lang(zh), .begin h2:lang(zh) { letter-spacing: 0; line-height: 1.35; font-size: 2.0625rem; }
.error p, .begin > p { font: 1.125rem/1.6 var(--serif); }
.error p + p { margin-top: 1.25rem; }
.error .status { font: 600 0.875rem/1.5 var(--sans); }
.begin ol { margin-top: 1.25rem; }
.begin li { padding: 1rem 0; border-top: 1px solid var(--hairline); }
.begin pre {
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  margin-bottom: 0.5rem;
  padding: 0.625rem 0.875rem;
  background: var(--tint);
  font-size: 0.9375rem;
}
.begin li p { color: var(--quiet); font-size: 0.9375rem; }

.feeds a { display: inline-block; padding: 0.25rem 0; }
.feeds a + a { margin-inline-start: 0.75rem; }
.feeds > span + a { margin-inline-start: 0.25rem; }

/* On a phone an outlet's address has a line of its own, without a dot before it. */
@media (max-width: 44rem) {
  .page-head .meta > span:has(> .address) { display: block; }
  .page-head .meta > span:has(> .address)::before { content: none; }
  .page-head .meta > span > .address { display: inline-block; padding: 0.25rem 0; }
}
@media (max-width: 60rem) {
  .row { grid-template-columns: 1fr; }
  .row-facts { grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); }
}
`;
