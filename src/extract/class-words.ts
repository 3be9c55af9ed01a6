import { ownString } from '../html/index.ts';
import type { TreeNode } from './tree.ts';

/** What a kind of furniture is called in class and id, and how much text it may hold to be it. */
export interface Furniture {
  readonly reason: string;
  readonly words: ReadonlySet<string>;
  /** Weight of its text, at most. */
  readonly most: number;
}

const furniture = (reason: string, most: number, words: string): Furniture => ({
  reason,
  words: new Set(words.split(' ')),
  most,
});

/** In the order in which they are asked: the first that fits gives the reason. */
const kinds: readonly Furniture[] = [
  furniture(
    'not on the screen',
    3000,
    'sronly visuallyhidden screenreader screenreadertext offscreen noprint',
  ),
  furniture('cookie banner', 1500, 'cookie cookies gdpr consent onetrust ccpa'),
  furniture(
    'comments',
    400_000,
    'comments commentlist commentsection commentswrapper disqus respond livefyre commentform commentbox commentarea commentpanel commentcontainer commentblock usercomments readercomments wrapcomment articlecomment newscomment postcomment gentie genties pinglunqu commenti kommentarer komentarze komentarz yorumlar yorum binhluan pinglun leserkommentare kommentare commentaires comentarios fbcomments viafoura coral',
  ),
  furniture(
    'share bar',
    400,
    'share shares sharing sharebar sharebox sharebuttons sharetools sharedaddy social socials socialshare socialmedia sharelinks addthis addtoany bdshare bdsharebuttonbox jiathis fenxiang partage teilen compartir followus sociallinks',
  ),
  furniture(
    'newsletter box',
    1000,
    'newsletter newsletters subscribe subscription subscriptions signup optin mailchimp mailinglist',
  ),
  furniture(
    'related links',
    8000,
    'related relateds relatedposts relatedarticles relatedcontent relatedstories relatednews relatedlinks recommend recommended recommendation recommendations recommends recirc recirculation outbrain taboola yarpp zergnet mgid revcontent readmore readnext morestories morenews mostread mostpopular mostviewed popularposts trending trendingnow alsolike alsoread seealso upnext nextup prevnext postnavigation xiangguan tuijian teaser teasers relacionados relacionadas verwandte youmaylike tabola',
  ),
  furniture(
    'promotion',
    1000,
    'promo promos promotion promobox selfpromo advertisement advertisements advertorial adsbygoogle sponsor sponsored sponsors adslot adunit adbox adcontainer adwrapper werbung publicite publicidad anzeige guanggao dfp gpt',
  ),
  furniture('promotion', 150, 'ad ads advert adv'),
  furniture(
    'author box',
    2500,
    'authorbox authorbio authorsbio aboutauthor aboutauthors authorinfo authorprofile authorcard authordescription biography authordetails postauthor contributors',
  ),
  furniture(
    'navigation',
    3000,
    'nav navbar navigation menu menus submenu breadcrumb breadcrumbs breadcrump pagination pager pagenav skiplink skip toolbar topbar masthead siteheader globalheader mianbaoxie daohang crumbs crumb',
  ),
  furniture('footer', 6000, 'footer foot sitefooter pagefooter globalfooter copyright colophon'),
  furniture(
    'side column',
    12_000,
    'sidebar sidebars sidecolumn siderail sidepanel sideblock rightrail leftrail sidecol rightcol rightcolumn rightbar rightside rightsidebar leftsidebar leftbar asidebar barralateral colonnedroite seitenleiste randspalte',
  ),
  furniture(
    'tags',
    600,
    'tags taglist posttags tagcloud topics topiclist keywords tagged articletags labels',
  ),
  furniture(
    'dialog',
    3000,
    'modal popup popups popover lightbox overlay interstitial tooltip adblock',
  ),
  furniture('player', 1000, 'jwplayer videoplayer audioplayer playlist player vjs carousel'),
  furniture(
    'byline',
    250,
    'byline bylines dateline timestamp pubdate publishdate publisheddate postdate articledate entrydate datetime postmeta entrymeta articlemeta storymeta metadata articleinfo postinfo newsinfo readingtime readtime timeread author authors authorname meta date published updated laiyuan ly pubtime posttime sourceinfo',
  ),
  furniture(
    'tools',
    250,
    'print printbutton fontsize textsize tools toolbox articletools actions buttons button btn rating ratings vote votes likes counter pageviews views hits bookmark favorite speech listen',
  ),
  furniture(
    'kicker',
    120,
    'kicker eyebrow category categories rubric sectionname sectionlabel overline ressort',
  ),
];
const captionWords = new Set(
  'caption captions figcaption imagecaption photocaption imgcaption wpcaptiontext credit credits imagecredit photocredit imgcredit copyrightholder photographer legend legende bildunterschrift bildunterschriften piedefoto legenda mediacaption imgdesc imagedescription picdesc tuzhu'.split(
    ' ',
  ),
);
const bodyWords = new Set(
  'articlebody articletext articlecontent articleparagraphs articledetail articlecopy storybody storytext storycontent storycopy entrycontent entrybody postcontent postbody posttext newstext newsbody newscontent bodycopy bodytext contenttext maintext blogcontent artikeltext artikelinhalt zhengwen wenzhang artibody artcontent detailcontent richtext readcontent ckeditor fulltext tdpostcontent trscontent cjcontent newsdetail articledetail'.split(
    ' ',
  ),
);
const embeds = /embed|tweet|quote/i;

