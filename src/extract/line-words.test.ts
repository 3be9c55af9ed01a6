import { describe, expect, test } from 'vitest';
import type { Url } from '../model/index.ts';
import { extractArticle } from './index.ts';
import { lineReason } from './line-words.ts';

const places = ['head', 'middle', 'end'] as const;

const sentences = `
By the time police arrived on Friday, the thieves had gone with the money and two of the paintings.
By Tuesday evening, Rescue Team Four had found twelve people alive under the rubble in Aleppo.
By contrast, Germany and France had put aside three billion euros for the same purpose.
By Friday, he was gone.
Von den 200 Einwohnern des Dorfes sind in dieser Nacht nur dreißig in der Turnhalle geblieben.
Von Hamburg nach Bremen fährt seit Montag kein Zug mehr, wie die Bahn am Abend mitteilte.
Von Montag an gilt im ganzen Land wieder die Pflicht, in Bussen eine Maske zu tragen.
Par ailleurs, le ministre a refusé de répondre aux questions des journalistes présents dans la salle.
Par deux fois, la cour d'appel de Lyon avait rejeté la demande de libération de l'ancien maire.
Por la mañana, los vecinos encontraron el puente cortado y la carretera cubierta de barro.
Por Madrid pasaron más de dos millones de turistas durante el mes de agosto, según el Ayuntamiento.
Di Indonesia, Presiden Joko Widodo mengatakan bahwa harga beras akan turun pada bulan depan.
Di Roma la manifestazione è cominciata alle dieci davanti al ministero del Lavoro.
Door de storm zijn in Zeeland tientallen bomen omgewaaid en reden er geen treinen meer.
Av de tolv åtalade frikändes fyra av Göteborgs tingsrätt, medan övriga dömdes till fängelse.
Af de mange tusinde, som flygtede fra byen, er kun få hundrede vendt tilbage efter krigen.
Od Nowego Roku ceny energii w Polsce wzrosną o jedną piątą, zapowiedział w środę minister.
Автор Нобелевской речи Светлана Алексиевич покинула страну осенью, сообщили её друзья.
Text messages that Ms Carter sent that night were read out in court on Wednesday morning.
Words Alone cannot bring back the dead, the mother of one of the victims told the crowd.
Standing in front of the court, she thanked all who had written to her in prison since 2019.
Created in 1994, the museum holds the largest collection of Soviet posters outside Moscow.
Published in 2012 by a small press, the novel was banned in four countries within a year.
Posted to Kabul in 2001, Captain Reyes learned Dari and married a local teacher there.
Updated figures show that 12 percent of households had no heating in the winter of 2022.
Added to this were 300 cases from 2020 that the ministry had never made public before.
Published figures of 2021 were wrong, the statistics office admitted.
Stand 2020 noch jedes dritte Geschäft leer, so sind es heute nur noch wenige in der Altstadt.
Publié en 1998, le rapport accusait déjà trois ministres d'avoir fermé les yeux sur la fraude.
Publicado en 2003, el libro fue retirado de las escuelas por orden del gobernador del estado.
时间：两名证人对案发时间的说法并不一致，法院因此决定在下周一重新开庭审理此案，并传唤另外三名证人到庭。
The company will make changes after the commission ruled that its contracts were unfair.
Families of the victims will receive compensation from the state, the court ruled.
Farmers get no compensation for cattle that the army shot, their union said on Sunday.
Brokers may earn commissions of up to nine percent on each policy, the regulator found.
If you earn a fee for rating films online, you may be part of a fraud, police in Perth warned.
When readers receive compensation for a libel is for judges to decide, the paper's lawyer said.
Affiliate commissions made up most of the income of the fraud ring, prosecutors in Paris said.
The ballots were independently reviewed by two teams of editors from rival newspapers.
We independently reviewed the documents and spoke to eleven of the officers named in them.
Soldiers fired at a car near the border and killed both of the men in it. (Reuters)
Der Minister trat am Abend zurück, wie sein Sprecher in Berlin mitteilte. (AFP)
The agency that owns the picture is Getty Images.
One picture: a boy, a dog and a burning house behind them, and nobody who comes to help.
Residents can register with the council for flood alerts by phone or by text message.
Anyone who wants to subscribe to such a channel risks ten years in prison under the new law.
Half a million people sign up for e-mail updates from the weather service each autumn.
The threat was sent to your inbox by someone who knows you, the officer told her.
Подписка на газету стала дороже вдвое, и многие пенсионеры в деревнях от неё отказались.
The regulator fined the firm for its use of cookies and gave it three months to change them.
A judge in Vienna found that the cookie policy of the airline had misled its customers.
Follow the money, investigators say, and you will find the same five names each time.
Follow the river for nine miles and you come to the village where the plague began.
Like many young people on TikTok, Maria had never heard of the massacre before this year.
Join a group on Facebook and within a week you are offered a rifle, the reporter found.
"Come on! Join us today on Telegram," the recruiter wrote to the boy, who was fifteen.
More people in Jakarta now get news on WhatsApp than from all newspapers, the survey says.
更多的家长请律师与学校交涉，但至今没有一所学校承认曾经隐瞒过学生受伤的消息。
关注微信群里谣言的警员说，他们每天要看上千条消息，其中大部分与案件毫无关系。
扫描二维码就能付款的小摊越来越多，老人们却常常不知道该怎么用手机买菜和乘车。
Anna Politkovskaya was a reporter for Novaya Gazeta and was shot in her house in Moscow.
Daphne Caruana Galizia is the journalist whose death brought down the prime minister of Malta.
Jamal Khashoggi was the columnist who entered the consulate in Istanbul and never came out.
All that the author of the report, Sara Lind, was told is that the file had been destroyed.
Copyright law protects the photographs for seventy years, the court in Munich decided.
The article may not be published before the trial has ended, the judge ordered the paper.
The post he had deleted an hour later appeared first on his own account, the court heard.
Any copy cannot be made without leave of the archive, whose rights the family still disputes.
该公司未经授权使用用户照片训练人脸识别系统，法院一审判决其赔偿每名原告五千元并公开道歉。
规定要求，任何人未经许可不得在机场周围五公里内放飞无人机，违者将被处以罚款。
著作权法修订草案昨日提交审议，草案首次明确了人工智能生成作品的归属问题，引发出版界关注。
无断で複製された絵が三年間も美術館に飾られていたことが、市の調査で明らかになった。
이 신문은 무단 전재 혐의로 세 통신사를 고소했으며 첫 재판은 다음 달에 열릴 예정이라고 밝혔다.
This site uses more water in a day than the whole town, the mayor told the committee.
The helpline can be reached at 116 123 at any hour, and callers need not give their names.
For more information about the missing boy, see the notices at the police station in Lerwick.
What do you do, she asked, when the only road out of the valley is under two metres of water?
The views expressed by the minister are not those of her party, its chairman said at once.
Related-party loans brought down the bank, and its founder fled to Dubai the same night.
Share prices in Tokyo fell by six percent on Monday, the worst day since the earthquake.
Advertisements for the drug had promised a cure within days, and thousands believed them.
(c) the harbour must stay open to all ships until the end of the year.
(c) The port must pay back all that it took from the pension fund, the court wrote in May.
(C) the company must pay back all that it took from the pension fund, the court wrote.
声明：我们将继续罢工，直到工资上涨为止，工会说。
Comments are closed-minded, she said of the letters that the council had published on Friday.
Click here for help was what the fake page told its victims, police said on Monday.
Click here to claim your prize, said the message that cost the pensioner nine thousand euros.
Loading the last of the boxes took an hour, and by then the water had reached the door.
`
  .trim()
  .split('\n');

