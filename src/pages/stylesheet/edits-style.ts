/** Edits: lists of them, and two revisions compared. Words struck out and put in never differ by
 * colour alone. */
export const editsStyle = `
del, ins {
  padding: 0.05em 0.1em;
  border-radius: 2px;
  -webkit-box-decoration-break: clone;
  box-decoration-break: clone;
}
del {
  background: var(--removed);
  color: var(--removed-ink);
  text-decoration: line-through;
  text-decoration-thickness: 1px;
}
ins {
  background: var(--added);
  color: var(--added-ink);
  text-decoration: underline;
  text-decoration-thickness: 2px;
  text-underline-offset: 0.2em;
}
del + ins { margin-inline-start: 0.15em; }
/* Said, not shown: screen readers pass over what the elements mean. */
del::before, ins::before, del::after, ins::after {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
del::before { content: " [removed: "; }
ins::before { content: " [added: "; }
del::after, ins::after { content: "] "; }
html:lang(zh) del::before { content: "［删去："; }
html:lang(zh) ins::before { content: "［新增："; }
html:lang(zh) del::after, html:lang(zh) ins::after { content: "］"; }

.weight { white-space: nowrap; }
.weight::before {
  content: "○○○"; content: "○○○" / "";
  margin-right: 0.4em;
  font: 400 0.625em/1 var(--latin-sans), sans-serif;
  letter-spacing: 0.1em;
  vertical-align: 0.2em;
}
.weight.slight::before { content: "●○○"; content: "●○○" / ""; }
.weight.notable::before { content: "●●○"; content: "●●○" / ""; }
.weight.weighty::before { content: "●●●"; content: "●●●" / ""; color: var(--accent); }
.weight.none { color: var(--quiet); }
h2 .weight { margin-left: 0.5rem; color: var(--quiet); font: 400 0.8125rem/1.4 var(--sans); }

.changes { margin-top: 0.5rem; }
.changes li {
  display: grid;
  grid-template-columns: 7.5rem minmax(0, 1fr) auto;
  gap: 0 0.75rem;
  align-items: baseline;
  padding: 0.3125rem 0;
}
.changes .kind { color: var(--quiet); font-size: 0.8125rem; }
.changes .words { font: 1rem/1.6 var(--serif); overflow-wrap: anywhere; }
.changes .words:lang(zh), .changes .words:lang(ja) { font-size: 0.9375rem; line-height: 1.75; }
.changes .times { color: var(--quiet); font-size: 0.8125rem; white-space: nowrap; }
.more-changes { padding-left: 8.25rem; }
.edit-note .weight { white-space: normal; }
.edit-note { color: var(--quiet); text-decoration-color: var(--link-line); }
.edit-note[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }

.orders {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 0.25rem 1rem;
  margin-top: 1.25rem;
  font-size: 0.875rem;
}
.orders ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.orders .label { color: var(--quiet); }
.orders a { display: inline-block; padding: 0.25rem 0; text-decoration: none; }
.orders a:hover { text-decoration: underline; }
.orders [aria-current] { font-weight: 600; box-shadow: inset 0 -2px var(--accent); }
.edits-page .items { border-top: 1px solid var(--rule); }
.edits-page .items > :first-child > .item { padding-top: 1.25rem; }
.edits-page .pager { max-width: 46rem; }

.summary { max-width: var(--column); margin-bottom: 2.5rem; }
.summary h2, .compared h2 { font-weight: 600; font-size: 0.9375rem; }
.summary ol { border-top: 1px solid var(--hairline); }
.summary ol li { border-bottom: 1px solid var(--hairline); padding: 0.5rem 0; }
.summary details { margin-top: 0.5rem; }
.summary summary, .same summary { color: var(--quiet); font: 0.8125rem/1.5 var(--sans); padding: 0.375rem 0; }
.legend { margin-top: 0.875rem; color: var(--quiet); font-size: 0.8125rem; }
.difference .article-head h1 { font-size: clamp(1.625rem, 1.25rem + 1.6vw, 2.125rem); line-height: 1.3; font-weight: 600; }
.difference .article-head h1:lang(zh), .difference .article-head h1:lang(ja) { font-size: clamp(1.5625rem, 1.25rem + 1.4vw, 2.0625rem); line-height: 1.5; }
.facts .read { display: block; }
.compared { max-width: var(--column); }
.compared h2 { padding-bottom: 0.75rem; border-bottom: 1px solid var(--hairline); margin-bottom: 1rem; }
.difference .body { font-size: 1.125rem; }
.difference .body:lang(zh), .difference .body:lang(ja) { font-size: 1.0625rem; line-height: 1.85; }
.difference .body p { white-space: pre-line; text-align: start; }
.difference .body > .same { color: var(--quiet); }
.difference .body p.same { color: var(--quiet); }
.difference .body :is(.removed, .added, .moved, .changed) {
  padding-left: 0.875rem;
  border-left: 2px solid var(--link-line);
  margin-left: calc(-0.875rem - 2px);
}
.difference .body .removed { border-left-color: var(--removed-ink); border-left-style: dashed; }
.difference .body .added { border-left-color: var(--added-ink); }
.block-name {
  display: block;
  color: var(--quiet);
  font: 0.75rem/1.6 var(--sans);
}
@media (max-width: 44rem) {
  .changes li { grid-template-columns: minmax(0, 1fr) auto; }
  .changes .words { grid-column: 1 / -1; grid-row: 2; }
  .more-changes { padding-left: 0; }
  .orders a { padding: 0.5rem 0; }
  .difference .body :is(.removed, .added, .moved, .changed) { margin-left: 0; }
}
@media (min-width: 64rem) {
  .edits-page main { margin-left: 16rem; }
  .revisions .edit-note { display: block; }
}
`;
