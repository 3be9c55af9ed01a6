import { noticesAtTheEnd } from './closing-words.ts';
import { headWords } from './head-words.ts';
import { isCounter } from './idle-lines.ts';
import { labelsAnywhere, labelsAtTheEnd } from './label-words.ts';
import { ruleOf } from './line-rule.ts';
import { noticesAnywhere } from './notice-words.ts';
import { isSentence } from './sentence.ts';

const longest = 500;

/**
 * Why a line is none of the story by its own words, or undefined. A sentence is none only where the whole
 * of it is what an outlet says of itself; labels, bylines and dates are no sentences.
 */
export function lineReason(text: string, place: 'head' | 'middle' | 'end'): string | undefined {
  if (text.length > longest) return undefined;
  const notice =
    ruleOf(noticesAnywhere, text) ?? (place === 'end' ? ruleOf(noticesAtTheEnd, text) : undefined);
  if (notice !== undefined || isSentence(text)) return notice?.reason;
  if (isCounter(text)) return 'counter';
  const label = ruleOf(labelsAnywhere, text) ?? ruleOf(placed[place], text);
  return label?.reason;
}

const placed = { head: headWords, middle: [], end: labelsAtTheEnd };

const relatedHeading =
  /^(?:相关(?:阅读|新闻|报道|文章|链接|推荐)|延伸阅读|推荐阅读|更多阅读|热门(?:文章|新闻|推荐)|猜你喜欢|大家(?:都|还|正)?在看|大家都爱看|为(?:你|您)推荐|编辑推荐|相關(?:閱讀|新聞|報導|文章)|延伸閱讀|推薦閱讀|関連記事|関連(?:ニュース|リンク)|あわせて読みたい|おすすめ記事|관련\s?기사|related(?: (?:articles?|stories|posts|news|links|topics|coverage|reading|content|video)s?)?|read (?:also|next|more)|see also|also read|more (?:from|on|stories|news|in|about|like this|must-reads|coverage|articles)(?: .{0,50})?|more (?:\p{L}+ ){1,3}(?:stories|articles|news|posts)|recommended(?: .{0,30})?|editors?['’]?s? (?:picks?|recommendations|choice)|top stories|latest (?:news|stories|posts|articles|headlines)|trending(?: .{0,30})?|popular(?: .{0,30})?|don['’]t miss|what to read next|you (?:may|might)(?: also)? (?:like|be interested in)|most (?:read|popular|viewed|commented|shared)(?: .{0,40})?|best of .{1,30}|à lire aussi|lire aussi|à lire également|sur le même (?:sujet|thème)|articles? (?:liés|associés|similaires)|mehr zum thema|mehr aus .{1,40}|das könnte (?:sie|dich) auch interessieren|auch interessant|lesen sie auch|weitere (?:artikel|themen|meldungen)|meistgelesen|lees ook|meer over .{1,40}|lea también|te puede interesar|noticias relacionadas|más (?:noticias|información|leídas?)|leia também|veja também|mais lidas|leggi anche|potrebbe interessarti|articoli correlati|läs (?:också|mer|även)|les også|læs også|lue myös|czytaj (?:też|także|również)|zobacz (?:też|także)|читайте также|по теме|ещё по теме|похожие .{1,30}|новости по теме|baca juga|benzer haberler|ilgili haberler|موضوعات ذات صلة|اقرأ أيضا|(?:материалы|статьи|новости) по теме|связанные .{1,30}|ilgili (?:haberler|konular|içerikler)|(?:berita|artikel) terkait|tin (?:liên quan|cùng chuyên mục)|bài (?:viết )?liên quan|ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|أخبار (?:ذات صلة|متعلقة)|مواضيع ذات صلة|مقالات ذات صلة|اخبار مرتبط|מאמרים נוספים|כתבות נוספות|संबंधित (?:खबरें|समाचार|लेख)|সম্পর্কিত (?:খবর|সংবাদ)|σχετικά άρθρα|gerelateerde artikelen|powiązane .{1,30}|zobacz więcej|související .{1,30}|kapcsolódó cikkek|articole (?:similare|recomandate)|relaterade? .{1,30}|(?:comments?|kommentare?|kommentarer|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|комментарии|коментарі|yorum(?:lar)?|komentar|bình luận|ความคิดเห็น|تعليقات|التعليقات|टिप्पणियां|टिप्पणियाँ|σχόλια|评论|評論|留言|コメント|댓글)(?: ?[(（]?\d{1,6}[)）]?)?|advertisement|share this(?: .{0,30})?|about the author(?:s|\(s\))?|about author|tagged in|topics|tags|sources?|external links|who we are)\s*[:：]?$/iu;

/** Whether a line is the heading of links, comments or an author box. */
export const isRelatedHeading = (text: string): boolean =>
  text.length <= 80 && relatedHeading.test(text.replace(/[\s.…:：>»]+$/u, ''));

const readMore =
  /^(?:[[(【]?\s*(?:(?:阅读更多|阅读全文|阅读原文|查看全文|查看原文|继续阅读|点击阅读|全文|閱讀更多|閱讀全文|続きを読む)|(?:read more|read the full (?:story|article)|continue reading|full (?:story|article)|view (?:article|original)|lire la suite|weiterlesen|leer más)(?!\p{L})).{0,80}|\[…\]|\[\.\.\.\]|more|→|>>|»)$/iu;

/** Whether a line that is but a link leads to the rest of the story. */
export const isReadMore = (text: string): boolean => text.length <= 120 && readMore.test(text);
