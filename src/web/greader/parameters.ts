import type { Context } from 'hono';
import { ArchiveError } from '../../model/index.ts';

/** What an app sent, in the address and as a form; of a form first. */
export interface Parameters {
  /** The first value of a name; '' where there is none. */
  one(name: string): string;
  all(name: string): readonly string[];
  /** The same where each means work of its own. Throws ArchiveError `invalid` where there are too many. */
  few(name: string): readonly string[];
  /** What was sent, where that is no form. */
  readonly body: string;
}

/** Most bytes an app may send: ten thousand ids in their longest form are a million. */
const maxSize = 4 * 1024 * 1024;

/** Reads all that a request carries. Throws ArchiveError `invalid` where that is too long, or no form though it
 * says so. */
export async function parametersOf({ req }: Context): Promise<Parameters> {
  const query = new URL(req.url).searchParams;
  const text = req.method === 'POST' ? await bodyOf(req.raw) : '';
  const type = req.header('content-type') ?? '';
  const form = await formOf(text, type);
  const all = (name: string) => [...form.getAll(name), ...query.getAll(name)];
  return {
    one: (name) => all(name)[0] ?? '',
    all,
    few: (name) => fewOf(name, all(name)),
    body: text,
  };
}

/** Following asks other servers, one after the other; a filter or a folder is looked for in all that is
 * followed. */
const mostFew = 100;

function fewOf(name: string, values: readonly string[]): readonly string[] {
  if (values.length <= mostFew) return values;
  const says = `${name} was sent ${values.length} times: send at most ${mostFew}, and the others after them.`;
  throw new ArchiveError('invalid', says);
}

/** Apps send forms without saying so; a list of subscriptions is none. Throws ArchiveError `invalid`. */
async function formOf(text: string, type: string): Promise<URLSearchParams> {
  if (/^\s*</.test(text)) return new URLSearchParams();
  if (!/^multipart\/form-data\b/i.test(type)) return new URLSearchParams(text);
  const sent = new Response(text, { headers: { 'Content-Type': type } });
  const fields = await sent.formData().catch(() => {
    throw new ArchiveError('invalid', 'The form cannot be read; send it as multipart/form-data.');
  });
  const texts = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === 'string') texts.append(name, value);
  return texts;
}

/** Counted as it comes, so that nobody fills the memory. */
async function bodyOf(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > maxSize) throw tooLong();
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

const tooLong = () =>
  new ArchiveError('invalid', `What was sent is longer than ${maxSize} bytes; send it in parts.`);
