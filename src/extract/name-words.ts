/** Parts of a byline that tell what somebody is rather than who. */
const roles =
  /(?:^|\s)(?:editors?|editor-in-chief|writers?|reporters?|columnists?|contributors?|correspondents?|journalists?|producers?|photographers?|fellow|analyst|publisher|professor|director|president|manager|strategist|researchers?|expert|specialist|host|anchor|critic|blogger|intern|consultant|attorney|economist|staff|desk|team|board|author|authors|redakteur(?:in)?|korrespondent(?:in)?|volontär(?:in)?|journaliste|rédacteur|rédactrice|periodista|redactor|redactora|giornalista|redazione|redaktion|redacción|rédaction|redactie|redação|redakcja|редакция|редакція|корреспондент|community|admin|administrator|webmaster|webteam|moderator|mitglied|member|name|nom|nombre|nome)$/iu;
const hollow =
  /^(?:by|von|vom|par|por|di|and|und|et|guest|unknown|anonymous|anonym|null|undefined|none|no author|n\/a|website|web|email|e-mail|posted|published|updated|follow|follow us|die redaktion|la rédaction|online|print|share|comments?|reply|antworten|read more|more|about|about this|wordpressadmin|bio|full bio|photos?|video|opinion|news|analysis|posted in|uncategorized|allgemein|mon|tue|tues|wed|thu|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|stand|beitrag|name \*|publisher|search|new|twitter|facebook|instagram|home|contact|kommentar|kommentare|wordpress|user|default|super user|test|tags?|schlagwörter|kategorien?|记者|記者|作者|编辑|編輯|小编|责任编辑|責任編輯|来源|來源|本报讯|佚名|匿名|未知|网络|网友|综合|管理员|本站|原创|转载|超级管理员|编辑部|편집부|編集部|관리자)$/iu;
const credentials =
  /^(?:ph\.?\s?d|m\.?d|md|mba|jr|sr|ii|iii|dds|rn|esq|m\.?sc|b\.?sc|b\.?a|m\.?a|cfp|cfa|cpa|rdn?|dpt|mph|pharmd|facp|phd candidate)\.?$/iu;
const noName =
  /[@#{}<>=\\[\]^*_]{2,}|[@{}<>=\\^]|https?:|www\.|\.(?:com|net|org|de|at|ch|fr|it|es|cn|html?|php)(?:\/|$)|\d{3}|^\d|:$|^[^\p{L}]|\b(?:min(?:ute)?s?\s+read|read(?:ing)? time|subscribe|sign up|click|copyright|all rights|posted|last updated|view (?:all|profile|bio)|rss|feed|icon|updated|newsletter|cookies?|kommentar(?:e)?|comments?|profile|scholar|veröffentlicht|publiziert|publié le|erstellt|aktualisiert|eingestellt|rebloggt|categories|filed under|illustrations?|photographs?|photo(?:s)? by|fotos?|bild(?:er)?|courtesy|designed|powered|theme)\b|(?:责任编辑|責任編輯|来源|來源|点击|阅读|浏览|字号|发布|更新|日期|时间|出处|摄影|图片)/iu;
const smallWords = new Set(
  'a an the is was were are have has he she it they his her who which that this for to from at in into about lives writes covers also been as but not or than you your we our der die das ein eine ist im ich sie wir le les un une est dans el los que il gli si war viele unter mehr'.split(
    ' ',
  ),
);
const bodies =
  /(?:^|\s)(?:media|news|newspaper|journal|times|post|tribune|herald|press|network|magazine|university|institute|foundation|department|ministry|office|agency|agenturen|group|inc\.?|llc|ltd|gmbh|ag|e\.v\.|association|council|committee|zeitung|verlag|fernsehen|radio|tv|television|channel|society|company|corporation|center|centre|publishers?|today|daily|weekly|online|blog|international|wire)(?=$|\s)|^the\s|^[\p{Lu}]{2,5}$|(?:报|社|网|台|新闻|新聞|通讯社|通信社|大学|集团|新聞社|日报|晚报)$/iu;

/** Whether a part of a byline may be somebody's name. */
export function isName(text: string): boolean {
  const limit = /\p{Script=Han}/u.test(text) ? 20 : 50;
  if (text.length < 2 || text.length > limit || !/\p{L}/u.test(text)) return false;
  if (hollow.test(text) || credentials.test(text) || noName.test(text)) return false;
  if (isTitleOnly(text)) return false;
  const words = text.split(/\s+/);
  if (words.length > 6) return false;
  const small = words.filter((word) => smallWords.has(word)).length;
  if (small > 0 && (words.length > 4 || smallWords.has(words[0] ?? ''))) return false;
  const lower = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return words.length < 3 || lower <= words.length / 2;
}

/** A role or a degree: no name, and no sign that a byline was misread either. */
export function isTitleOnly(text: string): boolean {
  if (credentials.test(text)) return true;
  return (
    roles.test(text) &&
    !/^\p{Lu}\p{L}+ (?:\p{Lu}\. )?(?:Author|Host|Fellow|Member|Name)$/u.test(text)
  );
}

/** A newspaper, an agency, a university: the byline where nobody else is named. */
export function isBody(name: string): boolean {
  return bodies.test(name);
}
