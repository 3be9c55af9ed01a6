import { type LineRule, lineRule } from './line-rule.ts';

/**
 * What an outlet says of itself in whole sentences, in any place of an article. Sentences of the story may
 * have any of the words, so each rule holds for a whole line: it names the words that the line begins
 * with, and what it asks for or says.
 */

/** A notice may come behind one short sentence, unless that is a quotation: `Like this story? Sign up here.` */
const begin = String.raw`^(?:[^.!?"“”„«»「」]{0,80}[.!?]\s+)?`;
const networks =
  '(?<!\\p{L})(?:whatsapp|telegram|facebook|twitter|instagram|google news|linkedin|x|youtube|tiktok|threads|bluesky)(?!\\p{L})';
const letter = '(?:newsletters?|briefings?|mailing list|e-?mail (?:alerts?|updates?|list))';

const cookies = lineRule('cookie line', 450, [
  String.raw`^(?:(?:this|our) (?:web)?site (?:and its partners )?uses?|we (?:and our (?:\p{L}+ )?partners )?use) (?:\p{L}+ ){0,3}cookies(?!\p{L})`,
  String.raw`^by (?:using|continuing|clicking|browsing|visiting)[^.]{0,120}(?:use of|our|of) cookies(?!\p{L})|^by (?:using|continuing|clicking)[^.]{0,120}cookie policy`,
  '^(?:diese|unsere) (?:web)?(?:seite|site) verwendet cookies|^wir verwenden cookies',
  '^(?:ce site|nous) utilis(?:e|ons) des cookies|^(?:este sitio(?: web)?|este site) utiliza cookies|^utilizamos cookies|^questo sito utilizza i? ?cookie',
]);

const newsletters = lineRule('newsletter box', 300, [
  String.raw`${begin}(?:please |you can also )?(?:sign[- ]up|subscribe)\b[^.!?]{0,100}\b(?:${letter}|inbox|podcast|youtube channel)\b.{0,160}$`,
  String.raw`^(?=.*\b(?:sign[- ]up|subscribe|newsletters?)\b)[^"“”„«»]{0,200}\b(?:delivered|sent|straight) (?:(?:right|directly|straight) )?to your (?:\p{L}+ )?inbox\b.{0,100}$`,
  String.raw`${begin}(?:sign[- ]up|subscribe|register) (?:now|here|today|to our|for our|for free)\b.{0,200}$`,
  String.raw`${begin}(?:get|receive)\b[^.!?]{1,140}\b(?:in|to|into) your (?:inbox|e-?mail|mailbox)\b.{0,60}$`,
  `${begin}(?:abonnez-vous|inscrivez-vous)[^.!?]{0,60}(?:newsletter|lettre|infolettre).{0,160}$`,
  `${begin}(?:jetzt |hier )?(?:(?:den|unseren) )?newsletter abonnieren.{0,120}$`,
  `${begin}abonnieren sie [^.!?]{0,60}newsletter.{0,120}$`,
  `${begin}suscríb(?:ete|ase)[^.!?]{0,60}(?:newsletter|bolet[ií]n|canal).{0,160}$`,
  `${begin}(?:assine|inscreva-se)[^.!?]{0,60}(?:newsletter|canal).{0,160}$`,
  `${begin}iscriviti[^.!?]{0,60}(?:newsletter|canale).{0,160}$`,
  `${begin}(?:подписывайтесь|подпишитесь|підписуйтесь|підпишіться) на .{0,160}$`,
  `${begin}اشترك في (?:النشرة|نشرتنا).{0,160}$`,
  `${begin}(?:हमारा न्यूज़लेटर|đăng ký nhận (?:tin|bản tin)|(?:e-)?bültenimize (?:abone|kayıt)|zapisz się (?:na|do) (?:\\p{L}+ )?newsletter).{0,160}$`,
  `${begin}schrijf (?:je|u) in voor [^.!?]{0,40}(?:nieuwsbrief|newsletter).{0,160}$`,
  '^(?:[^。]{0,30}の)?(?:無料)?メールマガジン(?:に|を|の)?(?:ご)?登録(?:はこちら|する|ください|をお願い.{0,10})?[。！]?$',
  '^(?:点击|点此|立即|欢迎|请)?订阅(?:我们|本报|本刊|本站|[^，。]{0,8}(?:电子报|电邮|邮件|通讯))(?:的[^，。]{0,16})?[，,。！!]?[^。]{0,30}[。！!]?$',
]);

