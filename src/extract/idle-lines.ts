const count = String.raw`\d[\d.,\s]{0,12}[kKmM万萬千亿]?\+?`;
const counted = [
  'comments?|views?|reads?|shares?|likes?|reactions?|votes?|replies|retweets?|followers?|subscribers?|visits?',
  '(?:people|readers?) (?:are )?(?:reading|watching)(?: (?:this|now))*',
  'commentaires?|vues|partages|lectures|kommentare?|aufrufe|leser|comentarios?|comentários?|visitas|lecturas|commenti|visualizzazioni|reacties|комментари(?:й|я|ев)|просмотр(?:ов|а)?',
  '(?:条|條|个|個|次|人)?(?:评论|評論|阅读|閱讀|浏览|瀏覽|点击|點擊|点赞|點讚|赞|讚|分享|转发|轉發|留言|跟贴|人气|参与|收藏)(?:量|数|數)?',
  'コメント|閲覧|いいね|件のコメント|댓글|조회',
].join('|');
const minutes = '(?:min(?:ute)?s?\\.?|minuten|minutos?|minuti|分钟|分鐘)';
const reading =
  minutes +
  '(?: ?(?:to )?(?:read(?:ing)?(?: time)?|lesezeit|de lectur[ea]|de leitura|di lettura|阅读|閱讀))';

/** Most characters of such a line. */
const longest = 60;
const mark = '[\\s:：·•|,()（）\\[\\]-]{0,6}';
const idle = [
  new RegExp(`^(?:${mark}${count}\\s?(?:${counted})){1,4}${mark}$`, 'iu'),
  new RegExp(`^(?:${mark}(?:${counted})${mark}${count}){1,4}${mark}$`, 'iu'),
  new RegExp(`^${mark}${count}\\s?-?${reading}${mark}$`, 'iu'),
  new RegExp(
    `^(?:reading time|lesezeit|temps de lecture|阅读时间|閱讀時間)${mark}${count}\\s?${minutes}${mark}$`,
    'iu',
  ),
];

/** Whether a line is but a counter ("1,204 views", "评论 (35)") or a reading time. */
export const isIdleLine = (text: string): boolean =>
  text.length <= longest && /\d/.test(text) && idle.some((each) => each.test(text));
