/** What a reader has chosen (attributes of `<html>`), and the page where that is done. */
export const readingStyle = `
[data-size="small"] { font-size: 92%; }
[data-size="large"] { font-size: 114%; }
[data-size="huge"] { font-size: 132%; }
[data-width="narrow"] { --column: 31.5rem; --measure: 46ch; }
[data-width="wide"] { --column: 47.25rem; --measure: 70ch; }
:is([data-width="wide"], [data-size="large"], [data-size="huge"]) .article-head h1 { margin-right: 0; }
:root[data-face="sans"], [data-face="sans"] :is([lang], :lang(zh), :lang(ja)) { --serif: var(--sans); }

.choices { max-width: 46rem; }
.choices fieldset {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1.5rem;
  margin: 0;
  padding: 0.75rem 0;
  border: 0;
  border-top: 1px solid var(--hairline);
}
.choices legend { float: left; width: 9rem; padding: 0.6875rem 0; color: var(--quiet); font-size: 0.9375rem; }
.choices label { display: inline-flex; align-items: center; gap: 0.5rem; min-height: 2.75rem; cursor: pointer; }
.choices input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
.choices > p { padding-top: 1rem; border-top: 1px solid var(--hairline); }
.choices button {
  min-height: 2.75rem;
  padding: 0.375rem 1.5rem;
  border: 1px solid var(--ink);
  border-radius: 0;
  background: var(--ink);
  color: var(--paper);
  font: 1rem/1.4 var(--sans);
  cursor: pointer;
}
.choices button:hover { background: transparent; color: inherit; }
.sample { max-width: var(--column); margin-top: 2.5rem; }
.sample h2 { padding: 0.5rem 0; border-top: 2px solid var(--rule); font-weight: 600; font-size: 0.875rem; }
.settings-page .outcome { font-weight: 600; }

.notice.kept { margin-top: 1.25rem; max-width: 46rem; }
.kept-list li { padding: 0.625rem 0; border-top: 1px solid var(--hairline); font: 600 1.0625rem/1.4 var(--serif); }
.kept-list a { text-decoration: none; }
.key-list { max-width: 38rem; }
.key-list > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 1rem; padding: 0.375rem 0; border-top: 1px solid var(--hairline); }
kbd {
  display: inline-block;
  min-width: 1.75em;
  padding: 0 0.375em;
  border: 1px solid var(--link-line);
  border-radius: 3px;
  font: 0.875rem/1.6 var(--sans);
  text-align: center;
}
dialog.keys {
  max-width: min(34rem, calc(100vw - 2rem));
  padding: 1.25rem 1.5rem;
  border: 1px solid var(--rule);
  background: var(--paper);
  color: var(--ink);
}
dialog.keys h1 { padding-bottom: 0.625rem; font: 700 1.375rem/1.3 var(--serif); }
dialog.keys::backdrop { background: rgb(0 0 0 / 45%); }
@media (max-width: 44rem) {
  .choices legend { width: 100%; padding: 0.25rem 0 0; }
}
@media (min-width: 64rem) {
  :is(.settings-page, .keys-page, .offline-page) main { margin-left: 16rem; }
}
`;
