/** The top and the foot of every page; the nameplate stands large on the front page alone. */
export const mastheadStyle = `
.masthead {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5rem 1.75rem;
  padding: 0.875rem 0 0.75rem;
  border-bottom: 1px solid var(--rule);
}
.nameplate {
  font: 700 1.4375rem/1.2 var(--serif);
  letter-spacing: -0.01em;
}
.nameplate a { text-decoration: none; }
.sections { display: flex; flex: 1 0 auto; flex-wrap: wrap; gap: 0.25rem 1.25rem; max-width: 100%; }
.sections ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
.sections .own { color: var(--quiet); }
.own li { min-width: 0; }
.own a { max-width: 10rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
.sections a {
  display: inline-block;
  padding: 0.375rem 0;
  font-size: 0.875rem;
  text-decoration: none;
}
.sections a:hover { text-decoration: underline; }
.sections [aria-current] { font-weight: 600; box-shadow: inset 0 -2px var(--accent); }

.find { display: flex; }
.find input, .find button {
  min-height: 2.25rem;
  margin: 0;
  border: 1px solid var(--link-line);
  border-radius: 0;
  background: transparent;
  color: inherit;
  font: 0.875rem/1.4 var(--sans);
}
.find input {
  width: 15rem;
  min-width: 0;
  text-overflow: ellipsis;
  padding: 0.25rem 0.625rem;
  border-right: 0;
  -webkit-appearance: none;
  appearance: none;
}
.find input::placeholder { color: var(--quiet); opacity: 1; }
.find button { padding: 0.25rem 0.875rem; cursor: pointer; white-space: nowrap; }
.find button:hover { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.find :focus-visible { outline-offset: -2px; }

.front-page .masthead { padding-top: 1.25rem; border-bottom: 0; }
.front-page .nameplate {
  flex: 0 0 100%;
  order: 1;
  padding: 0.5rem 0 0.625rem;
  font-size: clamp(2.5rem, 1.25rem + 6vw, 5rem);
  line-height: 1.1;
  letter-spacing: -0.025em;
  text-align: center;
  overflow-wrap: anywhere;
}
.dateline {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0.125rem 1.5rem;
  padding: 0.5rem 0;
  border-top: 1px solid var(--rule);
  border-bottom: 3px double var(--rule);
  font-size: 0.8125rem;
}
.dateline a { text-decoration-color: transparent; }
.dateline a:hover { text-decoration-color: currentColor; }
.dateline .care { text-decoration-color: currentColor; font-weight: 600; }

.colophon {
  margin-top: 4rem;
  padding: 1rem 0 2.5rem;
  border-top: 1px solid var(--rule);
  color: var(--quiet);
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0.25rem 2rem;
  font-size: 0.8125rem;
}

/* On a phone: the name and what is the reader's own in one line, the places in the next, then the search. */
@media (max-width: 44rem) {
  .masthead { gap: 0 1rem; padding-top: 0.5rem; }
  .nameplate { order: -3; flex: 1 1 auto; max-width: 100%; }
  .sections { display: contents; }
  .sections ul { flex: 0 0 100%; gap: 0 1.125rem; }
  .sections .own { order: -2; flex: 0 1 auto; flex-wrap: nowrap; min-width: 0; }
  .own a { max-width: 7.5rem; }
  .sections a { padding: 0.625rem 0; }
  .masthead [role="search"] { flex: 0 0 100%; padding: 0.25rem 0; }
  .masthead .find input { flex: 1; width: 0; }
  .find input, .find button { min-height: 2.75rem; font-size: 1rem; }
  .front-page .masthead { padding-top: 0.25rem; }
  .front-page .sections .own { order: -4; flex: 0 0 100%; justify-content: space-between; }
  .front-page .nameplate { order: -3; padding: 0 0 0.25rem; }
  .front-page .sections ul { justify-content: center; }
  .colophon { margin-top: 3rem; display: block; }
  .colophon p + p { margin-top: 0.375rem; }
}
`;
