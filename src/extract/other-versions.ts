import type { Url } from '../model/index.ts';
import { linkBase, linkLabels } from './link-labels.ts';
import { plainHost } from './plain-host.ts';
import { siteOfHost } from './site-of-host.ts';
import type { PageTree, TreeNode } from './tree.ts';

/** Where other versions of an article's page are. */
export interface OtherVersions {
  /** The page in AMP, which has its text without scripts. */
  readonly amp?: Url;
  /** The page as it is to be printed. */
  readonly print?: Url;
}

/** Says that it leads to a page for printing. */
const printWords =
  /^(?:(?:print|printer|printable)(?:[- ]friendly)?(?: (?:this|the))?(?: (?:version|view|page|article|story|edition))?|(?:view|show) print(?:able)? version|druckversion|druckansicht|(?:artikel |seite )?(?:aus)?drucken|imprimer(?: (?:cet |l')article| la page)?|version imprimable|imprimir(?: (?:artículo|artigo|página|noticia|notícia))?|versión (?:para imprimir|imprimible)|versão para (?:impressão|imprimir)|stampa(?: (?:l'articolo|articolo|pagina))?|versione stampabile|afdrukken|printversie|skriv ut|drukuj|wydrukuj|verze pro tisk|vytisknout|tisk|печать|распечатать|версия для печати|друкувати|версія для друку|yazdır|cetak|bản in|in bài viết|打印(?:本[页文]|本页面|此文|此页|版|预览)?|列印(?:本[頁文]|此頁|版)?|友善列印|印刷(?:用(?:ページ|画面)?|する)?|인쇄(?:하기)?|طباعة|چاپ)$/iu;
const printAddress =
  /(?:^|[/_.?&=-])(?:print(?:er|able|version|view|page|friendly|ing|out)?|printer[_-]?friendly|printthis|druck(?:en|version|ansicht)?|imprimer|imprimir|imprimible|stampa|dayin|insatsu|yazdir|pechat|cetak|tisk)(?:$|[/_.?&=-])/i;
/** Pictures in the size for print, and what is printed elsewhere. */
const noPage = /\.(?:jpe?g|png|gif|webp|tiff?|svg|pdf|zip|css|js)$/i;

/**
 * The links of an article's page to other versions of it. For AMP what its head names, on the same
 * site; for print what its head names, else a link on the same host whose address says `print` and has
 * this very article's name or number, and whose words, where it has any, say so too.
 */
export function otherVersions(tree: PageTree, url: Url): OtherVersions {
  const base = linkBase(tree, url);
  const page = { base, url, names: namesOf(new URL(url)) };
  const head = tree.nodes.filter(({ name }) => name === 'link');
  const amp = firstOf(head, (node) =>
    hasRel(node, 'amphtml') ? ofSite(node, base, url) : undefined,
  );
  const print =
    firstOf(head, (node) => (isForPrint(node) ? ofSite(node, base, url) : undefined)) ??
    firstOf(tree.nodes, (node) => (node.name === 'a' ? printLink(tree, node, page) : undefined));
  return {
    ...(amp === undefined ? {} : { amp }),
    ...(print === undefined || print === amp ? {} : { print }),
  };
}

function firstOf(
  nodes: readonly TreeNode[],
  found: (node: TreeNode) => Url | undefined,
): Url | undefined {
  for (const node of nodes) {
    const url = found(node);
    if (url !== undefined) return url;
  }
  return undefined;
}

const hasRel = (node: TreeNode, name: string): boolean =>
  (node.attributes.get('rel') ?? '').toLowerCase().split(/\s+/).includes(name);

/** A style sheet is for print too, but no alternate page; an alternate one may be a style sheet. */
const isForPrint = (node: TreeNode): boolean =>
  hasRel(node, 'alternate') &&
  !hasRel(node, 'stylesheet') &&
  (node.attributes.get('media') ?? '').trim().toLowerCase() === 'print';

function ofSite(node: TreeNode, base: Url, url: Url): Url | undefined {
  const address = addressOf(node, base);
  const here = new URL(url);
  if (address === undefined || siteOfHost(address.hostname) !== siteOfHost(here.hostname)) {
    return undefined;
  }
  here.hash = '';
  return address.href === here.href || isFront(address) ? undefined : (address.href as Url);
}

function printLink(
  tree: PageTree,
  node: TreeNode,
  page: { readonly base: Url; readonly url: Url; readonly names: readonly string[] },
): Url | undefined {
  const href = node.attributes.get('href') ?? '';
  // Spares the parsing of most links.
  if (!printAddress.test(href.slice(0, 2000))) return undefined;
  const address = addressOf(node, page.base);
  if (address === undefined || !isOfHost(address, page.url)) return undefined;
  const said = `${address.pathname}${address.search}`;
  if (!printAddress.test(said) || printAddress.test(pathOf(page.url))) return undefined;
  if (!page.names.some((name) => said.includes(name))) return undefined;
  const labels = linkLabels(tree, node);
  const isSaid = labels.length === 0 || labels.some((label) => printWords.test(label));
  return isSaid ? (address.href as Url) : undefined;
}

function addressOf(node: TreeNode, base: Url): URL | undefined {
  const href = node.attributes.get('href')?.trim() ?? '';
  if (href === '' || href.length > 2000 || href.startsWith('#')) return undefined;
  const address = URL.parse(href, base);
  if (address === null || !/^https?:$/.test(address.protocol)) return undefined;
  if (noPage.test(address.pathname)) return undefined;
  address.hash = '';
  return address;
}

const isFront = ({ pathname, search }: URL): boolean => pathname === '/' && search === '';

const isOfHost = (address: URL, url: Url): boolean =>
  plainHost(address) === plainHost(new URL(url));

const pathOf = (url: Url): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

/** What an address of the same article has in it: the last part of its path, or its longest number. */
function namesOf({ pathname, search }: URL): string[] {
  const last = pathname.replace(/\/$/, '').split('/').at(-1) ?? '';
  const stem = last.replace(/\.\w{1,5}$/, '');
  const numbers = `${last}${search}`.match(/\d{4,}/g) ?? [];
  const number = numbers.toSorted((one, other) => other.length - one.length)[0];
  return [...(stem.length >= 6 ? [stem] : []), ...(number === undefined ? [] : [number])];
}
