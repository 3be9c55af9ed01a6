import { extractArticle } from '../../extract/index.ts';
import { ArchiveError, type Url } from '../../model/index.ts';
import type { Adder } from '../adder.ts';
import type { Session } from '../session.ts';

export function addExtractCommand(add: Adder): void {
  add(
    'extract',
    'JSON Lines {id,url,html} on stdin, {id,title,author,published,text} out',
    extract,
  );
}

/** One answer a line, in order; a line that cannot be read is answered with its error. */
async function extract(session: Session): Promise<void> {
  let number = 0;
  for await (const line of splitLines(session.terminal.input)) {
    number += 1;
    if (line.trim() === '') continue;
    session.terminal.out(`${JSON.stringify(answerTo(line, number, session))}\n`);
  }
}

/** JSON Lines are parted by LF alone; other line separators may stand inside a string. */
async function* splitLines(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

function answerTo(line: string, number: number, session: Session): object {
  let asked: { id?: unknown; url?: unknown; html?: unknown };
  try {
    asked = JSON.parse(line) as typeof asked;
  } catch (error) {
    session.exit(1);
    return {
      id: null,
      error: `line ${number} is no JSON: ${error instanceof Error ? error.message : ''}`,
    };
  }
  const { id = null, url, html } = asked;
  if (typeof url !== 'string' || typeof html !== 'string' || !URL.canParse(url)) {
    session.exit(1);
    return {
      id,
      error: new ArchiveError('invalid', `line ${number} needs url (absolute) and html as text.`)
        .message,
    };
  }
  const { article, published } = extractArticle({ html, url: new URL(url).href as Url });
  return {
    id,
    title: article.title,
    author: article.authors,
    published: published ?? null,
    text: article.text,
  };
}
