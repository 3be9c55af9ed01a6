import type { Context, Hono } from 'hono';
import { faultSentenceOf } from '../add-failures.ts';
import { ofStatus, problemAnswer, problemOf, problemType } from './problem.ts';

/** Makes every failure below `/api` one of problem details, whoever said no: stands before all others. */
export function addProblems(reader: Hono): void {
  for (const path of ['/api', '/api/*']) {
    reader.use(path, async (request, next) => {
      await next();
      const { res } = request;
      const type = res.headers.get('Content-Type') ?? '';
      if (res.status < 400 || type.startsWith(problemType)) return;
      const told = await toldOf(request, type);
      // Headers that were set stay (WWW-Authenticate, Vary); those of the body before are its own.
      request.res = undefined;
      request.res = problemAnswer(request, { ...told, headers: keptOf(res.headers) });
    });
  }
}

async function toldOf(request: Context, type: string) {
  if (request.error !== undefined) {
    const detail = faultSentenceOf(request.get('fault'));
    return problemOf(request.error) ?? { code: 'internal' as const, detail };
  }
  const { res } = request;
  const detail = type.startsWith('text/plain') ? await res.text() : '';
  return { ...ofStatus(res.status), detail: detail || 'The request could not be answered.' };
}

const ofBody = /^(?:content-|etag$|transfer-encoding$|cache-control$)/i;

const keptOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !ofBody.test(name)));