const channels = lineRule('app or channel', 220, [
  String.raw`^click here to\b(?!.*\b(?:said|says|told|warned|according)\b)[^"“”„«»]{1,200}$`,
  String.raw`^click here for\b(?!.*\b(?:said|says|told|warned|according|is|are|was|were|has|had)\b)[^"“”„«»]{1,200}$`,
  String.raw`^(?:get|download) our (?:[^\s.!?]+ ){0,4}app(?!\p{L}).{0,100}$`,
  String.raw`^download the (?:[^\s.!?]+ ){1,4}app (?:today|now|here|for (?:free|breaking|ios|iphone|android|more|the latest)).{0,100}$`,
  String.raw`${begin}(?:join|follow|find|like) (?:us|me|him|her|them|our|@\S+)(?!\p{L})[^.!?]{0,60} on (?:our |the )?${networks}.{0,140}$`,
  String.raw`^(?:join|follow|like) [^!?]{1,60} on (?:our |the )?(?:${networks}(?:,? (?:at )?\(?@\S+?\)?)?(?:, and | and on |, | and | & )?){1,6}(?: for (?:more|the latest|breaking|all)\b[^.!?]{0,60}|,? or subscribe\b.{0,120}| to (?:join the|keep up|make sure|stay|get the)\b[^.!?]{0,80})?[.!:]?$`,
  String.raw`^(?:follow|join) us(?!\p{L})(?:[:.!]?$|,? (?:on|at|@|here|via|for (?:more|the latest))(?!\p{L}).{0,140}$)`,
  '^listen to .{1,80} on (?:spotify|apple podcasts|google podcasts).{0,100}$',
  '^(?:simak|dapatkan) .{0,60}(?:berita|news).{0,80}(?:ponsel|whatsapp|telegram).{0,60}$',
  String.raw`${begin}(?:suivez[- ]nous|síguenos|siga[- ]nos|folgen sie uns|seguici|volg ons|śledź nas|obserwuj nas|följ oss|følg oss|читайте нас|присоединяйтесь к (?:нам|нашему))(?!\p{L}).{0,140}$`,
  '^(?:bizi|sosyal medyada) .{0,60}takip edin.{0,40}$',
  String.raw`^ikuti (?:kami|whatsapp channel|berita .{0,60}(?:whatsapp|telegram|google news))(?!\p{L}).{0,140}$|^theo dõi chúng tôi.{0,140}$`,
  '^ติดตาม.{0,60}(?:ได้ที่|ช่องทาง|ข่าวสาร|เราที่).{0,80}$',
  '^(?:تابعونا|تابعنا) (?:على|عبر).{0,140}$',
  '^हमारे (?:व्हाट्सएप|टेलीग्राम|whatsapp|telegram) .{0,100}$',
  '^この記事が気に入ったら.{0,60}$',
  '^(?:欢迎|敬请|请)?(?:长按|搜索|扫码)?(?:并)?关注(?:我们|本[报刊站台])(?:的)?(?:公众号|微信|微博|频道|网站|官方)?[^，。]{0,8}[。！!]$',
  '^(?:欢迎|敬请|请|长按|搜索|扫码)(?:并)?关注[^，。]{0,24}(?:公众号|微信|微博)[^，。]{0,20}[。！!]?$',
  '^(?:长按|请)?扫(?:描|码|一扫)[^，。]{0,16}(?:关注|下载|订阅)[^，。]{0,16}[。！!]?$',
  '^更多[^。]{1,40}(?:资讯|内容|信息|新闻)(?:请|敬请)(?:关注|访问|登录|点击).{0,60}$',
  '^更多(?:精彩|相关|热点|最新|新闻|行业)*(?:内容|资讯|新闻|报道|详情|信息|消息|文章)[^。]{0,6}(?:请|敬请|欢迎|可)(?:关注|下载|点击|扫码|访问|登录|搜索).{0,60}$',
]);

const scripts = lineRule('script needed', 200, [
  String.raw`^this (?:video|content|browser|slideshow|site|page|website|app) (?:[^.!?]{0,60} )?(?:requires?|needs?|enable|without) (?:\S+ ){0,3}javascript\b.*$`,
  String.raw`^this (?:video|slideshow|page|feature|browser|format) (?:can ?not be|can['’]t be|could not be|is not) (?:played|displayed|loaded|supported)\b.{0,100}$`,
  String.raw`^(?:please|you need to) (?:enable|use|upgrade|turn on|activate|update) [^.!?]{0,100}\b(?:javascript|browser|cookies)\b.*$`,
  String.raw`^your browser does not support\b.*$|^javascript (?:is|must be) (?:disabled|required|enabled|not (?:enabled|available|supported))\b.*$`,
  String.raw`^to (?:view|watch|play|see) this (?:video|content)\b.{0,40}\benable javascript\b.*$`,
]);

/** A story on trade earns commissions too; it does not say by which links. */
const byLinks = String.raw`(?=.*\b(?:links?|affiliates?|our (?:web)?site|this (?:page|site|post|article|story))\b)`;
const toUs = String.raw`\b(?:earn|receive|make|get)\b.{0,60}\b(?:commissions?|compensation|fee)\b`;
const goods = String.raw`(?=.*\b(?:products?|items?|picks|gear|purchases?|commissions?)\b)`;

