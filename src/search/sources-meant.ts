import type { Source } from '../model/index.ts';
import { spacedWords } from '../words/index.ts';

/** The sources that somebody means by an id, a title or words of one, a folder, or a host. */
export function sourcesMeant(sources: readonly Source[], typed: string): string[] {
  const exact = sources.filter(({ id, title }) => id === typed || title === typed);
  const meant = exact.length > 0 ? exact : sources.filter((source) => isMeant(source, typed));
  return meant.map(({ id }) => id);
}

function isMeant({ title, folder, url }: Source, typed: string): boolean {
  const words = spacedWords(typed);
  if (words === '') return false;
  const host = new URL(url).hostname;
  const plain = typed.toLowerCase();
  return (
    [title, folder ?? ''].some((name) => ` ${spacedWords(name)} `.includes(` ${words} `)) ||
    host === plain ||
    host.endsWith(`.${plain}`)
  );
}
