import type { Context, Hono } from 'hono';
import { ArchiveError } from '../model/index.ts';
import { errorPage, type PageContext } from '../pages/index.ts';
import { type FaultParts, isFault, noteFaultOf } from './faults.ts';
import { greaderPath } from './greader/greader-path.ts';
import { statusOf } from './status-of.ts';

/** Answers what cannot be answered: what is wrong with the request in a sentence; of what is wrong with us
 * only under which id whoever keeps the archive finds it. */
export function addFailures(
  reader: Hono,
  parts: FaultParts,
  contextOf: (request: Context) => PageContext,
): void {
  reader.notFound((request) => {
    const sentence = `${request.req.path}: there is no such page.`;
    const error = new ArchiveError('not-found', sentence);
    return refused(request, contextOf(request), error);
  });
  reader.onError((error, request) => {
    if (error instanceof ArchiveError && !isFault(error)) {
      return refused(request, contextOf(request), error);
    }
    const id = noteFaultOf(parts, request, error);
    request.header('Cache-Control', 'no-store');
    // An app shows what it gets as text.
    if (greaderPath(request.req.path) !== undefined) return request.text(faultSentenceOf(id), 500);
    const words = { key: 'errorFault', values: { id: id ?? '' } } as const;
    return request.html(errorPage(contextOf(request), { status: 500, message: '', words }), 500);
  });
}

/** The same for programs. */
export const faultSentenceOf = (id: string | undefined): string =>
  `Something went wrong in the archive itself; whoever keeps it finds in its log what, under ${id}.`;

const refused = (request: Context, context: PageContext, { code, message }: ArchiveError) =>
  request.html(errorPage(context, { status: statusOf[code], message }), statusOf[code]);
