/** What a line says when it is no part of the story, in many languages; each is read from a whole line. */

interface LineWords {
  readonly reason: string;
  /** Characters of a line that may be this, at most. */
  readonly most: number;
  readonly words: RegExp;
}

const line = (reason: string, most: number, words: RegExp): LineWords => ({ reason, most, words });

/** In any place of the article. */
const anywhere: readonly LineWords[] = [
  line(
    'share bar',
    60,
    /^(?:分享(?:到|至|本文|文章|给朋友)?|轉發|转发|share(?: (?:this|on|via)(?: \w+){0,2})?|partager(?: (?:cet article|sur))?|(?:artikel |beitrag )?teilen|compartir|compartilh(?:ar|e)|シェア(?:する)?|記事をシェア|condividi|delen|deel dit artikel|поделиться|поділитися|udostępnij|sdílet|megosztás|dela|del|jaa|paylaş|bagikan|chia sẻ|แชร์|공유(?:하기)?|شارك(?: المقال)?|مشاركة|اشتراک گذاری|שתפו|शेयर करें|साझा करें|শেয়ার করুন|κοινοποίηση)\s*[:：]?$/iu,
  ),
  line(
    'share bar',
    60,
    /^(?:(?:facebook|twitter|whatsapp|e-?mail|linkedin|telegram|pinterest|reddit|print|copy link|x|flipboard|微博|微信|qq空间|qq|line|messenger|share|tweet)[\s,|•·]*){1,8}$/i,
  ),
  line(
    'advertisement',
    80,
    /^(?:advertisements?|advertising|ad|sponsored(?: content)?|promoted|anzeige|werbung|publicité|publicidade?|pubblicità|reklame?|reklám|annons|annonse|annonce|mainos|advertentie|διαφήμιση|реклама|广告|廣告|広告|スポンサーリンク|광고|إعلان|إعلانات|آگهی|תוכן ממומן|פרסומת|विज्ञापन|বিজ্ঞাপন|โฆษณา|quảng cáo|iklan|(?:continua|continúa) (?:depois|después) d[ae] (?:la )?publicidade?|story continues below(?: this)?(?: advertisement)?|article continues (?:below|after)(?: this)?(?: ad(?:vertisement)?)?|advertisement - (?:page|story|article) continues below|scroll to continue(?: with content)?|continue reading(?: below)?(?: the main story)?|skip advertisement)[.:]?$/i,
  ),
  line(
    'read more line',
    220,
    /^(?:[[(【►▶>→•*-]\s*)?(?:read (?:more|also|next)|also read|read|see also|related|more|watch(?: more| now)?|must read|don['’]t miss|recommended|relacionad[oa]s?|lea (?:también|además|más)|lee también|mira también|te puede interesar|ver también|leia (?:também|mais)|veja também|lire aussi|à lire(?: aussi)?|voir aussi|lesen sie (?:auch|mehr|dazu)|lees (?:ook|meer)|leggi anche|mehr zum thema|mehr dazu|läs (?:också|mer)|les også|læs også|lue myös|czytaj (?:też|także|również)|zobacz (?:też|także|również|wideo)|přečtěte si(?: také)?|citește și|citeste si|читайте (?:также|також|ещё)|читать также|см\. также|читайте ещё|більше|διαβάστε επίσης|olvassa el|baca juga|baca|simak juga|xem thêm|đọc thêm|อ่านเพิ่มเติม|อ่านต่อ|อ่านข่าว|okuyun|ayrıca okuyun|bunu da oku|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|بیشتر بخوانید|קראו (?:גם|עוד)|क्या यह भी पढ़ें|यह भी पढ़ें|ये भी पढ़ें|আরও পড়ুন|关联阅读|相关阅读|延伸阅读|推荐阅读|更多阅读|延伸閱讀|相關閱讀|推薦閱讀|【関連記事】|関連記事|あわせて読みたい|관련\s?기사|함께 보면 좋은 기사)\s*[:：|►»>-].{2,200}$/iu,
  ),
  line(
    'image credit',
    160,
    /^(?:\(?\s*(?:image|photo|picture|photograph|pic|foto|bild|图片|图源|图片来源|圖片來源|照片|摄影|photos?|video)\s*(?:source|credit|copyright|caption|courtesy|by|via|来源|來源)?\s*[:：,/©].{0,120}|credits?\s*:.{0,120}|image (?:source|caption|copyright|credit),?.{0,140}|©\s*.{0,80}|\(?getty images\)?|\(?reuters\)?)$/i,
  ),
  line(
    'image credit',
    450,
    /(?:^|[^\p{L}])(?:credits?|image|photo(?:graph)?|picture|pic|foto|bild|quelle|fotó|photo by|photograph by|photo courtesy|image courtesy|courtesy of|©)\s*[:：©]\s*[^.!?:：]{1,60}\)?$|(?:via getty images|getty images|\/ ?getty|\(ap\)|\/ ?reuters|\(reuters\)|\(afp\)|\/ ?afp|ap photo\/[^.!?]{1,40}|shutterstock)\)?$/iu,
  ),
  line(
    'affiliate notice',
    500,
    /\b(?:earn|receive|make|get)\b.{0,60}\b(?:commissions?|compensation)\b|\baffiliate (?:links?|commissions?|partnerships?|partners?)\b|\bindependently (?:selected|chosen|reviewed)\b.{0,80}\b(?:editors?|team|writers?)\b/i,
  ),
  line(
    'control',
    40,
    /^(?:caption|toggle caption|hide caption|show caption|close|report|play|pause|next|previous|copy this link|listen|view gallery|(?:image )?\d{1,3} ?(?:of|\/) ?\d{1,3}|loading|skip|menu|search|imprimir|imprimer|drucken|stampa|печать|yazdır|طباعة|印刷|인쇄|[【[(（]?(?:打印(?:本[稿页文]|此文)?|关闭(?:窗口)?|返回顶部|举报|点赞|收藏|不喜欢|复制链接|檢舉|列印)[】\])）]?|关闭|收起|展开|閉じる|目次を開く)$/i,
  ),
  line('template', 450, /\{\{.{0,400}\}\}/),
  line(
    'cookie line',
    450,
    /(?:this|our) (?:web)?site uses cookies|we (?:and our partners )?use cookies|use of cookies|cookie policy|cookies? (?:settings|preferences)|verwendet cookies|utilise des cookies|utiliza cookies/i,
  ),
  line(
    'app or channel',
    220,
    /^(?:click here (?:to|for)|(?:get|download) (?:the|our) .{1,40} app|(?:join|follow) .{1,60} (?:on|in) (?:our |the )?(?:whatsapp|telegram|facebook|twitter|instagram|google news|linkedin|x|youtube)|follow (?:us|him|her|them|the) .{0,100}|like us on .{0,80}|listen to .{1,80} on (?:spotify|apple podcasts|google podcasts).{0,100}|(?:simak|dapatkan) .{0,60}(?:berita|news).{0,80}(?:ponsel|whatsapp|telegram).{0,60}|suivez[- ]nous .{0,100}|síguenos .{0,100}|siga[- ]nos .{0,100}|folgen sie uns .{0,100}|подписывайтесь на .{0,100}|читайте нас .{0,100}|присоединяйтесь .{0,100}|підписуйтесь на .{0,100}|seguici .{0,100}|volg ons .{0,100}|śledź nas .{0,100}|obserwuj nas .{0,100}|följ oss .{0,100}|følg oss .{0,100}|(?:bizi|sosyal medyada) .{0,60}takip edin.{0,40}|ikuti (?:kami|berita) .{0,100}|theo dõi (?:chúng tôi|báo) .{0,100}|ติดตาม.{0,60}(?:line|facebook|twitter|youtube|tiktok).{0,60}|تابعو?نا .{0,100}|हमारे (?:व्हाट्सएप|टेलीग्राम|whatsapp|telegram) .{0,100}|この記事が気に入ったら.{0,60}|关注.{0,20}(?:公众号|微信|微博).{0,60}|扫(?:描|一扫).{0,60}|更多.{0,30}(?:请|關注|关注|下载|下載).{0,60}).*$/i,
  ),
  line(
    'script needed',
    200,
    /^(?:this (?:video|content|browser|slideshow|site|page) .{0,80}(?:javascript|not supported|html5 video|cannot|can not)|please (?:enable|use|upgrade) .{0,100}(?:javascript|browser|cookies)|your browser does not support|(?:loading|加载中|読み込み中)\s*(?:\.{3}|…)?$|javascript is (?:disabled|required|not)).*$/i,
  ),
  line(
    'newsletter box',
    300,
    /(?:straight|direct(?:ly)?|delivered|sent|right|land(?:s|ing)?) .{0,20}(?:to|in) your (?:inbox|e-?mail|mailbox)|^(?:.{0,80}\b(?:sign up|subscribe|register)\b.{0,80}\b(?:newsletters?|inbox|e-?mails?|briefing|alerts?|updates|channel|podcast)\b.{0,160}|(?:点击|点此|立即|欢迎|请)?订阅(?:我们|本报|本刊|本站|法广).{0,60}|.{0,60}(?:abonnez-vous|newsletter abonnieren|inscrivez-vous|suscríbete|suscríbase|assine a newsletter|iscriviti|inscreva-se|подпис(?:ывайтесь|аться|ка) на|підписка на|اشترك في (?:النشرة|نشرتنا)|हमारा न्यूज़लेटर|đăng ký nhận (?:tin|bản tin)|bültenimize (?:abone|kayıt)|zapisz się (?:na|do) newsletter|schrijf (?:je|u) in voor|メールマガジン(?:に|を)?登録).{0,160}|구독하기)$/iu,
  ),
];

/** Near the end only. */
const atTheEnd: readonly LineWords[] = [
  line(
    'reseller footer',
    420,
    /^(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,100}|this (?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published) .{1,200}|(?:powered by|generated by|full[- ]text (?:rss|feed)s? (?:by|from)) .{1,100}|let's block ads!.{0,100}|本文(?:由|通过).{1,40}(?:自动|聚合|转码|生成).{0,60}|feed (?:generated|created) (?:by|with) .{1,80})$/iu,
  ),
  line(
    'copyright line',
    500,
    /^(?:.{0,40}(?:©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|все права защищены|усі права захищені|wszelkie prawa zastrzeżone|alle rechten voorbehouden|tüm hakları (?:saklıdır|mahfuzdur)|hak cipta|bản quyền (?:thuộc|©)|สงวนลิขสิทธิ์|สงวนลิขสิทธิ|جميع الحقوق محفوظة|تمامی حقوق|כל הזכויות שמורות|सर्वाधिकार सुरक्षित|저작권자|版权所有|版權所有|著作权|未经(?:授权|许可|允许|书面)|未經(?:授權|許可|允許)|转载请注明|轉載請註明|無断(?:転載|複製)|無断での(?:転載|複製)|무단\s?전재).{0,440}|(?:this|the) (?:document|material|article|content|copy) (?:is subject to|may not be|cannot be) .{0,400}|if you purchase .{0,400}(?:compensation|commission).{0,200}|we may (?:earn|receive) .{0,300})$/iu,
  ),
  line(
    'editor line',
    120,
    /^[(（[【]\s*(?:责任编辑|責任編輯|责编|編輯|编辑|文编|校对|記者|记者|来源|來源|文章来源|消息来源|作者|原标题|原標題|稿源|审核|監製|监制|编审|值班编辑|editing by|reporting by)\s*[:：].{0,100}$|^(?:sources?|quellen?|fuentes?|fonti?|editing by|reporting by|edited by|written by|contributing)\s*[:：].{0,100}$/iu,
  ),
  line(
    'tags',
    400,
    /^(?:tags?|tagged(?: (?:in|under|with))?|topics?|filed under|more (?:about|on)|categories|keywords|schlagwörter|themen|mots[- ]clés|etiquetas|temas|关键字|关键词|标签|關鍵字|標籤|タグ|キーワード|теги|метки)\s*[:：].{0,380}$|^(?:tags|topics|filed under|tagged in|explore more on these topics)$/iu,
  ),
  line(
    'author box',
    600,
    /^\p{Lu}[^.!?]{2,60} (?:is|was) (?:an?|the|our) [^.!?]{0,120}\b(?:editor|writer|reporter|journalist|correspondent|columnist|contributor|freelancer|producer|blogger|photographer|author of)\b|\bcontributed (?:reporting )?to this (?:report|story|article)|^contributing\s*:|^additional reporting by\b/iu,
  ),
  line(
    'disclaimer',
    500,
    /^[（(【]?(?:特别声明|平台声明|免责声明|声明|免责条款|版权声明|风险提示|郑重声明|disclaimer|notice)\s*[:：】]|(?:版权|版權)(?:与|及|和|與)?(?:免责|免責)(?:声明|聲明)|凡(?:本网|本站|本網)(?:站)?(?:注明|转载|註明)|仅提供信息(?:存储|发布)(?:空间)?服务|不代表.{0,20}(?:观点|立场)|不构成(?:任何)?投资建议|仅代表作者(?:本人|个人)/iu,
  ),
  line(
    'contact line',
    260,
    /^(?:.{0,80}(?:can be reached at|may be reached at|contact (?:the |this )?(?:author|reporter|writer|editor)|have a (?:tip|story|news tip)|got a (?:tip|story)|send (?:us )?(?:your )?tips?|email (?:the )?(?:author|reporter)|follow .{1,40} on (?:twitter|x|instagram|facebook)|for more .{1,60} visit |join the conversation|leave a comment|post (?:your|a) comment|comments are closed|tell us what you think|what do you think\?|нашли ошибку|заметили ошибку|знайшли помилку|fehler gefunden|hast du einen fehler|vous avez repéré une erreur|¿?has? encontrado un error|znalazłeś błąd)).{0,200}$/iu,
  ),
];

/** Before the first sentence only. */
const atTheHead: readonly LineWords[] = [
  line(
    'byline',
    160,
    /^(?:by|von|par|por|di|door|av|af|od|przez|автор|text|texte|tekst|words)\s*:?\s+\p{Lu}.{0,140}$/iu,
  ),
  line(
    'date line',
    160,
    /^(?:(?:posted|published|updated|last (?:updated|modified)|first published|created|added|modified|date|veröffentlicht|aktualisiert|stand|publié|mis à jour|modifié|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|opublikowano|опубликовано|обновлено|发布时间|發布時間|发表时间|更新时间|更新時間|时间|日期)\s*[:：]?.{0,140})$/iu,
  ),
  line(
    'reading time',
    60,
    /^(?:.{0,20}\d{1,3}\s*(?:min(?:ute)?s?(?:\.| read| reading)?|minuten(?: lesezeit)?|minutos de lectura|分钟|分鐘|分で読め).{0,20}|(?:lesezeit|reading time|temps de lecture|tiempo de lectura)\s*:?.{0,40})$/iu,
  ),
  line(
    'editor line',
    120,
    /^(?:字号|浏览|阅读|点击|评论|瀏覽|點擊|閱覽)[^，。]{0,6}\s*[:：].{0,50}$/iu,
  ),
];

const relatedHeading =
  /^(?:相关(?:阅读|新闻|报道|文章|链接|推荐)|延伸阅读|推荐阅读|更多阅读|热门(?:文章|新闻|推荐)|猜你喜欢|大家(?:都|还|正)?在看|大家都爱看|为(?:你|您)推荐|编辑推荐|相關(?:閱讀|新聞|報導|文章)|延伸閱讀|推薦閱讀|関連記事|関連(?:ニュース|リンク)|あわせて読みたい|おすすめ記事|관련\s?기사|related(?: (?:articles?|stories|posts|news|links|topics|coverage|reading|content|video)s?)?|read (?:also|next|more)|see also|also read|more (?:from|on|stories|news|in|about|like this|must-reads|coverage|articles)(?: .{0,50})?|more (?:\p{L}+ ){1,3}(?:stories|articles|news|posts)|recommended(?: .{0,30})?|editors?['’]?s? (?:picks?|recommendations|choice)|top stories|latest (?:news|stories|posts|articles|headlines)|trending(?: .{0,30})?|popular(?: .{0,30})?|don['’]t miss|what to read next|you (?:may|might)(?: also)? (?:like|be interested in)|most (?:read|popular|viewed|commented|shared)(?: .{0,40})?|best of .{1,30}|à lire aussi|lire aussi|à lire également|sur le même (?:sujet|thème)|articles? (?:liés|associés|similaires)|mehr zum thema|mehr aus .{1,40}|das könnte (?:sie|dich) auch interessieren|auch interessant|lesen sie auch|weitere (?:artikel|themen|meldungen)|meistgelesen|lees ook|meer over .{1,40}|lea también|te puede interesar|noticias relacionadas|más (?:noticias|información|leídas?)|leia também|veja também|mais lidas|leggi anche|potrebbe interessarti|articoli correlati|läs (?:också|mer|även)|les også|læs også|lue myös|czytaj (?:też|także|również)|zobacz (?:też|także)|читайте также|по теме|ещё по теме|похожие .{1,30}|новости по теме|baca juga|benzer haberler|ilgili haberler|موضوعات ذات صلة|اقرأ أيضا|(?:материалы|статьи|новости) по теме|связанные .{1,30}|ilgili (?:haberler|konular|içerikler)|(?:berita|artikel) terkait|tin (?:liên quan|cùng chuyên mục)|bài (?:viết )?liên quan|ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง|أخبار (?:ذات صلة|متعلقة)|مواضيع ذات صلة|مقالات ذات صلة|اخبار مرتبط|מאמרים נוספים|כתבות נוספות|संबंधित (?:खबरें|समाचार|लेख)|সম্পর্কিত (?:খবর|সংবাদ)|σχετικά άρθρα|gerelateerde artikelen|powiązane .{1,30}|zobacz więcej|související .{1,30}|kapcsolódó cikkek|articole (?:similare|recomandate)|relaterade? .{1,30}|(?:comments?|kommentare?|kommentarer|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|комментарии|коментарі|yorum(?:lar)?|komentar|bình luận|ความคิดเห็น|تعليقات|التعليقات|टिप्पणियां|टिप्पणियाँ|σχόλια|评论|評論|留言|コメント|댓글)(?: ?[(（]?\d{1,6}[)）]?)?|advertisement|share this(?: .{0,30})?|about the author(?:s|\(s\))?|about author|tagged in|topics|tags|sources?|external links|who we are)\s*[:：]?$/iu;

/** Why a line is none of the story by its own words, or undefined. */
export function lineReason(text: string, place: 'head' | 'middle' | 'end'): string | undefined {
  if (text.length > 500) return undefined;
  const found = anywhere.find((each) => text.length <= each.most && each.words.test(text));
  if (found !== undefined || place === 'middle') return found?.reason;
  const more = place === 'head' ? atTheHead : atTheEnd;
  return more.find((each) => text.length <= each.most && each.words.test(text))?.reason;
}

/** Whether a line is the heading of links, comments or an author box. */
export const isRelatedHeading = (text: string): boolean =>
  text.length <= 80 && relatedHeading.test(text.replace(/[\s.…:：>»]+$/u, ''));

const readMore =
  /^(?:[[(【]?\s*(?:(?:阅读更多|阅读全文|阅读原文|查看全文|查看原文|继续阅读|点击阅读|全文|閱讀更多|閱讀全文|続きを読む)|(?:read more|read the full (?:story|article)|continue reading|full (?:story|article)|view (?:article|original)|lire la suite|weiterlesen|leer más)(?!\p{L})).{0,80}|\[…\]|\[\.\.\.\]|more|→|>>|»)$/iu;

/** Whether a line that is but a link leads to the rest of the story. */
export const isReadMore = (text: string): boolean => text.length <= 120 && readMore.test(text);