/** What class, id, role and itemprop say an element is. */
export interface ClassSaid {
  readonly kind: Furniture | undefined;
  readonly caption: boolean;
  readonly body: boolean;
}

const nothing: ClassSaid = { kind: undefined, caption: false, body: false };

/** Reads class and id; remembers what it has read, as a page says the same words many times. */
export class ClassReader {
  private readonly seen = new Map<string, ClassSaid>();
  private readonly byNode: ClassSaid[] = [];

  said(node: TreeNode): ClassSaid {
    if (node.attributes.size === 0) return nothing;
    const known = this.byNode[node.index];
    if (known !== undefined) return known;
    const said = this.read(node);
    this.byNode[node.index] = said;
    return said;
  }

  /** The id of a heading is made of its words, so that links lead to it: it names no element. */
  private read({ name, attributes }: TreeNode): ClassSaid {
    const id = /^h[1-6]$/.test(name) ? '' : (attributes.get('id') ?? '');
    const named = `${attributes.get('class') ?? ''} ${id}`;
    if (named === ' ') return nothing;
    const known = this.seen.get(named);
    if (known !== undefined) return known;
    const said = readNames(named.slice(0, 400));
    this.seen.set(named, said);
    return said;
  }
}

/** Which kind each word tells of: the first where several do. */
const kindByWord = new Map<string, number>();
kinds.forEach((kind, at) => {
  for (const word of kind.words) if (!kindByWord.has(word)) kindByWord.set(word, at);
});

function readNames(named: string): ClassSaid {
  let first = kinds.length;
  let caption = false;
  let body = false;
  for (const name of named.split(/\s+/)) {
    const said = nameSaid(name);
    if (said.kind < first) first = said.kind;
    caption ||= said.caption;
    body ||= said.body;
  }
  return { kind: embeds.test(named) ? undefined : kinds[first], caption, body };
}

/** `with-sidebar` and `above-footer` are no side column and no footer. */
const besideWords = new Set(['with', 'has', 'no', 'without', 'above', 'before']);

/** What one name says by its words; `kind` is a place in `kinds`, its length for none. */
interface NameSaid {
  readonly kind: number;
  readonly caption: boolean;
  readonly body: boolean;
}

/**
 * What names were found to say. It follows from the name alone, so no page is read by another's. Names
 * are kept without what parts their words; long ones are not, so that no page can fill the memory.
 */
const knownNames = new Map<string, NameSaid>();
const mostKnown = 20_000;
const longestKnown = 100;

function nameSaid(name: string): NameSaid {
  const parted = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ');
  const known = knownNames.get(parted);
  if (known !== undefined) return known;
  const said = wordsSaid(parted.split(' ').filter((word) => word !== ''));
  if (knownNames.size >= mostKnown) knownNames.clear();
  if (parted.length <= longestKnown) knownNames.set(ownString(parted), said);
  return said;
}

/** Reads the words of a name, and each two and three that stand together as one word. */
function wordsSaid(words: readonly string[]): NameSaid {
  const all = words.flatMap((word, at) => {
    const second = words[at + 1];
    const third = words[at + 2];
    const alone = besideWords.has(words[at - 1] ?? '') ? [] : [word];
    if (second === undefined) return alone;
    if (third === undefined) return [...alone, word + second];
    return [...alone, word + second, word + second + third];
  });
  return {
    kind: all.reduce((first, word) => Math.min(first, kindByWord.get(word) ?? first), kinds.length),
    caption: all.some((word) => captionWords.has(word)),
    body: all.some((word) => bodyWords.has(word)),
  };
}
