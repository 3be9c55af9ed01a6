/** What an app names as a stream or a tag. */
export type StreamName =
  | { readonly of: 'feed'; readonly feed: string }
  | { readonly of: 'label'; readonly label: string }
  | { readonly of: 'state'; readonly state: string };

/**
 * Reads `feed/…`, `user/-/label/…` and `user/-/state/com.google/…`, with any user's id for the `-`;
 * undefined for anything else.
 */
export function streamNamed(text: string): StreamName | undefined {
  const [, feed] = /^feed\/+(.+)$/s.exec(text.trim()) ?? [];
  if (feed !== undefined) return { of: 'feed', feed };
  const [, kind, name = ''] =
    /^user\/+[^/]*\/+(label|state\/+com\.google)\/+(.+)$/s.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return kind === 'label' ? { of: 'label', label: name } : { of: 'state', state: name.trim() };
}

export const readTag = 'user/-/state/com.google/read';
export const starredTag = 'user/-/state/com.google/starred';
export const readingList = 'user/-/state/com.google/reading-list';

export const labelTag = (label: string): string => `user/-/label/${label}`;

/** A stream as answers name it, whatever user was named. */
export function streamText(stream: StreamName): string {
  switch (stream.of) {
    case 'feed':
      return `feed/${stream.feed}`;
    case 'label':
      return labelTag(stream.label);
    case 'state':
      return `user/-/state/com.google/${stream.state}`;
  }
}
