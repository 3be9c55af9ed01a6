import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { snippetOf } from './snippet.ts';

describe('a query', () => {
  it('asks for every word, for words in a row, and against words', () => {
    const clauses = parseQuery('渡轮 "Harbour ferry" -storm ferr* 软件 harbours', 'en');
    expect(clauses).toEqual([
      { anyOf: [{ words: ['渡', '轮'] }] },
      { anyOf: [{ words: ['harbour', 'ferry'] }] },
      { anyOf: [{ words: ['storm'] }], exclude: true },
      { anyOf: [{ words: ['ferr'], prefix: true }] },
      { anyOf: [{ words: ['软', '件'] }, { words: ['软', '体'] }] },
      { anyOf: [{ words: ['harbours'] }, { words: ['harbour'] }, { also: 'en:harbour' }] },
    ]);
  });

  it('is never an error', () => {
    expect(parseQuery('" - * ()')).toEqual([]);
    expect(parseQuery('"open quote')).toEqual([{ anyOf: [{ words: ['open', 'quote'] }] }]);
  });
});

describe('a snippet', () => {
  it('marks the match in its own script and escapes the rest', () => {
    expect(snippetOf('昨天 <b> 渡轮停航', parseQuery('渡轮'))).toBe(
      '昨天 &lt;b&gt; <mark>渡轮</mark>停航',
    );
  });

  it('marks what was asked for in the other script, as another region says it, and in other forms', () => {
    expect(snippetOf('昨天的軟體', parseQuery('软件'))).toBe('昨天的<mark>軟體</mark>');
    expect(snippetOf('Two Harbours', parseQuery('harbour'))).toBe('Two <mark>Harbours</mark>');
  });

  it('stands around the first match of a long text', () => {
    const snippet = snippetOf(`${'一'.repeat(500)}港口${'二'.repeat(500)}`, parseQuery('港口'));
    expect(snippet).toBe(`…${'一'.repeat(40)}<mark>港口</mark>${'二'.repeat(118)}…`);
  });
});
