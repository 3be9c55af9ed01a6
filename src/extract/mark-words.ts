/** What a class or id may say of an element, as bits. */
export const markBit = {
  byline: 1,
  noByline: 2,
  date: 4,
  noDate: 8,
  published: 16,
  modified: 32,
  comments: 64,
  related: 128,
  footer: 256,
  navigation: 512,
  crumb: 1024,
  tag: 2048,
  challenge: 4096,
  paywall: 8192,
};

const singles: readonly (readonly [bits: number, words: string])[] = [
  [
    markBit.byline,
    'byline bylines author authors autor autoren autores auteur auteurs autore autori writer writers reporter reporters journalist journalists contributor contributors zuozhe writtenby postauthor authorname vcard signature firma redactor',
  ],
  [
    markBit.noByline,
    'bio biography box avatar image img photo picture social about description desc follow twitter role title job email comment comments',
  ],
  [
    markBit.date,
    'date dates datetime time times pubdate pubtime published publish publication posted postdate timestamp dateline created updated modified datum fecha data riqi shijian newstime articledate entrydate articleinfo newsinfo artinfo meta postmeta entrymeta byline info',
  ],
  [markBit.noDate, 'reading read duration event countdown weather runtime calendar'],
  [markBit.published, 'pubdate pubtime created entrydate postdate'],
  [markBit.crumb, 'breadcrumb breadcrumbs crumbs'],
  [markBit.tag, 'tag keyword'],
  [markBit.paywall, 'paywall regwall'],
];
const pairs: readonly (readonly [bits: number, words: readonly string[]])[] = [
  [markBit.byline, ['by line', 'written by']],
  [markBit.published, ['pub date', 'pub time', 'entry date', 'post date']],
  [markBit.crumb, ['bread crumb', 'bread crumbs']],
  [
    markBit.paywall,
    ['pay wall', 'metered content', 'piano offer', 'subscription wall', 'subscriber only'],
  ],
];
const known = new Map<string, number>();
for (const [bits, words] of [
  ...singles.map(([bits, words]) => [bits, words.split(' ')] as const),
  ...pairs,
])
  for (const word of words) known.set(word, (known.get(word) ?? 0) | bits);

/** The bits of one class or id; `articleAuthor`, `article_author` and `article-author` are one. */
export function markBitsOf(name: string): number {
  const words = wordsOf(name);
  const list = words.split(' ');
  let bits = zoneBits(words) | (challengeName.test(words) ? markBit.challenge : 0);
  for (let at = 0; at < list.length; at += 1) {
    const word = list[at] ?? '';
    bits |= known.get(word) ?? 0;
    if (at > 0) bits |= known.get(`${list[at - 1] ?? ''} ${word}`) ?? 0;
  }
  if (words.includes('publi')) bits |= markBit.published;
  return /modif|update|edited/.test(words) ? bits | markBit.modified : bits;
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_:./-]+/g, ' ')
    .trim();
}

/** Zones are named by a whole class or its beginning: `headline__footer` is no footer. */
function zoneBits(words: string): number {
  const name = words.replace(zonePrefix, '');
  if (commentsName.test(name)) return markBit.comments;
  if (relatedName.test(name)) return markBit.related;
  if (footerName.test(name)) return markBit.footer;
  return navigationName.test(name) ? markBit.navigation : 0;
}

const zonePrefix =
  /^(?:(?:site|page|main|global|article|post|entry|news|story|js|c|m|o|block|section|region|box|list|module|component|wp|wp block|mod|sub) )+/;
const commentsName =
  /^(?:comments?|comment ?list|comment ?(?:area|section|form|respond|box|body|author|content)|disqus(?: \w+)?|respond|kommentare?|kommentarbereich|comentarios?|commentaires?|reader comments|pinglun|replies|responses|discussion)(?: (?:area|list|section|wrapper|container|block|title|thread|box|wrap|count))?$/;
const relatedName =
  /^(?:related|recommend|recommended|recommendations?|recirc|recirculation|teasers?|popular|trending|most ?read|most ?viewed|most ?popular|sidebar|widget|promo|carousel|more ?(?:news|stories|on|from|articles|posts)|read ?(?:also|next)|see ?also|latest|outbrain|taboola|next ?up|newsletter|xiangguan|tuijian|similar|you ?may|top ?stories|hot ?news|also ?read|jp relatedposts|sharedaddy)(?: (?!no|off|none|false|main|layout|active)[a-z0-9]+){0,3}$/;
const footerName =
  /^(?:footer|foot|colophon|copyright|site ?info|bottom)(?: (?:wrapper|container|main|widgets?|inner|content|bar|area|links|bottom|top|menu))?$/;
const navigationName =
  /^(?:nav|navbar|navigation|menu|main ?menu|mega ?menu|top ?nav|sub ?nav|header ?nav|primary ?nav|nav ?(?:bar|menu|main|wrapper|container))$/;
const challengeName =
  /(?:^| )(?:captcha|g ?recaptcha|h captcha|cf (?:challenge|turnstile|browser verification)(?: \w+)?|challenge (?:form|running|stage|container)|geetest(?: \w+)?|px captcha|nc container|slider ?captcha|waf nc wrapper|datadome|anti ?robot)(?: |$)/;
