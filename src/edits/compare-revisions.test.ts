import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError, type EditBlock, type EditSpan } from '../model/index.ts';
import { applyEdit, undoEdit } from './apply-edit.ts';
import { compareRevisions } from './compare-revisions.ts';
import { weighRevisions } from './weigh-revisions.ts';

const titled = (text: string) => ({ title: 'A title', text });

/** Spans as people write them: `[-removed-]{+added+}`. */
function shown(spans: readonly EditSpan[]): string {
  return spans
    .map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`,
    )
    .join('');
}

const told = (before: string, after: string): string[] =>
  compareRevisions(titled(before), titled(after)).blocks.map(
    (block: EditBlock) => `${block.kind}: ${shown(block.spans)}`,
  );

const pieces = fc.constantFrom(
  '警方',
  '表示',
  '没有',
  '三百',
  '五百人',
  '的',
  '，',
  '。',
  '黎智英',
  '中国',
  '國',
  'the ',
  'blast ',
  '1,000',
  ' ',
  'not ',
  'Élysée',
  'не ',
  'здесь',
  'とみられる',
  'カタカナ',
  'ไทย',
  '한국',
  '👩‍👩‍👧',
  '\n',
  '\n\n',
  'e\u0301',
  '\ud800',
  '\u200d',
  'ä¸å½',
  '2026年11月24日',
  '\r',
  '\u2028',
);
const texts = fc.array(pieces, { maxLength: 60 }).map((some) => some.join(''));
const states = fc.record({ title: texts, text: fc.oneof(texts, fc.string({ unit: 'binary' })) });

describe('the difference between two revisions', () => {
  it('makes the later state of the earlier one and back, for any words in any script', () => {
    fc.assert(
      fc.property(states, states, (before, after) => {
        const edit = compareRevisions(before, after);
        expect(applyEdit(before, edit)).toEqual(after);
        expect(undoEdit(after, edit)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it('is exact where paragraphs of one text are edited, moved, split, merged and dropped', () => {
    const edited = fc
      .array(texts, { minLength: 1, maxLength: 12 })
      .chain((lines) =>
        fc.tuple(
          fc.constant(lines),
          fc.shuffledSubarray(lines),
          fc.array(fc.tuple(fc.nat(400), texts), { maxLength: 4 }),
        ),
      );
    fc.assert(
      fc.property(edited, ([lines, kept, changes]) => {
        let text = kept.join('\n');
        for (const [at, put] of changes) text = text.slice(0, at) + put + text.slice(at + 3);
        const [before, after] = [titled(lines.join('\n')), titled(text)];
        const edit = compareRevisions(before, after);
        expect(applyEdit(before, edit)).toEqual(after);
        expect(undoEdit(after, edit)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('is exact where texts are too long and too unlike for the shortest way', () => {
    // Words that stand once part such texts into pieces; those of a page are few, so they come again.
    const lengths = { minLength: 2500, maxLength: 4000 };
    const word = fc.oneof(
      { weight: 3, arbitrary: fc.nat(3000).map((number) => `w${number} `) },
      { weight: 1, arbitrary: pieces },
    );
    const long = fc.array(word, { ...lengths, size: 'max' });
    const edited = fc.tuple(
      long,
      fc.array(fc.tuple(fc.nat(4000), fc.nat(4000)), { maxLength: 900 }),
    );
    fc.assert(
      fc.property(edited, fc.boolean(), ([words, swaps], isEvery) => {
        const later = isEvery
          ? words.map((one, at) => (at % 3 === 0 ? `x${at} ` : one))
          : [...words];
        for (const [from, to] of swaps) {
          const [one, other] = [later[from], later[to]];
          if (one !== undefined && other !== undefined) [later[from], later[to]] = [other, one];
        }
        const [before, after] = [titled(words.join('')), titled(later.join(''))];
        const edit = compareRevisions(before, after);
        expect(applyEdit(before, edit)).toEqual(after);
        expect(undoEdit(after, edit)).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });

  it('is not applied to other words than it was made of', () => {
    const edit = compareRevisions(titled('one'), titled('two'));
    expect(() => applyEdit(titled('three'), edit)).toThrow(ArchiveError);
  });

  it('shows English word by word', () => {
    expect(
      told('The blast killed 12 people on Monday.', 'The blast killed 15 people on Monday.'),
    ).toEqual(['changed: The blast killed [-12-]{+15+} people on Monday.']);
  });

  it('shows Chinese in words, not in single characters', () => {
    expect(told('警方指他涉嫌受贿，案件仍在调查。', '警方指他涉案受贿，案件仍在调查。')).toEqual([
      'changed: 警方指他[-涉嫌-]{+涉案+}受贿，案件仍在调查。',
    ]);
    expect(told('爆炸造成三百人受伤', '爆炸造成五百人受伤')).toEqual([
      'changed: 爆炸造成[-三百-]{+五百+}人受伤',
    ]);
  });

  it('takes a date and a number with its groups as one word', () => {
    expect(told('8月10日有1,000人到场', '8月12日有1,100人到场')).toEqual([
      'changed: [-8月10日-]{+8月12日+}有[-1,000-]{+1,100+}人到场',
    ]);
  });

  it('tells a paragraph that moved, also where it was changed on the way', () => {
    const [a, b, c] = [
      'The minister spoke to reporters for an hour on Tuesday evening.',
      'The opposition has asked for an inquiry into the contract of 2019.',
      'Markets closed lower after the news, with banks losing most of all.',
    ];
    expect(told(`${a}\n${b}\n${c}`, `${b.replace('2019', '2018')}\n${c}\n${a}`)).toEqual([
      `changed: ${b.replace('2019', '[-2019-]{+2018+}')}`,
      `same: ${c}`,
      `moved: ${a}`,
    ]);
  });

  it('tells a paragraph that was split as one, and one that took in its neighbour', () => {
    const [one, two] = [
      'The court heard the witness on Monday and closed the hearing.',
      'A verdict is expected before the end of the coming month.',
    ];
    expect(told(`${one} ${two}`, `${one}\n${two}`)).toEqual([`changed: ${one}[- -]{+\n+}${two}`]);
    expect(told(`${one}\n${two}`, `${one} ${two}`)).toEqual([`changed: ${one}[-\n-]{+ +}${two}`]);
  });

  it('tells removed and added paragraphs where they stood', () => {
    const lines = [
      '一：市政府昨天公布了预算。',
      '二：反对派议员提出质疑。',
      '三：表决将于下周举行。',
    ];
    expect(told(lines.join('\n'), [lines[0], lines[2]].join('\n'))).toEqual([
      `same: ${lines[0]}`,
      `removed: [-${lines[1]}-]`,
      `same: ${lines[2]}`,
    ]);
    expect(told([lines[0], lines[2]].join('\n'), lines.join('\n'))).toEqual([
      `same: ${lines[0]}`,
      `added: {+${lines[1]}+}`,
      `same: ${lines[2]}`,
    ]);
  });

  it('does not make the reader jump over words that happen to stay', () => {
    const [before, after] = ['he left the old town by night', 'we entered the new city at dawn'];
    const spans = compareRevisions(titled(before), titled(after)).blocks.flatMap(
      (one) => one.spans,
    );
    expect(spans.length).toBeLessThan(5);
  });

  it('stays exact and quick on texts made to be slow', { timeout: 120_000 }, () => {
    const long = (seed: number) =>
      Array.from({ length: 100_000 }, (_, at) =>
        String.fromCharCode(0x4e00 + ((at * seed) % 977)),
      ).join('');
    const many = (word: string) =>
      Array.from({ length: 10_000 }, (_, at) => `${word} ${at % 7} ${at % 11}`).join('\n');
    const inTurns = (word: string) =>
      Array.from({ length: 8000 }, (_, at) => `${word.repeat(27)}${at} the${at}`).join(' ');
    const quoted = (left: string, right: string, word: string) =>
      Array.from(
        { length: 300 },
        (_, at) => `${left}${`${word}${at} sit amet `.repeat(90)}${right}, ${left}${word}${right}`,
      ).join('\n');
    const [traditional, simple] = ['這個們來時國為說會對學後過', '这个们来时国为说会对学后过'];
    const cases = {
      'no character in its place': [long(31), long(57)],
      'words that swap places': ['ab '.repeat(50_000), 'ba '.repeat(50_000)],
      'equal lines': ['x\n'.repeat(10_000), 'y\nx\n'.repeat(10_000)],
      'like lines': [many('line'), many('row')],
      'changes that grow into one': [inTurns('a'), inTurns('b')],
      'straight quotes for curly ones': [quoted('“', '”', 'one'), quoted('"', '"', 'two')],
      'curly quotes for straight ones': [quoted('"', '"', 'one'), quoted('“', '”', 'two')],
      'hyphens in a row': ['a-'.repeat(40_000), '-b'.repeat(40_000)],
      'one variant of a character': [
        traditional + '臺'.repeat(60_000),
        simple + '枱'.repeat(60_000),
      ],
    } as const;
    for (const [name, [one, other]] of Object.entries(cases)) {
      const [before, after] = [titled(one), titled(other)];
      const from = process.cpuUsage();
      const edit = compareRevisions(before, after);
      expect(applyEdit(before, edit).text).toBe(other);
      weighRevisions(before, after);
      // Time of the processor, in seconds: others at work do not count.
      const { user, system } = process.cpuUsage(from);
      expect.soft((user + system) / 1e6, name).toBeLessThan(8);
    }
  });
});
