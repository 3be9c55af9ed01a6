import type { ArticleState } from '../read.ts';

/** An article as lines of Markdown: its title, what is known of it, its text. */
export function markdownLines(state: ArticleState): string[] {
  const { title, text } = state.revision.content;
  return [
    `# ${title}`,
    '',
    `${bylineOf(state)}  `,
    `<${state.article.url}>`,
    '',
    ...text.split('\n').flatMap((line) => [line, '']),
  ];
}

/** Who tells it, who wrote it, and when (UTC), as far as that is known. */
export function bylineOf({ article, source, revision }: ArticleState): string {
  const { authors, publishedAt } = revision.content;
  const facts = [
    source?.title,
    authors.join(', '),
    (publishedAt ?? article.publishedAt)?.slice(0, 16).replace('T', ' '),
  ];
  return facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
}
