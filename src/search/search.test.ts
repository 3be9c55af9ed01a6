import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { snippetOf } from './snippet.ts';

const clausesOf = (text: string) => parseQuery(text).clauses;

describe('a snippet', () => {
  it('marks the match in its own script and escapes the rest', () => {
    expect(snippetOf('昨天 <b> 渡轮停航', clausesOf('渡轮'))).toBe(
      '昨天 &lt;b&gt; <mark>渡轮</mark>停航',
    );
  });

  it('marks what was asked for in the other script, as another region says it, and in other forms', () => {
    expect(snippetOf('昨天的軟體', clausesOf('软件'))).toBe('昨天的<mark>軟體</mark>');
    expect(snippetOf('Two Harbours', clausesOf('harbour'))).toBe('Two <mark>Harbours</mark>');
  });

  it('stands around the first match of a long text', () => {
    const snippet = snippetOf(`${'一'.repeat(500)}港口${'二'.repeat(500)}`, clausesOf('港口'));
    expect(snippet).toBe(`…${'一'.repeat(40)}<mark>港口</mark>${'二'.repeat(118)}…`);
  });

  it('cuts no character in two', () => {
    for (const shift of ['', '一']) {
      const snippet = snippetOf(shift + '𠮷'.repeat(300), clausesOf('港口'));
      expect(snippet.isWellFormed()).toBe(true);
    }
  });
});
