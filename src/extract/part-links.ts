import type { Url } from '../model/index.ts';
import { linkBase, linkLabels } from './link-labels.ts';
import { isWholeAddress, partAddress } from './part-address.ts';
import type { PageTree, TreeNode } from './tree.ts';

/** Where the rest of an article is that a page holds a part of. */
export interface PartLinks {
  /** The article's next page. */
  readonly next?: Url;
  /** The whole article on one page. */
  readonly whole?: Url;
  /** Set where the site's rules name them, so that nothing about them is to be guessed. */
  readonly byRules?: true;
}

/** The page whose links are read. */
export interface PartPage {
  readonly tree: PageTree;
  /** Where it was served from. */
  readonly url: Url;
  /** The address of the article's first page: the same, unless this is a further one. */
  readonly first: Url;
  /** Whether its head says that it is an article. */
  readonly isTold: boolean;
}

/** Says that it leads to a page, not to the next story. */
const nextPage =
  /^(?:next page|go to next page|nächste seite|zur nächsten seite|page suivante|página siguiente|siguiente página|próxima página|página seguinte|pagina successiva|pagina seguente|prossima pagina|volgende pagina|nästa sida|neste side|næste side|seuraava sivu|następna strona|další strana(?:nka)?|следующая страница|на следующую страницу|наступна сторінка|sonraki sayfa|halaman (?:selanjutnya|berikutnya)|trang (?:sau|tiếp|kế)|下一?页|下一?頁|次のページ(?:へ)?|次ページ(?:へ)?|다음 ?페이지|الصفحة التالية|صفحه بعد|अगला पृष्ठ|หน้าถัดไป)$/iu;
const next =
  /^(?:next|weiter|suivante?|siguiente|próxim[ao]|seguinte|avanti|successiv[ao]|volgende|nästa|neste|næste|seuraava|następna|dalej|další|далее|вперед|вперёд|следующая|далі|sonraki|ileri|selanjutnya|berikutnya|tiếp(?: theo)?|次へ|다음|التالي|التالية|بعدی)$/iu;
const numberWords =
  /^(?:page|seite|página|pagina|sida|side|strona|strana|страница|стр\.?|sayfa|halaman|trang|第)?\s*(\d{1,2})\s*(?:页|頁|ページ(?:目)?|페이지)?$/iu;
