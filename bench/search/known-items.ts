import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Converter } from 'opencc-js';
import { plainText } from '../../src/html/index.ts';
import { spacedWords } from '../../src/words/index.ts';
import { randomOf, type Text } from './corpus.ts';

/** An article as the archive would have it. */
export interface Item extends Text {
  readonly id: string;
}

export type Kind = 'title' | 'sentence' | 'phrase';
export type Form = 'simplified' | 'Taiwan' | 'Hong Kong';

/** A question that one article is meant by. */
export interface KnownQuestion {
  readonly text: string;
  readonly kind: Kind;
  readonly form: Form;
  readonly id: string;
  /** Whether it is of the half that is looked at; the other half is reported. */
  readonly looked: boolean;
}

/** A tag, and the articles on which their editors put it. */
export interface Tag {
  readonly text: string;
  readonly ids: ReadonlySet<string>;
  readonly looked: boolean;
}

const data = new URL('../../../shared/data/', import.meta.url);
export const isThere = existsSync(data);

const linesOf = <Row>(bytes: Buffer): Row[] =>
  bytes
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

interface ArticleLine {
  readonly id: string;
  readonly title: string;
  readonly outlet: string;
  readonly published: string;
  readonly html?: string;
  readonly text?: string;
  readonly markdown?: string;
}

/** All Chinese articles, the oldest first, with all that their HTML shows: what is cut out of pages is
 * not measured here. */
export function readItems(): Item[] {
  const lines = linesOf<ArticleLine>(
    gunzipSync(readFileSync(new URL('articles-zh.jsonl.gz', data))),
  );
  return lines
    .map((line) => ({
      id: line.id,
      title: plainText(line.title),
      text: textOf(line),
      language: 'zh',
      source: line.outlet,
      at: Date.parse(line.published),
    }))
    .sort((one, other) => one.at - other.at);
}

const textOf = ({ html, text, markdown }: ArticleLine): string =>
  html === undefined ? (text ?? (markdown ?? '').replace(/\]\([^)]*\)/g, ']')) : plainText(html);

interface KnownLine {
  readonly doc: string;
  readonly title_query_cn: string;
  readonly title_query_tw: string;
  readonly title_query_hk: string;
  readonly sentence_query: string | null;
  readonly phrase_query: string | null;
  readonly phrase_query_tw: string | null;
}

/** The questions whose article is there. Where the data has no form of one, OpenCC writes it, as it
 * wrote those that are there. */
export function readQuestions(there: ReadonlySet<string>): KnownQuestion[] {
  const lines = linesOf<KnownLine>(readFileSync(new URL('search/zh-known-item.jsonl', data)));
  const [toSimplified, toTaiwan, toHongKong] = [
    Converter({ from: 't', to: 'cn' }),
    Converter({ from: 'cn', to: 'twp' }),
    Converter({ from: 'cn', to: 'hk' }),
  ];
  const inForms = (text: string | null, taiwan?: string | null) =>
    text === null
      ? []
      : ([
          ['simplified', toSimplified(text)],
          ['Taiwan', taiwan ?? toTaiwan(text)],
          ['Hong Kong', toHongKong(text)],
        ] as const);
  const isLooked = halves();
  return lines.flatMap((line) => {
    const looked = isLooked();
    const ofKind = (kind: Kind, forms: readonly (readonly [Form, string])[]) =>
      forms.map(([form, text]) => ({ kind, form, text, id: line.doc, looked }));
    if (!there.has(line.doc)) return [];
    return [
      ...ofKind('title', [
        ['simplified', line.title_query_cn],
        ['Taiwan', line.title_query_tw],
        ['Hong Kong', line.title_query_hk],
      ]),
      ...ofKind('sentence', inForms(line.sentence_query)),
      ...ofKind('phrase', inForms(line.phrase_query, line.phrase_query_tw)),
    ];
  });
}

/** Tags with what of their articles is there; those with none are left out. */
export function readTags(there: ReadonlySet<string>): Tag[] {
  const isLooked = halves();
  return linesOf<{ query: string; relevant: string[] }>(
    readFileSync(new URL('search/zh-editor-tags.jsonl', data)),
  )
    .map(({ query, relevant }) => ({
      text: query,
      ids: new Set(relevant.filter((id) => there.has(id))),
      looked: isLooked(),
    }))
    .filter(({ ids }) => ids.size > 0);
}

/** Draws halves, always the same. */
function halves(): () => boolean {
  const random = randomOf(23);
  return () => random() < 0.5;
}

/** A title's words, also without a mark before it. */
export const titleForms = (title: string): Set<string> =>
  new Set([title, title.replace(/^\s*[[【][^\]】]*[\]】]/u, '')].map(spacedWords));
