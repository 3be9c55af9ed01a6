import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { plainText } from '../../src/html/index.ts';
import { spacedWords } from '../../src/words/index.ts';

/** A text to be known again: `body` as search words parted by spaces. */
export interface Text {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly url: string | null;
}

interface Row {
  readonly id: string;
  readonly url: string | null;
  readonly title: string | null;
  readonly html?: string;
  readonly text?: string;
  readonly markdown?: string;
}
interface States {
  readonly id: string;
  readonly url: string;
  readonly class: string;
  readonly title_before: string;
  readonly title_after: string;
  readonly html_before?: string | null;
  readonly html_after?: string | null;
}

const root = new URL('../../../shared/data/', import.meta.url);

export const hasSets = (): boolean => existsSync(new URL('README.md', root));

/** All articles, in four languages. */
export function articles(): Text[] {
  return ['zh', 'en', 'ja', 'fr']
    .flatMap((language) => read<Row>(`articles-${language}.jsonl.gz`))
    .map((row) => textOf(row.id, row.title ?? '', bodyOf(row), row.url));
}

/**
 * One article that a crawler filed under several channels of one outlet. The set names the files by
 * the article's URL, its texts are those of `articles`, one each; so a file is made of the text as such a
 * file frames it: with lines of navigation before, and the file's own address and a list of books behind.
 */
export function channelFiles(all: readonly Text[]): {
  readonly files: Text[];
  readonly known: number;
} {
  const byUrl = new Map(all.map((text) => [text.url, text]));
  const clusters = read<{ url: string; paths: string[] }>(
    'clusters/zh-same-article-many-channels.jsonl.gz',
  );
  const here = clusters.filter(({ url }) => byUrl.get(url)?.body);
  const files = here.flatMap(({ url, paths }) =>
    paths.flatMap((path) => {
      const text = byUrl.get(url);
      if (text === undefined) return [];
      const [head, foot] = [spacedWords(above), spacedWords(beneath.replace('PATH', path))];
      return [{ ...text, id: path, body: `${head} ${text.body} ${foot}` }];
    }),
  );
  return { files, known: here.length };
}

const above = '首页 | 入门须知 | 手把手教程 | 一键下载 | 本站镜像 | 今日头条 | 专栏文集';
const beneath = `手机上长按并复制下列链接或二维码分享本文章：https://mirror.test/PATH 原文地址（需代理访问） 首页 | 一键下载 |
《旧报选读之一》 | 《旧报选读之二》 | 《港口志》`;

/** Two states of one article at one URL, by what was changed between them. */
export function states(): {
  readonly class: string;
  readonly before: Text;
  readonly after: Text;
}[] {
  return read<States>('revisions.jsonl.gz')
    .filter((one) => one.html_before && one.html_after)
    .map((one) => ({
      class: one.class,
      before: textOf(`${one.id}-0`, one.title_before, plainText(one.html_before ?? ''), one.url),
      after: textOf(`${one.id}-1`, one.title_after, plainText(one.html_after ?? ''), one.url),
    }));
}

/** Pairs judged, mostly by their titles: whether they are the same text, perhaps edited. The limits of
 * `isSameText` were set on them. */
export function judged(): { readonly a: string; readonly b: string; readonly same: boolean }[] {
  const lines = readFileSync(new URL('judged.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as { a: string; b: string; same: boolean });
}

const bodyOf = (row: Row): string => row.text ?? row.markdown ?? plainText(row.html ?? '');

const textOf = (id: string, title: string, text: string, url: string | null): Text => ({
  id,
  title,
  body: spacedWords(text),
  url,
});

function read<Value>(name: string): Value[] {
  const lines = gunzipSync(readFileSync(new URL(name, root)))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((text) => JSON.parse(text) as Value);
}
