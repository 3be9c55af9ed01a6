/** The login, and a user's own page. */
export const accountStyle = `
.login { max-width: 26rem; margin: 0 auto; padding: clamp(2rem, 7vw, 5rem) 0 2rem; }
.login h1 { margin-bottom: 0.5rem; font: 700 2rem/1.2 var(--serif); }
.login h1:lang(zh) { line-height: 1.35; }
.login > p { color: var(--quiet); }
.login > .fault, .fault { margin-top: 0.75rem; color: var(--accent); font-weight: 600; }
.fields { max-width: 26rem; }
.fields p { margin-top: 1rem; }
.fields label { display: block; margin-bottom: 0.25rem; font-size: 0.875rem; font-weight: 600; }
.fields input:not([type="hidden"]) {
  width: 100%;
  min-height: 2.75rem;
  padding: 0.375rem 0.75rem;
  border: 1px solid var(--link-line);
  border-radius: 0;
  background: transparent;
  color: inherit;
  font: 1rem/1.4 var(--sans);
}
.fields button {
  min-height: 2.75rem;
  padding: 0.375rem 1.25rem;
  border: 1px solid var(--ink);
  border-radius: 0;
  background: transparent;
  color: inherit;
  font: 0.9375rem/1.4 var(--sans);
  cursor: pointer;
}
.fields button:hover { background: var(--ink); color: var(--paper); }
.account-page .folder { max-width: 46rem; }
.account-page .folder > p { max-width: 38rem; margin-bottom: 0.5rem; font-size: 0.9375rem; }
.token-row {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0.5rem 1.5rem;
  max-width: 46rem;
  padding: 0.625rem 0;
  border-top: 1px solid var(--hairline);
}
.token-row > div { flex: 1 1 12rem; min-width: 0; }
.secret { font-size: 1.0625rem; overflow-wrap: anywhere; user-select: all; }
@media (min-width: 64rem) { .account-page main { margin-left: 16rem; } }
`;
