/** What the first catalogues held; a later migration drops it. */
export const oldWordTables: readonly string[] = [
  `create virtual table words using fts5 (title, body, content = '', contentless_delete = 1,
     tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'")`,
];
