import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { snippetOf } from './snippet.ts';

describe('a query', () => {
  it('asks for every word, for words in a row, and against words', () => {
    expect(parseQuery('渡轮 "Harbour ferry" -storm ferr*')).toEqual([
      { words: ['渡', '轮'] },
      { words: ['harbour', 'ferry'] },
      { words: ['storm'], exclude: true },
      { words: ['ferr'], prefix: true },
    ]);
  });

  it('is never an error', () => {
    expect(parseQuery('" - * ()')).toEqual([]);
    expect(parseQuery('"open quote')).toEqual([{ words: ['open', 'quote'] }]);
  });
});

describe('a snippet', () => {
  it('marks the match in its own script and escapes the rest', () => {
    expect(snippetOf('昨天 <b> 渡轮停航', parseQuery('渡轮'))).toBe(
      '昨天 &lt;b&gt; <mark>渡轮</mark>停航',
    );
  });

  it('stands around the first match of a long text', () => {
    const snippet = snippetOf(`${'一'.repeat(500)}港口${'二'.repeat(500)}`, parseQuery('港口'));
    expect(snippet).toBe(`…${'一'.repeat(40)}<mark>港口</mark>${'二'.repeat(118)}…`);
  });
});