describe('sentences of a story', () => {
  test('are many, in many languages', () => {
    expect(sentences.length).toBeGreaterThan(60);
  });

  test.each(sentences)('stay, wherever they stand: %s', (sentence) => {
    expect(places.map((place) => lineReason(sentence, place))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what an outlet says around a story', () => {
  test.each([
    ['head', 'byline', 'By Ada Quill'],
    ['head', 'byline', 'By ADA QUILL and TOM INKWELL'],
    ['head', 'byline', 'By Ada Quill, Staff Writer | aquill@courier.example'],
    ['head', 'byline', 'by Ada Quill for the Loopback Courier'],
    ['head', 'byline', 'By The Associated Press.'],
    ['head', 'byline', 'by admin'],
    ['head', 'byline', 'By our correspondent'],
    ['head', 'byline', 'Von Erika Mustermann, Berlin'],
    ['head', 'byline', 'von Lars van der Tinte Lesezeit: 4 Min.'],
    ['head', 'byline', 'Par Jeanne Encre avec AFP'],
    ['head', 'byline', 'Por Ana Tinta'],
    ['head', 'byline', 'Di Carla Penna'],
    ['head', 'byline', 'Автор: Анна Перо'],
    ['head', 'byline', 'Text: Erika Mustermann'],
    ['head', 'date line', 'Posted: Thursday, April 21, 2022. 10:11 pm CST.'],
    ['head', 'date line', 'Published 10 May 2020'],
    ['head', 'date line', 'Updated 3 hours ago'],
    ['head', 'date line', 'Last updated on Monday 4 March at 10:30'],
    ['head', 'date line', 'Stand: 4. März'],
    ['head', 'date line', '发布时间：2024-03-05 10:20'],
    ['head', 'reading time', '4 min'],
    ['middle', 'share bar', 'Share this article'],
    ['middle', 'advertisement', 'Advertisement'],
    [
      'middle',
      'read more line',
      'READ ALSO: Harbour bridge reopens after eleven months, and what comes next?',
    ],
    ['middle', 'image credit', 'A soldier near the border on Monday. (AP Photo/Tom Inkwell)'],
    ['middle', 'image credit', 'Photo by Tom Inkwell/Getty Images'],
    ['middle', 'image credit', 'Photo: Tom Inkwell'],
    [
      'middle',
      'affiliate notice',
      'If you buy something through one of our links, we may earn a small commission at no cost to you.',
    ],
    [
      'middle',
      'affiliate notice',
      'All products featured here are independently selected by our editors. However, when you buy something, we may earn a commission.',
    ],
    [
      'middle',
      'affiliate notice',
      'This post may contain affiliate links, view my full disclosure policy.',
    ],
    [
      'middle',
      'cookie line',
      'This site uses cookies to make your visit better, and so that we can count you.',
    ],
    [
      'middle',
      'app or channel',
      'Follow Loopback Courier on Facebook, Twitter and Instagram for more news of the harbour.',
    ],
    [
      'middle',
      'app or channel',
      'Click here to get more information or download this game of the year now.',
    ],
    [
      'middle',
      'app or channel',
      'Síguenos en nuestro canal de WhatsApp y recibe las noticias más importantes.',
    ],
    ['middle', 'app or channel', '扫描二维码关注本报公众号。'],
    [
      'middle',
      'app or channel',
      'Follow The Loopback Courier on Facebook, Twitter (@courier) and Instagram.',
    ],
    [
      'middle',
      'affiliate notice',
      'If you click through them to buy a thing, we may earn a small commission at no additional cost to you.',
    ],
    [
      'middle',
      'newsletter box',
      'The Harbour newsletter has all that is new, delivered right to your inbox. Sign up now.',
    ],
    ['head', 'byline', 'Von Mat\u00adthi\u00adas Lauer'],
    ['head', 'date line', 'Posted by Ada'],
    [
      'middle',
      'script needed',
      'Your browser does not support the video tag, so that you cannot see this film.',
    ],
    [
      'middle',
      'newsletter box',
      'Like this story? Sign up for our newsletter and never miss another one like it.',
    ],
    [
      'middle',
      'newsletter box',
      'Get the news of the harbour delivered to your inbox every Friday morning.',
    ],
    [
      'middle',
      'newsletter box',
      'Подписывайтесь на наш канал в Telegram, чтобы первыми узнавать о главном.',
    ],
    [
      'end',
      'reseller footer',
      'The post Harbour bridge reopens appeared first on Loopback Courier.',
    ],
    ['end', 'reseller footer', 'This story was originally published December 22, 2023, 11:09 AM.'],
    ['end', 'copyright line', 'Copyright 2019 Loopback Courier. All rights reserved.'],
    [
      'end',
      'copyright line',
      '本网站所有内容未经书面授权，不得转载、摘编或利用其它方式使用上述作品。',
    ],
    ['end', 'copyright line', '(c) 2019 Loopback Courier, Harbour Street 7.'],
    ['end', 'copyright line', '(C) Loopback Courier. Printing it is for those who ask first.'],
    ['end', 'copyright line', '저작권자 © 루프백신보 무단전재 및 재배포 금지'],
    ['end', 'author box', 'The Courier’s Ada Quill and Tom Inkwell contributed to this report.'],
    ['end', 'disclaimer', '平台声明：该文观点仅代表作者本人，本平台仅提供信息存储空间服务。'],
    ['end', 'disclaimer', '【声明】本报所登文章，凡转自别处的，都写明了出处。'],
    ['end', 'disclaimer', '声明：本文不代表本报的立场，也不构成任何投资建议。'],
    ['middle', 'app or channel', 'Click here for more news of the harbour.'],
    ['middle', 'app or channel', 'Click here to subscribe to the Loopback Courier.'],
    ['end', 'contact line', 'Comments are closed on this article, which is older than a month.'],
    [
      'end',
      'contact line',
      'Contact Ada Quill at aquill@courier.example. Follow her on X at @aquill.',
    ],
    ['end', 'editor line', '（责任编辑：王小明）'],
    ['end', 'tags', 'Tags: harbour, bridge'],
  ] as const)('goes: at the %s as %s: %s', (place, reason, text) => {
    expect(lineReason(text, place)).toBe(reason);
  });
});

describe('counters and reading times', () => {
  test.each([
    '本文已有1234人阅读',
    '阅读量：12345',
    '阅读 1.2万',
    '浏览次数：3,204',
    '已有12人评论',
    '预计阅读时间：4分钟',
    'この記事は約3分で読めます',
    '조회수 1,234',
    '4 min read',
    '5-minute read',
    'Reading time: 3 minutes',
    '1,204 views',
    '12 Aufrufe',
    'Lesezeit: 4 Min.',
    '3 min de lecture',
    'Temps de lecture : 3 min',
    'Tiempo de lectura: 4 minutos',
    'Tempo di lettura: 3 minuti',
    'Leestijd 3 minuten',
    'Время чтения: 4 минуты',
    '1 204 просмотра',
    'Okuma süresi: 3 dk',
    'Dibaca 1.204 kali',
    '1.204 lượt xem',
    'مدة القراءة: 3 دقائق',
    'זמן קריאה: 3 דקות',
    'เวลาอ่าน 3 นาที',
  ])('are none of the story, wherever they stand: %s', (text) => {
    expect(places.map((place) => lineReason(text, place))).toEqual([
      'counter',
      'counter',
      'counter',
    ]);
  });

  test.each([
    '4,120 votes',
    '12 Uhr',
    '90 minutes',
    '1234人',
    '阅读1234本书',
    'Gold: 3 minutes 12',
  ])('are not what a story counts: %s', (text) => {
    expect(lineReason(text, 'middle')).toBeUndefined();
  });

  test('stay in a table, which may be of just that', () => {
    const table =
      '<table><tr><td>Harbour film</td><td>1,204 views</td></tr><tr><td>Bridge film</td><td>204 views</td></tr></table>';
    expect(kept(`${story}${story}${table}${story}<p>本文已有1234人阅读</p>${story}`)).toMatch(
      /^(?=.*1,204 views)(?!.*1234)/s,
    );
  });
});

function kept(paragraphs: string): string {
  const html = `<html lang="en"><head><title>Harbour bridge reopens after eleven months</title>
    <meta name="author" content="Ada Quill"></head><body><article>
    <h1>Harbour bridge reopens after eleven months</h1>${paragraphs}</article></body></html>`;
  return extractArticle({ html, url: 'https://courier.example/bridge' as Url }).article.text;
}

const story = `<p>The harbour bridge was opened again on Monday, eleven months after a ship had hit it,
  and the mayor was the first to drive across, the port said.</p>`;

describe('an article', () => {
  test('keeps sentences that begin as a byline does', () => {
    const text = 'By the time police arrived on Friday, the thieves had gone with the money.';
    expect(kept(`${story}<p>${text}</p>${story}`)).toContain(text);
  });

  test('keeps a heading that begins as a byline or a date does', () => {
    const text = kept(`${story}<h2>By The Numbers</h2>${story}<h2>Created in 1994</h2>${story}`);
    expect(text).toContain('By The Numbers');
    expect(text).toContain('Created in 1994');
  });

  test('leaves out what is said of its own author at the end, and keeps what is said of others', () => {
    const [other, own] = ['Anna Politkovskaya', 'Ada Quill'].map(
      (name) => `${name} is a reporter for the Courier and lives in a house by the harbour.`,
    );
    const text = kept(`${story.repeat(4)}<p>${other}</p><p>${own}</p>`);
    expect(text).toContain(other);
    expect(text).not.toContain(own);
  });
});
