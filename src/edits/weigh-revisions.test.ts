import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplify } from './script-pairs.ts';
import { weighRevisions } from './weigh-revisions.ts';

const titled = (text: string, title = 'A title') => ({ title, text });
const weigh = (before: string, after: string) => weighRevisions(titled(before), titled(after));
const kindsOf = (before: string, after: string) => weigh(before, after).kinds;

const garbled = (text: string) =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte))
    .join('')
    // What tidying a page's text leaves of it.
    .replace(/[\u0080-\u009f\u00ad]/g, '')
    .replaceAll('\u00a0', ' ');

const chinese = [
  '市政府昨天公布了今年的预算，交通部门的开支增加了两成。',
  '反对派议员在会上提出质疑，要求公开三年来的全部合同。',
  '这座桥没有正式的名字，当地人叫它小桥，已经封闭三年。',
].join('\n');

describe('the weight of an edit', () => {
  it.each([
    ['The blast killed 12 people.', 'The blast killed 15 people.', 'number'],
    ['爆炸造成三百人受伤。', '爆炸造成五百人受伤。', 'number'],
    ['He earned 1,000 a month.', 'He earned 1,100 a month.', 'number'],
    ['会议于8月10日举行。', '会议于8月12日举行。', 'date'],
    ['It began on Monday evening.', 'It began on Friday evening.', 'date'],
    ['The minister will resign.', 'The minister will not resign.', 'negation'],
    ['他承认收过钱。', '他没有承认收过钱。', 'negation'],
    ['Der Minister tritt zurück.', 'Der Minister tritt nicht zurück.', 'negation'],
    ['Le ministre a démissionné.', "Le ministre n'a pas démissionné.", 'negation'],
    ['El ministro sin cartera habló.', 'El ministro habló.', 'words'],
    ['Министр уйдёт в отставку.', 'Министр не уйдёт в отставку.', 'negation'],
    ['The alleged thief was seen.', 'The thief was seen.', 'certainty'],
    ['警方指他涉嫌受贿。', '警方指他受贿。', 'certainty'],
    ['Yesterday Marian Oake spoke.', 'Yesterday Marian Oates spoke.', 'name'],
    ['商务部副部长王守文先生表示', '商务部副部长王受文先生表示', 'name'],
    ['出租车司机小葛说没有看见。', '出租车司机小郭说没有看见。', 'name'],
    ['They recieved the letter.', 'They received the letter.', 'spelling'],
    ['the council met', 'The council met', 'case'],
    ['He said: “no”', 'He said, "no"', 'punctuation'],
    ['他说：“好”。', '他说:「好」.', 'punctuation'],
  ])('names what changed: %s → %s', (before, after, kind) => {
    expect(kindsOf(before, after)).toEqual([kind]);
  });

  it.each([
    ['Exports increased last year.', 'Exports decreased last year.'],
    ['The grain was imported by sea.', 'The grain was exported by sea.'],
    ['The law is constitutional.', 'The law is unconstitutional.'],
    ['Das Gericht nannte ihn schuldig.', 'Das Gericht nannte ihn unschuldig.'],
    ['The man was employed.', 'The man was unemployed.'],
    ['The patients were killed.', 'The patients were billed.'],
    ['It was a moral choice.', 'It was an amoral choice.'],
    ['The drug was prescribed.', 'The drug was proscribed.'],
    ['The suspect was seen.', 'The suspects was seen.'],
    ['Нефть идёт на ввоз.', 'Нефть идёт на вывоз.'],
    ['The princes were crowned.', 'The princess were crowned.'],
    ['The needles work was done.', 'The needless work was done.'],
    ['The threat was unclear then.', 'The threat was nuclear then.'],
    ['They painted every angle.', 'They painted every angel.'],
    ['Seal mark KX1234Q was found.', 'Seal mark KX1284Q was found.'],
  ])('takes no other word for a slip of the pen: %s → %s', (before, after) => {
    const { kinds, weight } = weigh(before, after);
    expect(kinds).not.toContain('spelling');
    expect(weight).toBeGreaterThan(4);
  });

  it.each([
    ['The concil met again.', 'The council met again.'],
    ['They were welcomme here.', 'They were welcome here.'],
    ['The goverment fell.', 'The government fell.'],
    ['It was definately so.', 'It was definitely so.'],
    ['The deja vu of the cafe.', 'The déjà vu of the café.'],
    ['Правительсво ушло в отставку.', 'Правительство ушло в отставку.'],
  ])('takes a slip of the pen for that: %s → %s', (before, after) => {
    expect(weigh(before, after)).toMatchObject({ weight: 4, kinds: ['spelling'] });
  });

  it.each([
    ['It moved by -0.5% in May.', 'It moved by 0.5% in May.'],
    ['It moved by −0.5% in May.', 'It moved by 0.5% in May.'],
    ['It fell to –5 overnight.', 'It fell to 5 overnight.'],
    ['今晨零下5度。', '今晨5度。'],
    ['Growth was 8% a year.', 'Growth was 8 a year.'],
    ['Growth was 8 percent a year.', 'Growth was 8 a year.'],
    ['It costs $5 a day.', 'It costs €5 a day.'],
    ['It costs US$5 a day.', 'It costs HK$5 a day.'],
    ['Es kostet 5 € am Tag.', 'Es kostet 5 $ am Tag.'],
    ['Between 5-10 were seen.', 'Then 510 were seen.'],
    ['There were 5-10 of them.', 'There were 510 of them.'],
    ['وقتل ٣ أشخاص', 'وقتل ٧ أشخاص'],
    ['कुल १२ लोग', 'कुल १५ लोग'],
    ['About ½ of it burned.', 'About ¼ of it burned.'],
    ['The blast killed three people.', 'The blast killed five people.'],
    ['Vor Ort waren fünfundzwanzig Leute.', 'Vor Ort waren fünfunddreißig Leute.'],
    ['Il y avait quatre morts.', 'Il y avait douze morts.'],
    ['Погибли пять человек.', 'Погибли семь человек.'],
    ['It cost 5 million in all.', 'It cost 5 billion in all.'],
    ['Es kostete 5 Millionen.', 'Es kostete 5 Milliarden.'],
    ['Это стоило 5 миллионов.', 'Это стоило 5 миллиардов.'],
    ['耗资3万元', '耗资3亿元'],
    ['Hundreds of people came.', 'Thousands of people came.'],
    ['It had 5m followers by then.', 'It had 5k followers by then.'],
    ['It had 5 m followers by then.', 'It had 5 k followers by then.'],
  ])('tells another sign, unit, part or scale of a number: %s → %s', (before, after) => {
    expect(kindsOf(before, after)).toEqual(['number']);
  });

  it.each([
    ['They met on 1.12.2026 there.', 'They met on 11.2.2026 there.'],
    ['They met on 21.1.2026 there.', 'They met on 2.11.2026 there.'],
    ['They met on 1/12/2026 there.', 'They met on 11/2/2026 there.'],
    ['They met on 1.12.2026 there.', 'They met on 11/2/2026 there.'],
  ])('tells another day though its digits are the same: %s → %s', (before, after) => {
    const { kinds, weight } = weigh(before, after);
    expect(kinds).not.toContain('punctuation');
    expect(weight).toBeGreaterThan(30);
  });

  it('puts a number, a name, a “not” and a lost paragraph before typing errors and commas', () => {
    const base = 'The council met on the old pier and heard Tomas Lindqvist speak.';
    const weights = [
      weigh(`${base}\n${chinese}`, chinese),
      weigh(`${base} It cost 12 crowns.`, `${base} It cost 15 crowns.`),
      weigh(`${base} He did agree.`, `${base} He did not agree.`),
      weigh(base, base.replace('Lindqvist', 'Lundqvist')),
      weigh(base.replace('council', 'concil'), base),
      weigh(base, base.replace('.', '!')),
    ].map(({ weight }) => weight);
    const [paragraph = 0, number = 0, negation = 0, name = 0, spelling = 0, comma = 0] = weights;
    expect(Math.min(paragraph, number, negation, name)).toBeGreaterThan(30);
    expect(spelling).toBeLessThan(15);
    expect(spelling).toBeGreaterThan(0);
    expect(comma).toBe(0);
  });

  it('tells a number in other writing as none', () => {
    for (const [before, after] of [
      ['共有1000人', '共有1,000人'],
      ['共有５人', '共有5人'],
      ['有五人被捕', '有5人被捕'],
      ['住在一英里以内', '住在1英里以内'],
      ['涨了8%', '涨了百分之八'],
      ['悼911遇难者', '悼9/11遇难者'],
      ['We met three of them.', 'We met 3 of them.'],
      ['It cost 5 million.', 'It cost 5,000,000.'],
      ['It fell by -5 overnight.', 'It fell by −5 overnight.'],
      ['Growth of 8% a year', 'Growth of 8 per cent a year'],
      ['It costs $5m in all.', 'It costs $5 million in all.'],
      ['A wall of 5m fell.', 'A wall of 5 metres fell.'],
      ['A wall of five metres fell.', 'A wall of 5 metres fell.'],
      ['They met on 24.11.2026 there.', 'They met on 24/11/2026 there.'],
      ['There were 5-10 of them.', 'There were 5–10 of them.'],
      ['وقتل ٣ أشخاص', 'وقتل 3 أشخاص'],
    ] as const) {
      expect(kindsOf(before, after)).not.toContain('number');
      expect(weigh(before, after).weight).toBeLessThan(15);
    }
  });

  it('tells a changed title as one change, with what is weightiest in it', () => {
    const { changes } = weighRevisions(
      titled('text', 'Storm kills 7 in the north'),
      titled('text', 'Storm kills 11 in north'),
    );
    expect(changes).toMatchObject([
      {
        kind: 'title',
        nature: 'number',
        before: 'Storm kills 7 in the north',
        after: 'Storm kills 11 in north',
      },
    ]);
  });

  it('tells the words beside a change, and the same change once', () => {
    const { changes } = weigh('Mr Oake spoke and Mr Oake left.', 'Mr Oade spoke and Mr Oade left.');
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ before: 'Mr Oake', after: 'Mr Oade', times: 2 });
  });

  it('takes a page in a false charset for no edit, and still tells what its title says otherwise', () => {
    const [before, after] = [titled(garbled(chinese), '预算公布'), titled(chinese, '预算公布')];
    expect(weighRevisions(before, after)).toMatchObject({ weight: 0, kinds: ['encoding'] });
    expect(weighRevisions(after, before)).toMatchObject({ weight: 0, kinds: ['encoding'] });
    const other = weighRevisions(before, { ...after, title: '预算公布（3图）' });
    expect(other.kinds).toEqual(['title', 'encoding']);
  });

  it('takes a page that went from simplified to traditional for that, and tells the rest', () => {
    const traditional =
      '市政府昨天公佈了今年的預算，交通部門的開支增加了兩成。\n反對派議員在會上提出質疑，要求公開三年來的全部合同。';
    const simple = simplify(traditional).replace('佈', '布');
    expect(weigh(simple, traditional)).toMatchObject({ weight: 1, kinds: ['script'] });
    expect(kindsOf(simple.replace('两成', '三成'), traditional)).toContain('script');
    expect(weigh(simple.replace('三年', '五年'), traditional).kinds[0]).toBe('number');
  });

  it('weighs nothing where nothing changed, and never outside 0 to 100', () => {
    const words = fc.array(
      fc.constantFrom('警方', '不', '12', '三百人', 'Oake ', 'not ', '。', '\n', ' ', 'ä¸å½', '國'),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        expect(weigh(before, before)).toEqual({ weight: 0, kinds: [], changes: [] });
        const { weight, changes } = weigh(before, after);
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(100);
        if (before === after) expect(changes).toEqual([]);
      }),
    );
  });
});
