import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
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
  const lines = createInterface({ input: Readable.from(session.terminal.input) });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    session.terminal.out(`${JSON.stringify(answerTo(line, number, session))}\n`);
  }
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
  const { article } = extractArticle({ html, url: new URL(url).href as Url });
  return {
    id,
    title: article.title,
    author: article.authors,
    published: article.publishedAt ?? null,
    text: article.text,
  };
}
