import { describe, expect, it } from 'vitest';
import { formsOf, indexWords, isWholeWords, waysToWrite } from './index.ts';
import { wordsIn } from './search-words.ts';
import { stemmed, stemOf } from './stem.ts';

const rows = (typed: string, language?: string) =>
  waysToWrite(typed, language).flatMap((way) => ('words' in way ? [way.words.join(' ')] : []));

/** Whether somebody who types this finds a text. */
function finds(typed: string, text: string, language: string): boolean {
  const { spaced, also } = indexWords(text, language);
  return waysToWrite(typed).some((way) =>
    'words' in way ? ` ${spaced} `.includes(` ${way.words.join(' ')} `) : also.includes(way.also),
  );
}

describe('the ways of writing what is asked for', () => {
  it('begin as it is written and go on as other regions say it', () => {
    expect(rows('软件')).toEqual(['软 件', '软 体']);
    expect(rows('歐巴馬')).toEqual(['欧 巴 马', '奥 巴 马']);
    expect(rows('資訊安全')).toContain('信 息 安 全');
    expect(waysToWrite('。！')).toEqual([]);
  });

  it('know characters that are written for each other in some words only', () => {
    expect(finds('瞭解', '不了解他们', 'zh-Hans')).toBe(true);
    expect(finds('藉口', '没有借口', 'zh-Hans')).toBe(true);
    expect(finds('了望', '瞭望台', 'zh-Hant')).toBe(true);
    expect(finds('瞭', '走了', 'zh-Hans')).toBe(false);
  });

  it('are few, whatever is typed', () => {
    expect(waysToWrite('软件信息网络视频打印机鼠标'.repeat(20)).length).toBeLessThan(20);
  });

  it('find other forms of a word in the language of the text', () => {
    expect(finds('harbours', 'The harbour is closed', 'en')).toBe(true);
    expect(finds('harbour', 'Two harbours are closed', 'en-GB')).toBe(true);
    expect(finds('running', 'He runs a ferry', 'en')).toBe(true);
    expect(finds('policies', 'The policy of the port', 'en')).toBe(true);
    expect(finds('électeurs', 'chaque électeur du port', 'fr')).toBe(true);
    expect(finds('Häuser', 'das Haus am Hafen', 'de')).toBe(true);
    expect(finds('правительства', 'решение правительство приняло', 'ru')).toBe(true);
    expect(finds('harbours', 'a harbouring', 'ja')).toBe(false);
  });

  it('know a form by what its stem is, in every language that has stems', () => {
    const words =
      `harbours ferries stopped passes chevaux nationaux Häuserinnen bücher canciones libros
      вокзалами пароходы schepen navi cidades asses uses isis`.split(/\s+/);
    for (const language of stemmed) {
      for (const word of words.flatMap(wordsIn)) {
        const isForm = formsOf(`${language}:${stemOf(word, language)}`);
        expect([language, word, isForm(word)]).toEqual([language, word, true]);
        expect(isForm(`x${word}`)).toBe(false);
      }
    }
    expect(formsOf('zh:港口')('港口')).toBe(false);
  });

  it('always find the word as it is written', () => {
    for (const word of ['harbours', 'news', 'as', 'ferry', 'iOS', '3.5']) {
      expect(finds(word, `so ${word} it is`, 'en')).toBe(true);
    }
  });

  it('find dates and numbers however they are written', () => {
    const text = 'On 5 January 2026 there were 1,234,567 of them';
    for (const typed of [
      '2026年1月5日',
      '2026-01-05',
      '2026/1/5',
      '２０２６年１月５日',
      '1234567',
    ]) {
      expect(finds(typed, text, 'en')).toBe(true);
    }
    expect(finds('2026年1月', text, 'en')).toBe(true);
    expect(finds('2026年2月', text, 'en')).toBe(false);
    expect(indexWords('2026-13-45', 'en').also).toEqual([]);
  });
});

describe('whole words', () => {
  it('begin and end where the words around them do', () => {
    expect(isWholeWords('美国国会今天开会', 2, 4)).toBe(true);
    expect(isWholeWords('中国会议召开', 1, 3)).toBe(false);
    expect(isWholeWords('港口', 0, 2)).toBe(true);
  });
});
