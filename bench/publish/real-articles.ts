import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { data, type Text, timeOf } from '../search/corpus.ts';

interface Line {
  readonly title?: string | null;
  readonly outlet?: string | null;
  readonly set: string;
  readonly published?: string | null;
  readonly crawled?: string | null;
  readonly html?: string;
  readonly text?: string;
  readonly markdown?: string;
}

const languages = ['zh', 'en', 'ja', 'fr'] as const;
const all = 32_168;

/**
 * So many real articles, whole, in the shares that the languages have there, in the order of their time; those
 * without a time are spread over ten years. Fewer where there are not as many.
 */
export function realArticles(size: number): Text[] {
  const share = Math.min(1, size / all);
  const found = languages.flatMap((language) => {
    const lines = linesOf(language);
    const wanted = Math.round(lines.length * share);
    const step = lines.length / Math.max(1, wanted);
    return Array.from({ length: wanted }, (_, at) =>
      textOf(JSON.parse(lines[Math.floor(at * step)] ?? '{}') as Line, language, at),
    );
  });
  return found.sort((one, other) => one.at - other.at).slice(0, size);
}

function linesOf(language: string): string[] {
  const file = new URL(`articles-${language}.jsonl.gz`, data);
  return existsSync(file) ? gunzipSync(readFileSync(file)).toString().trim().split('\n') : [];
}

function textOf(line: Line, language: string, number: number): Text {
  const at = Date.parse(line.published ?? line.crawled ?? '');
  const body = line.text ?? line.markdown ?? line.html ?? '';
  return {
    title: line.title ?? '',
    text: body
      .replace(/<(?:br|\/p|\/div|\/h\d)[^>]*>/g, '\n')
      .replace(/<[^>]+>/g, '')
      .replace(/\s*\n\s*/g, '\n'),
    language,
    source: (line.outlet ?? line.set).replace(/[^\p{L}\p{N}.]+/gu, '-').slice(0, 40),
    at: Number.isNaN(at) ? timeOf(number, 20_000) : at,
  };
}
