import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesInByline, namesInList } from './author-names.ts';

describe('a byline tells names', () => {
  test.each([
    ['By Ada Quill', ['Ada Quill']],
    ['By Ada Quill and Tom Inkwell', ['Ada Quill', 'Tom Inkwell']],
    ['Words by Ada Quill, Tom Inkwell & Bo Folio', ['Ada Quill', 'Tom Inkwell', 'Bo Folio']],
    ['ByAda Quill Published December 22, 2023 • 13 min read', ['Ada Quill']],
    ['Ada Quill, Staff Writer', ['Ada Quill']],
    ['Ada Quill | Loopback Media', ['Ada Quill']],
    ['Ada Quill in Lisbon', ['Ada Quill']],
    ['Ada Quill, PhD', ['Ada Quill']],
    ['ADA QUILL', ['Ada Quill']],
    ['Yi-Jin Folio', ['Yi-Jin Folio']],
    ['Ada Quill (@adaquill)', ['Ada Quill']],
    ['Ada Quill, Loopback News Agency', ['Ada Quill']],
    ['Reuters', ['Reuters']],
    ['Von Ada Quill und Tom Inkwell', ['Ada Quill', 'Tom Inkwell']],
    ['Veröffentlicht von Ada Quill am 5. März 2024', ['Ada Quill']],
    ['Par Ada Quill avec AFP', ['Ada Quill']],
    ['Por Ada Quill y Tom Inkwell', ['Ada Quill', 'Tom Inkwell']],
    ['Di Ada Quill e Tom Inkwell', ['Ada Quill', 'Tom Inkwell']],
    ['Door Ada Quill en Tom Inkwell', ['Ada Quill', 'Tom Inkwell']],
    ['Автор: Анна Перова', ['Анна Перова']],
    ['Анна Перова и Пётр Чернилов', ['Анна Перова', 'Пётр Чернилов']],
    ['作者：林墨', ['林墨']],
    ['文/林墨', ['林墨']],
    ['本报记者 林墨 何笔', ['林墨', '何笔']],
    ['记者林墨、何笔报道', ['林墨', '何笔']],
    ['環路社記者林墨／台北報導', ['林墨']],
    ['（总台记者 林墨）', ['林墨']],
    ['김서기 기자', ['김서기']],
    ['بقلم: ليلى القلم', ['ليلى القلم']],
  ])('%s', (text, names) => {
    expect(namesInByline(text)).toEqual(names);
  });
});

test.each([
  ...['By', 'Staff', 'admin', 'December 22, 2023', '5 min read', 'https://a.example/ada', '@ada'],
  ...['责任编辑：林墨', '来源：环路新闻网', 'ada@a.example', 'Posted on', 'Follow us', 'No Author'],
  ...['Ada writes about books and lives in a small house by the sea'],
])('"%s" names nobody', (text) => {
  expect(namesInByline(text)).toEqual([]);
});

test('the same name in other case or without accents is one, with its accents', () => {
  expect(namesInList(['ADA QUILL', 'Ada Quill', 'Soléa Quill', 'Solea Quill'])).toEqual([
    'Ada Quill',
    'Soléa Quill',
  ]);
});

test('a paper is the byline only where nobody is named', () => {
  expect(namesInList(['The Loopback Times'])).toEqual(['The Loopback Times']);
  expect(namesInList(['The Loopback Times', 'Ada Quill'])).toEqual(['Ada Quill']);
});

test('any text gives names that are its own words, few and short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      const names = namesInByline(text);
      expect(names.length).toBeLessThanOrEqual(20);
      expect(names.every((name) => name.trim() === name && name.length <= 60)).toBe(true);
    }),
  );
});
