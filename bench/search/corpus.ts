import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Text {
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly source: string;
  /** ms since 1970. */
  readonly at: number;
}

interface Line {
  readonly id: string;
  readonly title?: string;
  readonly set: string;
  readonly html?: string;
  readonly text?: string;
  readonly markdown?: string;
}

/** Real data, where it is. */
export const data = new URL('../../../shared/data/', import.meta.url);
export const isThere = existsSync(data);

const plain = (line: Line): string =>
  (line.text ?? line.markdown ?? line.html ?? '')
    .replace(/<[^>]+>/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/\n{2,}/g, '\n');

/** The articles of a language with their ids. */
export function readArticles(language: string): (Text & { readonly id: string })[] {
  const file = new URL(`articles-${language}.jsonl.gz`, data);
  return gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((text, at) => {
      const line = JSON.parse(text) as Line;
      return {
        id: line.id,
        title: line.title ?? '',
        text: plain(line),
        language,
        source: line.set,
        at: timeOf(at, 20_000),
      };
    });
}

/** Ten years, evenly. */
export const timeOf = (at: number, of: number): number =>
  Date.UTC(2016, 0, 1) + Math.floor((at / of) * 10 * 365.25 * 24 * 3600_000);

/** A generator of numbers from 0 to 1 that always gives the same. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * So many articles of about 900 characters: nine in ten of clauses drawn from Chinese articles, so with
 * their words as often as there, one in ten of English ones; the rest real ones as they are.
 */
export function* generated(count: number, real: readonly Text[]): Generator<Text> {
  const random = randomOf(7);
  const clauses = (language: string) =>
    real
      .filter((one) => one.language === language)
      .slice(0, 6000)
      .flatMap(({ text }) => text.split(/(?<=[，。！？；：\n])|(?<=[.,;] )/))
      .filter((clause) => clause.length > 1);
  const [chinese, english] = [clauses('zh'), clauses('en')];
  for (let at = 0; at < count; at += 1) {
    const own = at % 5 === 0 ? real[Math.floor(at / 5) % real.length] : undefined;
    const language = own?.language ?? (random() < 0.1 ? 'en' : 'zh');
    const pool = language === 'en' ? english : chinese;
    const pick = (length: number) => {
      let text = '';
      while (text.length < length) text += pool[Math.floor(random() * pool.length)] ?? '';
      return text;
    };
    const length = language === 'en' ? 2500 : 900;
    yield {
      title: own?.title ?? pick(18),
      text: own?.text.slice(0, length) ?? pick(length * (0.5 + random())),
      language,
      source: `source-${Math.floor(random() ** 2 * 100)}`,
      at: timeOf(at, count),
    };
  }
}