const affiliates = lineRule('affiliate notice', 500, [
  String.raw`^${byLinks}(?:(?:please note|disclosure):? |\*+ ?)?(?:(?:if|when|as) (?:you|readers)|some (?:of (?:the|our|my) )?(?:links|products|posts)|(?:this|our) (?:post|article|page|story|site|website|content|guide|review)|links (?:in|on)|purchases)\b.{0,200}(?:${toUs}|\baffiliate (?:links?|commissions?|partnerships?|partners?)\b).*$`,
  String.raw`^${byLinks}(?:disclosure: |\*+ ?)?(?:we|[^.!?]{1,30}) (?:may|might|can|sometimes) (?:earn|receive|make|get)\b.{0,60}\b(?:commissions?|compensation)\b.{0,200}$`,
  String.raw`^(?=.*\b(?:links?|click|buy|purchases?)\b)[^"“”„«»]{0,300}\b(?:we|i) (?:may|might|can|sometimes) (?:earn|receive|get) (?:an? )?(?:\p{L}+ ){0,2}commissions?\b[^"“”„«»]{0,200}$`,
  String.raw`^\*?affiliate links (?:are|in)\b.*$|^[^.!?]{1,40} has affiliate (?:partnerships?|links?)\b.*$`,
  String.raw`^(?:\*+ ?)?as an amazon associate\b.*$|^we (?:also )?(?:may )?(?:use|participate in|work with)\b.{0,60}\baffiliate\b.*$`,
  String.raw`^${goods}(?:[^.!?]{1,80}[.!?:] )?(?:everything|all (?:of the )?(?:products?|items|picks)|we|our (?:\p{L}+ ){0,2}(?:editors?|team|writers?)|products?|each product)\b[^.!?]{0,80}\bindependently (?:selected|chosen|reviewed|select|choose|review|research)\b.*$`,
]);

/** A caption ends with its credit in brackets. */
const credits = lineRule('image credit', 300, [
  String.raw`^(?:photo|image|photograph|foto|图片|圖片)\s*(?:source|credit|caption|来源|來源)?\s*[:：].{1,160}$`,
  String.raw`^image (?:source|caption|copyright|credit),\s.{1,200}$`,
  String.raw`^.{1,280}[(（[](?:[^()（）]{0,60}(?:ap photo|getty images|shutterstock|\/ ?(?:getty|afp|reuters|epa|ap)(?!\p{L}))|(?:(?:photo|image|picture|foto|bild|photograph)(?: courtesy(?: of)?| credit| by|:| :|\/)|credit:)\s?[^()（）]{1,60})[^()（）]{0,60}[)）\]]\.?$`,
]);

/** Another story, behind a label: `Read also: …`. */
const otherStories: LineRule = {
  reason: 'read more line',
  most: 220,
  words:
    /^(?:[[(【►▶>→•*-]\s*)?(?:read (?:more|also|next)|also read|read|see also|related|watch(?: more| now)?|must read|don['’]t miss|recommended|relacionad[oa]s?|lea (?:también|además|más)|lee también|mira también|te puede interesar|ver también|leia (?:também|mais)|veja também|lire aussi|à lire(?: aussi)?|voir aussi|lesen sie (?:auch|mehr|dazu)|lees (?:ook|meer)|leggi anche|mehr zum thema|mehr dazu|läs (?:också|mer)|les også|læs også|lue myös|czytaj (?:też|także|również)|zobacz (?:też|także|również|wideo)|přečtěte si(?: také)?|citește și|citeste si|читайте (?:также|також|ещё)|читать также|см\. также|читайте ещё|διαβάστε επίσης|olvassa el|baca juga|baca|simak juga|xem thêm|đọc thêm|อ่านเพิ่มเติม|อ่านต่อ|อ่านข่าว|okuyun|ayrıca okuyun|bunu da oku|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|بیشتر بخوانید|קראו (?:גם|עוד)|क्या यह भी पढ़ें|यह भी पढ़ें|ये भी पढ़ें|আরও পড়ুন|关联阅读|相关阅读|延伸阅读|推荐阅读|更多阅读|延伸閱讀|相關閱讀|推薦閱讀|【関連記事】|関連記事|あわせて読みたい|관련\s?기사|함께 보면 좋은 기사)(?:\s*[:：|►»>]|\s+[-–—]\s).{2,200}$/iu,
};

/** In any place of the article. */
export const noticesAnywhere: readonly LineRule[] = [
  otherStories,
  credits,
  affiliates,
  cookies,
  channels,
  scripts,
  newsletters,
];
