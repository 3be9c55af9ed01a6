/** What the example of an operation sends beside its path; names with `$` are the reader's own values. */
export interface Sample {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** By operation; one that is not here sends its path alone. */
const samples: Readonly<Record<string, Sample>> = {
  followSource: { body: { url: '$FEED', folder: 'Harbour' } },
  changeSource: { body: { name: 'The Harbour Courier' } },
  listArticles: { query: { source: '$SOURCE', since: '7d', limit: '20' } },
  readArticle: { query: { format: 'markdown' } },
  compareRevisions: { query: { from: '1', to: '2' } },
  search: { query: { q: '大桥 OR bridge', sort: 'date', facets: 'true' } },
  listAbsences: { query: { since: '30d' } },
  listEdits: { query: { order: 'time', least: '20' } },
  listHits: { query: { since: '0' } },
  saveSearch: { body: { name: 'bridges', query: 'bridge' } },
  renameSaved: { body: { name: 'bridges and ferries' } },
  lookAtSaved: { body: { mark: 0 } },
  listCaptures: { query: { url: '$URL' } },
  markArticle: { body: { read: true, starred: true } },
  markArticles: { body: { articles: ['$ARTICLE'], read: true } },
  markAllRead: { body: { before: '2026-11-24T08:00:00Z' } },
};

interface Asked {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
}

/** An operation as a shell asks for it with curl; `$BACKISSUE` is the reader's address without a slash
 * at its end, `$TOKEN` a token, a parameter of the path a variable of its name. */
export function curlOf({ operationId, method, path }: Asked): string {
  const { query = {}, body } = samples[operationId] ?? {};
  const place = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    name === 'only' ? 'unread' : `$${name.toUpperCase()}`,
  );
  const json = body === undefined ? undefined : JSON.stringify(body).replaceAll('"', '\\"');
  return [
    'curl -sS -H "Authorization: Bearer $TOKEN"',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(json === undefined ? [] : ['-H "Content-Type: application/json"', `--data "${json}"`]),
    ...(Object.keys(query).length === 0 ? [] : ['-G']),
    ...Object.entries(query).map(([name, value]) => `--data-urlencode "${name}=${value}"`),
    `"$BACKISSUE${place}"`,
  ].join(' \\\n  ');
}
