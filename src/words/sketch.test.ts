import { describe, expect, it } from 'vitest';
import { spacedWords } from './search-words.ts';
import { isSameText, likeness, sketchOf } from './sketch.ts';

const sketch = (title: string, text: string): Uint8Array =>
  sketchOf({ title, body: spacedWords(text) });

const story = `北港的渡轮公司昨天说，因为海面风浪太大，往来南岛的班次从今天早上起全部停航，旅客可以在码头退票，
也可以改乘明天的班次。港务局提醒驾车的旅客不要前往码头，停车场已经满了。岛上的学校照常上课，医院备有两艘快艇，
以备病人需要转送。渔民说，这样的风浪十年来只见过三次，上一次吹坏了防波堤。公司的发言人补充说，
若风势在傍晚以前减弱，末班船或许仍会开出，届时会在码头和公司的网页上公布消息。`;
const traditional = `北港的渡輪公司昨天說，因為海面風浪太大，往來南島的班次從今天早上起全部停航，旅客可以在碼頭退票，
也可以改乘明天的班次。港務局提醒駕車的旅客不要前往碼頭，停車場已經滿了。島上的學校照常上課，醫院備有兩艘快艇，
以備病人需要轉送。漁民說，這樣的風浪十年來只見過三次，上一次吹壞了防波堤。公司的發言人補充說，
若風勢在傍晚以前減弱，末班船或許仍會開出，屆時會在碼頭和公司的網頁上公布消息。`;
const rates = (dollar: string, pound: string, yen: string) =>
  `The central bank of the harbour towns has published the middle rates of the day. One dollar was worth
${dollar} crowns, one pound ${pound} crowns, one hundred yen ${yen} crowns. The rates are set every working day
at noon from the offers of the banks that deal in foreign money, and are binding for nobody but the customs.`;

describe('two sketches', () => {
  it('of one text are the same, in either script and under a headline of another outlet', () => {
    const other = sketch('快訊｜北港渡輪今天全部停航', traditional);
    expect(isSameText(sketch('北港渡轮停航（图）', story), other)).toBe(true);
    expect(likeness(sketch('北港渡轮停航', story), other)).toBe(1);
  });

  it('are the same when the text was edited, shortened or credited', () => {
    const title = '北港渡轮停航';
    const edited = story.replace('两艘快艇', '三艘快艇').replace('十年来只见过三次', '从未见过');
    expect(isSameText(sketch(title, story), sketch(title, edited))).toBe(true);
    expect(isSameText(sketch(title, story), sketch(title, story.slice(0, -30)))).toBe(true);
    const credited = `【港湾晚报三月五日讯】${story}（责任编辑：林一）`;
    expect(isSameText(sketch(title, story), sketch(title, credited))).toBe(true);
  });

  it('of a bulletin are not, where other numbers stand in the same sentences', () => {
    const [one, other] = [rates('7.02', '8.81', '6.57'), rates('7.05', '8.93', '6.61')];
    const title = 'Middle rates of the day';
    expect(likeness(sketch(title, one), sketch(title, other))).toBeGreaterThan(0.6);
    expect(isSameText(sketch(title, one), sketch(title, other))).toBe(false);
    expect(isSameText(sketch(title, one), sketch(`${title} again`, one))).toBe(true);
  });

  it('are not, where all they share is what stands beneath everything', () => {
    const one = sketch('【港湾谈】渔民为何不再出海', story);
    const other = sketch('【港湾谈】市长回答三个问题', story);
    expect(isSameText(one, other)).toBe(false);
  });

  it('of different stories have hardly anything in common', () => {
    const other = sketch('港口', rates('7.02', '8.81', '6.57'));
    expect(likeness(sketch('港口', story), other)).toBeLessThan(0.05);
  });

  it('estimate the share of word runs within a tenth', () => {
    const words = Array.from({ length: 400 }, (_, at) => `word${at}`);
    for (const kept of [100, 200, 300]) {
      const other = [...words.slice(0, kept), ...words.slice(kept).map((word) => `${word}x`)];
      const share = (kept - 3) / (2 * 397 - (kept - 3));
      const told = likeness(sketch('a', words.join(' ')), sketch('a', other.join(' ')));
      expect(Math.abs(told - share)).toBeLessThan(0.1);
    }
  });

  it('are empty for a text too short to tell, which is like none', () => {
    const short = sketch('北港', '北港的渡轮今天停航。');
    expect(short).toHaveLength(0);
    expect(likeness(short, short)).toBe(0);
    expect(isSameText(short, short)).toBe(false);
  });
});
