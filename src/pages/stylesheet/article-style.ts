/** An article: a column of about 66 Latin letters or 34 Han characters, the facts in the margin. */
export const articleStyle = `
.article-head, .notice, .body, .record, .neighbours { max-width: var(--column); }
.article-head { padding: 2.5rem 0 1.25rem; }
.kicker { font-size: 0.875rem; font-weight: 600; }
.kicker a { color: var(--accent); text-decoration-color: var(--link-line); }
.kicker a:hover { text-decoration-color: currentColor; }
.section-name { color: var(--quiet); font-weight: 400; }
.section-name::before { content: "/"; content: "/" / ""; padding: 0 0.5em 0 0.25em; font-weight: 400; }
.article-head h1 {
  margin-top: 0.5rem;
  font: 700 clamp(1.875rem, 1.25rem + 2.6vw, 2.75rem)/1.14 var(--serif);
  letter-spacing: -0.015em;
  text-wrap: balance;
}
.article-head h1:lang(zh), .article-head h1:lang(ja) {
  font-size: 2.375rem;
  line-height: 1.36;
  letter-spacing: 0;
  text-spacing-trim: trim-start;
}
.byline { margin-top: 1rem; font-size: 0.9375rem; }

.notice {
  margin-bottom: 1.25rem;
  padding: 0.75rem 1rem;
  border-left: 3px solid var(--rule);
  background: var(--tint);
  font-size: 0.9375rem;
  line-height: 1.55;
}
.notice.absence { border-left-color: var(--accent); }
.notice .looks { margin-top: 0.375rem; font-size: 0.8125rem; }
.notice .looks summary { color: var(--quiet); }
.notice-title { font-weight: 600; color: var(--accent); }

.facts {
  margin-bottom: 1.75rem;
  padding: 0.75rem 0;
  border-top: 1px solid var(--rule);
  border-bottom: 1px solid var(--hairline);
  max-width: var(--column);
  font-size: 0.8125rem;
  line-height: 1.5;
}
.facts dl { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; }
.facts dt, .facts .label { color: var(--quiet); }
.revisions { margin-top: 0.75rem; }
.revisions li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75em; padding: 0.0625rem 0; }
.revisions li time { color: var(--quiet); }
.revisions [aria-current] { font-weight: 600; text-decoration: none; color: inherit; }
.revisions summary { padding: 0.25rem 0; color: var(--quiet); }

.body {
  font: 1.25rem/1.6 var(--serif);
  hanging-punctuation: first last;
  text-wrap: pretty;
}
.body:lang(zh), .body:lang(ja) { font-size: 1.125rem; line-height: 1.75; text-spacing-trim: trim-start; }
.body :lang(zh), .body :lang(ja) { line-height: 1.75; }
.body:lang(zh) p, .body:lang(ja) p { text-align: justify; text-wrap: wrap; }
.body > :not(figure, table, img) { max-width: var(--measure); }
.body:lang(zh) > *, .body:lang(ja) > * { max-width: none; }
.body > * + *, .body :is(div, section, blockquote, figure) > * + * { margin-top: 1em; }
.body li + li { margin-top: 0.35em; }
.body :is(h2, h3, h4, h5, h6) {
  margin-top: 1.9em;
  font-weight: 700;
  font-size: 1.25em;
  line-height: 1.3;
  text-wrap: balance;
}
.body :is(h3, h4, h5, h6) { font-size: 1.0625em; }
.body :is(h2, h3):lang(zh) { font-size: 1.3125rem; text-spacing-trim: trim-start; }
.body :is(h3, h4, h5, h6):lang(zh) { font-size: 1.1875rem; }
.body :is(h2, h3, h4, h5, h6) + * { margin-top: 0.5em; }
.body a { text-decoration-color: var(--accent); }
.body ul { padding-left: 1.25em; list-style: disc; }
.body ol { padding-left: 1.5em; list-style: decimal; }
.body li::marker { color: var(--quiet); }
.body dd { padding-left: 1.5em; }
.body blockquote { padding-left: 1.25em; border-left: 2px solid var(--link-line); }
.body hr { width: 6rem; margin: 2em auto; border: 0; border-top: 1px solid var(--rule); }
.body figure { margin: 1.75em 0; }
.body img { display: block; background: var(--tint); }
.body figcaption {
  margin-top: 0.5rem;
  color: var(--quiet);
  font: 0.8125rem/1.5 var(--sans);
}
.body :is(code, pre) { font-size: 0.85em; }
.body pre { overflow-x: auto; padding: 0.75rem 1rem; background: var(--tint); }
.body table {
  display: block;
  max-width: 100%;
  overflow-x: auto;
  border-collapse: collapse;
  font: 0.9375rem/1.5 var(--sans);
}
.body caption { padding-bottom: 0.375rem; color: var(--quiet); text-align: start; }
.body :is(th, td) {
  padding: 0.375rem 1rem 0.375rem 0;
  border-bottom: 1px solid var(--hairline);
  text-align: start;
  vertical-align: top;
}
.body thead th { border-bottom-color: var(--rule); }
.body :is(sub, sup) { line-height: 0; font-size: 0.75em; }
/* Chinese and Japanese faces have no italic: emphasis and works are set in Kai. */
:is(em, i, cite, dfn):lang(zh), :is(em, i, cite, dfn):lang(ja) {
  font-style: normal;
  font-family: "Kaiti SC", STKaiti, KaiTi, "LXGW WenKai", var(--serif);
}
.image-missing {
  display: block;
  margin: 1.5rem 0;
  padding: 0.875rem 1rem;
  border: 1px dashed var(--link-line);
  color: var(--quiet);
  font: 0.8125rem/1.5 var(--sans);
  text-align: start;
}
.image-missing:empty { display: none; }

.neighbours {
  margin-top: 2.5rem;
  padding-top: 1rem;
  border-top: 1px solid var(--rule);
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 1rem 2rem;
}
.neighbours .label { display: block; color: var(--quiet); font-size: 0.8125rem; }
.neighbours .next { grid-column: 2; text-align: end; }
.neighbours a { font: 600 1.0625rem/1.4 var(--serif); text-decoration: none; }
.neighbours a:hover { text-decoration: underline; }

@media (min-width: 64rem) {
  .article, .article-page main > .neighbours { margin-left: 16rem; }
  .article { position: relative; }
  .article-head h1 { margin-right: -8rem; }
  .facts {
    float: left;
    width: 13rem;
    margin-left: -16rem;
    padding-top: 0.625rem;
    border-bottom: 0;
  }
  .facts dl { display: block; }
  .facts dl > div + div { margin-top: 0.625rem; }
  .revisions { margin-top: 1rem; padding-top: 0.75rem; border-top: 1px solid var(--hairline); }
  .revisions li { display: block; padding: 0.125rem 0; }
  .revisions li time { display: block; }
}
@media (max-width: 44rem) {
  .article-head { padding: 1.5rem 0 1rem; }
  .article-head h1:lang(zh), .article-head h1:lang(ja) { font-size: 1.6875rem; }
  .body { font-size: 1.125rem; }
  .body:lang(zh), .body:lang(ja) { font-size: 1.0625rem; }
  .neighbours { grid-template-columns: 1fr; }
  .neighbours .next { grid-column: 1; text-align: start; }
  .revisions a { padding: 0.25rem 0; display: inline-block; }
}
`;
