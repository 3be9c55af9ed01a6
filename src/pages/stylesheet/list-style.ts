/** Days, outlets and headlines: the front page, an outlet, search results. */
export const listStyle = `
.day-name {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 0 0.75rem;
  padding: 1.75rem 0 0.75rem;
  font: 400 1.375rem/1.3 var(--serif);
}
.day-name a { text-decoration: none; }
.day-name a:hover { text-decoration: underline; }
time + .near { margin-left: 0.5rem; }
.day-name > time + .near { margin-left: 0; }
.near { color: var(--quiet); font: 0.8125rem/1.4 var(--sans); }

/* Newspaper columns; an outlet is never torn in two. */
.outlets.several, .outlets.pair {
  columns: 3 18rem;
  column-gap: 3rem;
  column-rule: 1px solid var(--hairline);
}
.outlets.pair { columns: 2 22rem; }
.outlets:not(.sole) .outlet { break-inside: avoid; padding-bottom: 2rem; }
.outlet-title {
  padding: 0.5rem 0 0.75rem;
  border-top: 2px solid var(--rule);
  font: 600 0.875rem/1.4 var(--sans);
}
.outlet-title a { text-decoration: none; }
.outlet-title a:hover { text-decoration: underline; }

.item { display: flow-root; padding: 0.75rem 0; border-top: 1px solid var(--hairline); }
.items > :first-child > .item { padding-top: 0; border-top: 0; }
.headline { font-family: var(--serif); font-weight: 600; text-wrap: balance; }
/* The words of a Chinese or Japanese title. */
:is(a, h1)[lang] > span { white-space: nowrap; }
.headline a { display: inline-block; font-family: var(--serif); text-decoration: none; }
.headline a:hover { text-decoration: underline; text-decoration-color: currentColor; }
.headline a:visited { color: var(--quiet); }
.headline a:visited:hover { color: var(--accent); }
.headline { font-size: 1.0625rem; line-height: 1.35; }
.headline :lang(zh), .headline :lang(ja) { line-height: 1.45; text-spacing-trim: trim-start; }
.item .meta { margin-top: 0.25rem; }
.lead {
  margin-top: 0.375rem;
  font: 1rem/1.5 var(--serif);
  text-wrap: pretty;
}
.lead:lang(zh), .lead:lang(ja) { font-size: 0.9375rem; line-height: 1.7; }
.picture {
  display: block;
  width: 100%;
  aspect-ratio: 16 / 10;
  margin: 0.625rem 0;
  object-fit: cover;
  background: var(--tint);
}

.outlets .items > :first-child .headline { font-size: 1.5rem; line-height: 1.22; font-weight: 700; }
.outlets .items > :first-child .headline :lang(zh),
.outlets .items > :first-child .headline :lang(ja) { font-size: 1.4375rem; line-height: 1.38; }
.more { padding-top: 0.625rem; border-top: 1px solid var(--hairline); font-size: 0.8125rem; }

/* A day of one outlet: its first article large, the others beside it. */
@media (min-width: 52rem) {
  .outlets.sole .items { display: flow-root; }
  .outlets.sole .items > li { margin-left: calc(66.6% + 1.5rem); }
  .outlets.sole .items > :first-child { float: left; width: calc(66.6% - 1.5rem); margin: 0; }
  .outlets.sole .items > :first-child:last-child { float: none; }
  .outlets.sole .items > :nth-child(2) .item { padding-top: 0; border-top: 0; }
  .outlets.sole .items > :first-child .headline { font-size: 2.25rem; line-height: 1.15; letter-spacing: -0.015em; }
  .outlets.sole .items > :first-child .headline :lang(zh) { font-size: 2rem; line-height: 1.35; letter-spacing: 0; }
  .outlets.sole .picture { aspect-ratio: 16 / 8; }
  .outlets.sole .more { margin-left: calc(66.6% + 1.5rem); }
}

/* One to a row: an outlet's own page, search results. */
.page-head { padding: 2.25rem 0 1rem; max-width: 46rem; }
.page-head h1 {
  font: 700 clamp(1.875rem, 1.375rem + 2vw, 2.75rem)/1.15 var(--serif);
  letter-spacing: -0.015em;
  text-wrap: balance;
}
.page-head h1:lang(zh) { letter-spacing: 0; line-height: 1.3; font-size: clamp(1.9375rem, 1.375rem + 2vw, 2.5rem); }
.page-head .meta { margin-top: 0.5rem; font-size: 0.875rem; }
.outlet-page .day { border-top: 1px solid var(--rule); }
.outlet-page .day-name { padding: 1rem 0; font-size: 1.125rem; }
.index { max-width: 46rem; }
.index .item { padding: 1rem 0; }
.index .headline { font-size: 1.25rem; line-height: 1.3; }
.index .headline :lang(zh) { font-size: 1.1875rem; }
.index .lead { color: var(--ink); }
.index .item:has(.picture) {
  display: grid;
  grid-template: auto auto 1fr / minmax(0, 1fr) 9.5rem;
  column-gap: 1.5rem;
}
.index .picture { grid-area: 1 / 2 / span 3; margin: 0.25rem 0 0; }
.search-page .pager { max-width: 46rem; }
.search-page .items { border-top: 1px solid var(--rule); }
.search-page .items > :first-child > .item { padding-top: 1.25rem; }

.pager {
  display: flex;
  justify-content: space-between;
  gap: 1rem;
  margin-top: 2rem;
  padding-top: 1rem;
  border-top: 1px solid var(--rule);
  font-size: 0.9375rem;
}
.pager a { padding: 0.5rem 0; text-decoration: none; }
.pager a:hover { text-decoration: underline; }
.pager .older { margin-left: auto; }
.pager .newer::before { content: "← "; content: "← " / ""; }
.pager .older::after { content: " →"; content: " →" / ""; }

@media (min-width: 64rem) {
  .outlet-page .day { display: grid; grid-template-columns: 13rem minmax(0, 46rem); gap: 3rem; }
  .outlet-page .day-name { display: block; padding: 1.25rem 0; line-height: 1.4; }
  .outlet-page .day-name .near { display: block; }
  .outlet-page .items { padding: 0.25rem 0 1.5rem; }
  .outlet-page .items > :first-child > .item { padding-top: 1rem; }
  .outlet-page .page-head, .search-page main { margin-left: 16rem; }
}
@media (max-width: 44rem) {
  .day-name { padding-top: 1.25rem; font-size: 1.25rem; }
  .index .item:has(.picture) { grid-template-columns: minmax(0, 1fr) 6rem; column-gap: 1rem; }
  .index .picture { aspect-ratio: 1; }
  .index .headline { font-size: 1.1875rem; }
  .headline a { padding: 0.125rem 0; }
  .outlets .lead {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    overflow: hidden;
  }
}
`;
