/** A snippet, which is HTML, for people at a terminal: what was found between asterisks. */
export const plainSnippet = (snippet: string): string =>
  snippet
    .replaceAll(/<\/?mark>/g, '*')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
