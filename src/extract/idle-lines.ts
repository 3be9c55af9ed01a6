const count = String.raw`\d[\d.,\s]{0,12}[kKmM万萬千亿]?\+?`;
/** What a page counts of itself. */
const seen = [
  'comments?|views?|reads?|shares?|likes?|retweets?|pageviews?|page views?',
  'commentaires?|vues|partages|lectures|kommentare?|aufrufe|leser|comentarios?|comentários?|visualizaciones|visualizações|lecturas|commenti|visualizzazioni|reacties|weergaven|visningar|wyświetleń|odsłon|görüntüleme|okunma',
  'комментари(?:й|я|ев)|просмотр(?:ов|а)?|перегляд(?:ів|и)?',
  '(?:条|條|个|個|次|人)?(?:已)?(?:评论|評論|阅读|閱讀|浏览|瀏覽|点击|點擊|点赞|點讚|赞|讚|分享|转发|轉發|留言|跟贴|人气|人氣)(?:量|数|數|次数|次數)?',
  'コメント(?:数)?|閲覧(?:数)?|いいね|件のコメント|댓글|조회(?:수)?|lượt xem|مشاهدة|مشاهدات|צפיות',
].join('|');
/** Counts that may be the story's too: of a vote, or of a crowd. */
const counted = [
  seen,
  'reactions?|votes?|replies|followers?|subscribers?|visits?|visitas',
  '(?:people|readers?) (?:are )?(?:reading|watching)(?: (?:this|now))*',
  '(?:条|條|个|個|次|人)?(?:参与|收藏)(?:量|数|數)?',
].join('|');
const minutes =
  '(?:min(?:ute)?s?\\.?|minuten|minutos?|minuti|minuter|минут[аы]?|мин\\.?|хвилин[аи]?|dakika|dk|menit|phút|minut[ay]?|分钟|分鐘|分|분|دقائق|דקות|मिनट|นาที)';
const reading = `${minutes}(?: ?(?:to )?(?:read(?:ing)?(?: time)?|lesezeit|de lectur[ea]|de leitura|di lettura|leestijd|lästid|чтения|читання|czytania|okuma(?: süresi)?|membaca|baca|đọc|阅读|閱讀|で読め(?:ます|る)|읽기|للقراءة|קריאה))`;
const readingTime =
  '(?:estimated )?(?:reading time|read time)|lesezeit|temps de lecture|lecture|tiempo de lectura|tempo (?:de leitura|di lettura)|leestijd|lästid|время (?:чтения|на чтение)|час читання|czas czytania|okuma süresi|waktu baca|thời gian đọc|(?:预计|預計|本文)?(?:阅读|閱讀)(?:时间|時間|时长|時長|本文需要?|约需|需)|全文(?:阅读)?约?需|読了(?:時間)?(?:の目安)?|この記事は約?|읽는 시간|مدة القراءة|زمن القراءة|זמן קריאה|पढ़ने का समय|เวลาอ่าน';

/** Most characters of such a line. */
const longest = 60;
const mark = '[\\s:：·•|,()（）\\[\\]~约約-]{0,6}';
const countsOf = (names: string): readonly RegExp[] => [
  new RegExp(`^(?:${mark}${count}\\s?(?:${names})){1,4}${mark}$`, 'iu'),
  new RegExp(`^(?:${mark}(?:${names})${mark}${count}){1,4}次?${mark}$`, 'iu'),
];
const counters = [
  ...countsOf(seen),
  new RegExp(
    `^(?:本文|文章|此文)(?:已有|共有|已被|共|被)?${mark}${count}\\s?(?:人|次|位读者)?(?:阅读|閱讀|浏览|瀏覽|看过|读过|点击)(?:过|过本文|次)?$`,
    'u',
  ),
  new RegExp(
    `^(?:已?有)${mark}${count}\\s?(?:人|次|位读者)(?:已)?(?:阅读|閱讀|浏览|瀏覽|看过|读过|评论|評論|参与|点赞)(?:过|了|过本文)?$`,
    'u',
  ),
  new RegExp(
    `^(?:dibaca|dilihat|read|viewed|leído|lu|gelesen|прочитано|переглянуто|okundu|đã xem)${mark}${count}\\s?(?:times|kali|veces|fois|mal|раз|разів|kez|lần)$`,
    'iu',
  ),
  new RegExp(`^(?:~|ca\\. |约|約)?${mark}${count}\\s?-?${reading}${mark}$`, 'iu'),
  new RegExp(`^(?:${readingTime})${mark}${count}\\s?${minutes}(?:で読めます|です)?${mark}$`, 'iu'),
];
const idle = [...counters, ...countsOf(counted)];

const isShort = (text: string): boolean => text.length <= longest && /\p{Nd}/u.test(text);

/** Whether a line is but what a page counts of itself ("1,204 views", "评论 (35)") or a reading time. */
export const isCounter = (text: string): boolean =>
  isShort(text) && counters.some((each) => each.test(text));

/** Whether a line is but a counter or a reading time; votes and followers too, which may be the story's. */
export const isIdleLine = (text: string): boolean =>
  isShort(text) && idle.some((each) => each.test(text));
