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

  it('asks for what other regions call the same, in any script, unless it is quoted', () => {
    expect(parseQuery('軟體')).toEqual([{ words: ['软', '体'], others: [['软', '件']] }]);
    expect(parseQuery('"軟體"')).toEqual([{ words: ['软', '体'] }]);
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

  it('marks what another region calls the same', () => {
    expect(snippetOf('新的軟體上市', parseQuery('软件'))).toBe('新的<mark>軟體</mark>上市');
  });

  it('stands around the first match of a long text', () => {
    const snippet = snippetOf(`${'一'.repeat(500)}港口${'二'.repeat(500)}`, parseQuery('港口'));
    expect(snippet).toBe(`…${'一'.repeat(40)}<mark>港口</mark>${'二'.repeat(118)}…`);
  });
});
