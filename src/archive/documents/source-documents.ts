import { optional, type Source } from '../../model/index.ts';
import type { SourceOverview, SourceWhole } from '../overview.ts';

/** A source as a JSON document. Of what it is asked with nothing is told but that there is some. */
export function sourceDocument({ source, articles, health }: SourceOverview) {
  const { id, kind, url, title, folder, body, state, pollSeconds, home } = source;
  const { headers = [], cookies, proxy, browser } = source;
  return {
    id,
    kind,
    url,
    title,
    ...optional('folder', folder),
    body,
    state,
    ...optional('pollSeconds', pollSeconds),
    ...optional('home', home),
    ...optional('browser', browser),
    given: { headers: headers.length, cookies: cookies !== undefined, proxy: proxy !== undefined },
    articles,
    health,
  };
}

/** One source whole as a JSON document. */
export const wholeDocument = (whole: SourceWhole) => ({
  ...sourceDocument(whole),
  answers: whole.answers.map(({ id, askedUrl, capturedAt, status }) => ({
    id,
    url: askedUrl,
    capturedAt,
    status,
  })),
});

/** A source that was just followed, or is followed no longer. */
export const followedDocument = ({ id, kind, url, title }: Source) => ({ id, kind, url, title });
