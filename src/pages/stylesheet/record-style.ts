/** The record under an article: captures, addresses, citation. */
export const recordStyle = `
.record {
  clear: both;
  margin-top: 3.5rem;
  padding-top: 0.75rem;
  border-top: 3px double var(--rule);
  font-size: 0.8125rem;
  line-height: 1.55;
}
.record h2 { padding-bottom: 0.5rem; font-weight: 600; font-size: 0.875rem; }
.record dl > div {
  display: grid;
  grid-template-columns: 8rem minmax(0, 1fr);
  gap: 0 1.25rem;
  padding: 0.5rem 0;
  border-top: 1px solid var(--hairline);
}
.record dt { color: var(--quiet); }
.record li + li { margin-top: 0.25rem; }
.record dd { font-variant-numeric: lining-nums tabular-nums; }
.record .status { margin: 0 0.5em; }
.record li .at { color: var(--quiet); }
.record li .at .address { text-decoration-color: transparent; }
.record .looks { padding-left: 1rem; }
.proof { padding: 0.5rem 0; border-top: 1px solid var(--hairline); }
.proof summary { width: max-content; color: var(--quiet); cursor: pointer; }
.proof > p { margin: 0.5rem 0; max-width: 36rem; }
.proof li { font-variant-numeric: lining-nums tabular-nums; overflow-wrap: anywhere; }
.proof .digest { color: var(--quiet); font-family: monospace; font-size: 0.9em; }
.citation { overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .record dl > div { grid-template-columns: 1fr; }
  .record li { padding: 0.125rem 0; }
}
`;
