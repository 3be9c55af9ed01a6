import type { z } from '@hono/zod-openapi';

/** What is wrong with a request, in one sentence: the first fault, where it is and what is taken. */
export function faultSentence({ issues }: z.ZodError): string {
  const [first] = issues;
  if (first === undefined) return 'The request is not as it should be; /api tells what it takes.';
  const place = first.path.join('.');
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const what = first.message.replace(/^Invalid input: /, '');
  return `${place === '' ? 'The request' : place}: ${what}${more}; /api tells what is taken.`;
}
