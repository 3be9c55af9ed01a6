/** Pages where sources and users are kept. */
export const keepingStyle = `
.fields :is(select, textarea) {
  width: 100%;
  min-height: 2.75rem;
  padding: 0.375rem 0.75rem;
  border: 1px solid var(--link-line);
  border-radius: 0;
  background: var(--paper);
  color: inherit;
  font: 1rem/1.4 var(--sans);
}
.fields textarea { font: 0.875rem/1.5 ui-monospace, Menlo, Consolas, monospace; resize: vertical; }
.fields input[type="file"] { padding: 0.5rem; font-size: 0.875rem; }
.fields small { display: block; margin-top: 0.25rem; color: var(--quiet); font-size: 0.8125rem; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem; }
.acts a { display: inline-block; padding: 0.625rem 0; font-size: 0.9375rem; }
.hint { max-width: 38rem; color: var(--quiet); font-size: 0.9375rem; text-wrap: pretty; }
#follow .fields { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.5rem; align-items: end; max-width: 38rem; }
.outcome { margin-top: 0.75rem; font-weight: 600; }
.row-line { padding: 0.5rem 0; border-top: 1px solid var(--hairline); }
.row-line:first-child { border-top: 0; }
.token-row .fields p { margin-top: 0; }
.sources-page .folder > .fields { margin-bottom: 0.5rem; }
.one-of { margin: 1rem 0 0; padding: 0; border: 0; }
.one-of:has(> .unseen) { margin-top: 0; }
.one-of legend { padding: 0; font-size: 0.875rem; font-weight: 600; }
.fields .one-of label {
  display: flex;
  align-items: baseline;
  gap: 0.625rem;
  margin: 0;
  padding: 0.625rem 0;
  border-bottom: 1px solid var(--hairline);
  font-size: 0.9375rem;
  font-weight: 400;
  cursor: pointer;
}
.fields .one-of input { flex: none; width: 1.125rem; height: 1.125rem; min-height: 0; margin: 0; transform: translateY(0.125rem); accent-color: var(--accent); }
.row-acts { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; }
.row-acts label { font-weight: 400; }
`;
