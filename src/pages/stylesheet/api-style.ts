/** The page of the API. */
export const apiStyle = `
.operation { padding: 0.875rem 0 1.25rem; border-top: 1px solid var(--hairline); }
.operation h3 { font-size: 1rem; overflow-wrap: anywhere; }
.operation h4 { margin-top: 0.75rem; font-size: 0.8125rem; font-weight: 600; }
.operation pre { padding: 0.5rem 0.75rem; border-left: 2px solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.875rem; }
.operation summary { margin-top: 0.75rem; font-size: 0.8125rem; font-weight: 600; cursor: pointer; }
.fields-of > div {
  display: grid;
  grid-template-columns: minmax(0, 16rem) minmax(0, 1fr);
  gap: 0 1.25rem;
  padding: 0.125rem 0;
  font-size: 0.875rem;
}
.fields-of dt { overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .fields-of > div { grid-template-columns: 1fr; }
}
`;
