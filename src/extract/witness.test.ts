import { describe, expect, test } from 'vitest';
import { line, lines } from '../../test/made-lines.ts';
import type { Url } from '../model/index.ts';
import { extractArticle, extractorOf } from './index.ts';

const url = 'https://gazette.example/2024/03/harbour-bridge-opens' as Url;
const html = (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join('');
const words = (texts: readonly string[]) => texts.join('\n');

const page = (body: string) =>
  `<html><head><title>Harbour bridge opens</title></head><body><h1>Harbour bridge opens</h1>${body}</body></html>`;
const read = (body: string, witness?: string) =>
  extractArticle({ html: page(body), url, ...(witness === undefined ? {} : { witness }) });

describe("a feed's whole text", () => {
  const story = lines(0, 18);
  const others = lines(40, 36);
  const beside = `<div><div><div><div><div class="a">${html(story)}</div></div></div></div></div><section><div><div><div><div class="b">${html(others)}</div></div></div></div></section>`;

  test('names the body where the page has more of something else', () => {
    expect(read(beside).article.text).toContain(others[0]);
    const { article, ...rest } = read(beside, html(story));
    expect(article.text).toBe(words(story));
    expect(extractorOf(rest)).toBe('backissue@1+feed');
  });

  test('brings in what stands apart from the body', () => {
    const parted = `<div class="x"><div><p>${line(91)}</p><p>${line(92)}</p></div></div><div class="ad"><a href="/">Buy a boat</a></div><div class="body">${html(story)}</div>`;
    const { article } = read(parted, html([line(91), line(92), ...story]));
    expect(article.text).toBe(words([line(91), line(92), ...story]));
  });

  test('tells each paragraph once, though a later one brings in what is around both', () => {
    const caption =
      '<span>The quay at seven in the morning, seen from the tower of the old mill</span>';
    const second = lines(92, 4);
    const section = `<section><div><p>${line(91)}</p>${caption}</div><div>${html(second)}</div></section>`;
    const parted = `${section}<div class="body">${html(story)}</div>`;
    const { text } = read(parted, html([line(91), ...second, ...story])).article;
    expect(text.split(line(91))).toHaveLength(2);
    expect(text).toContain(second[3]);
  });

  test('tells a standfirst within what stands apart, and all around it', () => {
    const lead = lines(91, 3);
    const box = `<section><p class="standfirst">${lead[0]}</p><p>${lead[1]}</p><p>${lead[2]}</p></section>`;
    const { article } = read(
      `${box}<div class="body">${html(story)}</div>`,
      html([...lead, ...story]),
    );
    expect(article.text).toBe(words([...lead, ...story]));
  });

  test('keeps a part whose class says that it is none', () => {
    const promo = `<div class="body">${html(story)}<div class="newsletter-signup"><p>${line(93)}</p></div>${html(lines(18, 2))}</div>`;
    const whole = [...story, line(93), ...lines(18, 2)];
    expect(read(promo).article.text).not.toContain(line(93));
    expect(read(promo, html(whole)).article.text).toBe(words(whole));
  });

  test('speaks against lines around it that are no sentences, and says so', () => {
    const around = `<div class="body">${html(story)}<p>More of our boats <a href="/b">in the harbour</a> this week and the next</p><p>Gazette harbour desk</p></div>`;
    const { article, cut } = read(around, html(story));
    expect(article.text).toBe(words(story));
    expect(cut).toContainEqual({ reason: 'not in the feed', text: 'Gazette harbour desk' });
  });

  test('says nothing against a sentence that is younger than the feed', () => {
    const correction =
      'Correction: an earlier version of this report gave the wrong day, which was the third.';
    const { article } = read(
      `<div class="body">${html([...story, correction])}</div>`,
      html(story),
    );
    expect(article.text).toBe(words([...story, correction]));
  });
});

describe('what is no evidence changes nothing', () => {
  const body = `<div class="body">${html(lines(0, 8))}<p>Gazette harbour desk</p><ul><li>Monday, the quay</li><li>Tuesday, the pier</li></ul></div>`;
  const own = read(body).article;

  test.each([
    [
      'a summary in other words',
      html(['The new bridge over the harbour is open, says the town, after a long wait for it.']),
    ],
    ['the first paragraph alone', html(lines(0, 1))],
    ['the first three', html(lines(0, 3))],
    [
      'a text that says that there is more',
      html([...lines(0, 8).slice(0, 7), 'The council was […]']),
    ],
    ['another article', html(lines(60, 8))],
    ['nothing', ''],
    ['markup without words', '<img src="x"><div>'.repeat(1000)],
  ])('%s', (_, witness) => {
    const { article, isWitnessed } = read(body, witness);
    expect(article).toEqual(own);
    expect(isWitnessed).toBeUndefined();
  });
});

test('works in scripts without spaces', () => {
  const story = ['港口', '渡轮', '市政厅', '学校', '博物馆', '隧道', '市场', '剧院', '车站'].map(
    (name) =>
      `${name}在当天上午重新开放，等候多时的市民排队参观了${name}，有关部门表示今后将继续改善服务。`,
  );
  const others = Array.from(
    { length: 9 },
    (_, at) =>
      `第${at}条评论说，这里的天气一直很好，大家都很高兴，也希望明年再来看看，谢谢编辑。另外还想问一句，下次活动是什么时候？`,
  );
  const both = `<div><div><div><div><div class="a">${html(story)}</div></div></div></div></div><section><div><div><div><div class="b">${html(others)}</div></div></div></div></section>`;
  expect(read(both, html(story)).article.text).toBe(words(story));
});
