/** What is unread and starred, and the buttons for it. */
export const marksStyle = `
.unread-sign::before {
  content: "";
  display: inline-block;
  width: 0.5rem;
  height: 0.5rem;
  margin-inline-end: 0.375rem;
  border-radius: 50%;
  background: var(--accent);
  vertical-align: 0.125em;
}
.headline:has(.unread-sign) a:visited { color: inherit; }
.star { color: var(--accent); }
.reading {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 1.25rem;
  padding: 0.25rem 0;
  font-size: 0.875rem;
}
.reading a { display: inline-block; padding: 0.5rem 0; }
.reading .fields { margin-left: auto; max-width: none; }
.page-head .reading { margin-top: 0.5rem; }
.page-head .reading .fields { margin-left: 0; }
.reading .fields button, .marks .fields button { padding: 0.25rem 0.875rem; font-size: 0.875rem; }
.reading .fields button, .marks .fields button { border-color: var(--link-line); }
.marks { margin-top: 1rem; }
.marks .fields { display: flex; flex-wrap: wrap; gap: 0.5rem; max-width: none; margin-top: 0.5rem; }
.marked-page .items, .marked-page .pager { max-width: 46rem; }
.marked-page .items { border-top: 1px solid var(--rule); }
.marked-page .items > :first-child > .item { padding-top: 1.25rem; }
@media (min-width: 64rem) { .marked-page main { margin-left: 16rem; } }
@media print { .reading, .marks { display: none; } }
`;
