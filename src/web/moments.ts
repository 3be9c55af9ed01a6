import { ArchiveError, type Instant, instant } from '../model/index.ts';

/** A place in the order of articles: newest first, then by id. */
export interface Cursor {
  readonly sortAt: Instant;
  readonly id: string;
}

/** A moment as a query names it. Throws ArchiveError `invalid`. */
export function parseMoment(text: string): Instant {
  const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(text);
  const time = written ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new ArchiveError(
      'invalid',
      `${text}: this is no moment; write it like 2026-11-24T08:00:00.000Z.`,
    );
  }
  return instant(time);
}

/** A cursor as a query names it, `<moment> <article id>`, and back. */
export const cursorText = {
  format: ({ sortAt, id }: Cursor): string => `${sortAt} ${id}`,
  /** Throws ArchiveError `invalid`. */
  parse(text: string): Cursor {
    const [moment = '', id = ''] = text.split(' ', 2);
    if (!/^[0-9a-f]{1,64}$/.test(id)) {
      throw new ArchiveError('invalid', `${text}: this page has no such place; go to its start.`);
    }
    return { sortAt: parseMoment(moment), id };
  },
};
