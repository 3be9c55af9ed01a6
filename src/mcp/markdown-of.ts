import type { ArticleState } from '../archive/index.ts';

/** An article's state as Markdown: title, where it comes from, its paragraphs. */
export function markdownOf({
  article,
  revision,
  source,
}: Pick<ArticleState, 'article' | 'revision' | 'source'>): string {
  const { authors, text, title } = revision.content;
  const facts = [source?.title ?? '', authors.join(', '), article.publishedAt ?? ''];
  const byline = facts.filter((fact) => fact !== '').join(' · ');
  return [`# ${title}`, `${byline}  \n<${article.url}>`, ...text.split('\n')].join('\n\n');
}