const whole =
  /^(?:(?:view|show|read)(?: article)?(?: as| on| in)? (?:all|(?:a )?(?:single|one) page)|(?:view|show) (?:all|full|entire) (?:pages|article|story)|(?:full|single|one)[- ]page(?: view| version)?|(?:artikel )?auf einer seite(?: lesen| anzeigen)?|komplettansicht|alles auf einer seite|(?:lire |voir |afficher )?(?:l'article )?(?:sur une (?:seule )?page|en entier)|tout afficher|(?:ver |leer )?(?:todo )?en una (?:sola )?página|(?:ver|mostrar) (?:todo|tudo)|pagina unica|leggi tutto su una pagina|alles op één pagina|(?:читать )?на одной странице|(?:показать )?полностью|(?:(?:阅读|查看|显示|展开|点击阅读|本页阅读|在本页(?:阅读|显示))?(?:余下)?全文|单页(?:阅读|显示)|(?:閱讀|查看|顯示|展開)(?:餘下)?全文|單頁(?:閱讀|顯示))|全文を?(?:読む|表示(?:する)?)?|1ページで(?:読む|表示)|(?:전체 ?보기|한 페이지로 보기))$/iu;
const otherParts =
  /(?:^|[\s_-])(?:comments?|commentlist|disqus|repl(?:y|ies)|respond|pinglun|related|gallery|slider?|slideshow|carousel|album|photos?)(?:$|[\s_-])/i;
const galleryPath =
  /\/(?:[a-z-]*(?:gallery|galleries|galerie|slideshows?|fotostrecken?|bilderstrecken?|diaporamas?|albums?)|photos?|fotos?|pics?|pictures?|tuji)(?:[/_.-]|$)/i;

/**
 * Links of an article's page to its next page, and to the whole of it on one. Only an address of the
 * same host counts whose form says that it is a page of this very article (part-address.ts), and only
 * where the link's words, or `rel=next`, say so too. Pages of comments, of galleries and of lists have
 * none, nor does a link to the next story.
 */
export function partLinks(page: PartPage): PartLinks {
  if (galleryPath.test(new URL(page.first).pathname)) return {};
  let next: Found | undefined;
  let whole: Url | undefined;
  const base = linkBase(page.tree, page.url);
  const current = partAddress(page.first, page.url)?.number ?? 0;
  const mayBePart = nearAddresses(page.first);
  for (const node of page.tree.nodes) {
    const link = linkOf(node, base, mayBePart);
    if (link === undefined) continue;
    whole ??= wholeOf(page, node, link);
    const found = nextOf(page, node, link, current);
    if (found !== undefined && found.surety > (next?.surety ?? 0)) next = found;
  }
  return {
    ...(next === undefined ? {} : { next: next.url }),
    ...(whole === undefined ? {} : { whole }),
  };
}

interface Found {
  readonly url: Url;
  /** How much the link's words say: 3 that it is the next page, 2 the next of something, 1 its number. */
  readonly surety: 1 | 2 | 3;
}

/** A quick look that spares the parsing of most links: the address of a page has the article's own
 * name in it, or is a short relative one. */
function nearAddresses(first: Url): (href: string) => boolean {
  const { pathname } = new URL(first);
  const last = pathname.replace(/\/$/, '').split('/').at(-1) ?? '';
  const name = last.replace(/\.\w+$/, '').replace(/[01]$/, '');
  return (href) => href.includes(name) || (href.length < 60 && !/^(?:\/|\w+:)/.test(href));
}

function linkOf(node: TreeNode, base: Url, mayBePart: (href: string) => boolean): Url | undefined {
  if (node.name !== 'a' && node.name !== 'link') return undefined;
  const href = node.attributes.get('href')?.trim() ?? '';
  if (href === '' || href.length > 2000 || href.startsWith('#') || !mayBePart(href)) {
    return undefined;
  }
  const url = URL.parse(href, base);
  if (url === null || !/^https?:$/.test(url.protocol) || /comment|respond/i.test(url.hash)) {
    return undefined;
  }
  url.hash = '';
  return url.href as Url;
}

function nextOf(page: PartPage, node: TreeNode, url: Url, current: number): Found | undefined {
  const address = partAddress(page.first, url);
  if (address === undefined || !isNextNumber(address.number, current)) return undefined;
  // The lists of many blogs have addresses of this form.
  if (!page.isTold && /\/page\/\d+\/?$/.test(new URL(url).pathname)) return undefined;
  const surety = suretyOf(page, node, address.number);
  if (surety === undefined || (address.isWeak && surety < 3)) return undefined;
  // From the first page a 1 is the second only where it is said to be the next.
  if (address.number === 1 && surety === 1) return undefined;
  return node.name === 'a' && isOfOtherParts(node) ? undefined : { url, surety };
}

/** Some sites count the second page as 1. */
const isNextNumber = (number: number, current: number): boolean =>
  current === 0 ? number === 1 || number === 2 : number === current + 1;

function suretyOf({ tree }: PartPage, node: TreeNode, number: number): Found['surety'] | undefined {
  const isRelated = /(?:^|\s)next(?:$|\s)/i.test(node.attributes.get('rel') ?? '');
  if (node.name === 'link') return isRelated ? 2 : undefined;
  const labels = linkLabels(tree, node);
  if (labels.some((label) => nextPage.test(label))) return 3;
  if (isRelated || labels.some((label) => next.test(label))) return 2;
  const numbers = labels.map((label) => numberWords.exec(label)?.[1]);
  return numbers.some((said) => said !== undefined && Number(said) === number) ? 1 : undefined;
}

function wholeOf({ tree, first }: PartPage, node: TreeNode, url: Url): Url | undefined {
  if (node.name !== 'a' || !isWholeAddress(first, url)) return undefined;
  return linkLabels(tree, node).some((label) => whole.test(label)) ? url : undefined;
}

function isOfOtherParts(node: TreeNode): boolean {
  for (let each = node.parent; each !== null; each = each.parent) {
    const { name, attributes } = each;
    if (name === 'body' || name === 'main' || name === 'article') return false;
    const said = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 300);
    if (otherParts.test(said)) return true;
  }
  return false;
}
