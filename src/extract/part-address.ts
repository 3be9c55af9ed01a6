import type { Url } from '../model/index.ts';
import { canonicalUrl } from '../url/index.ts';
import { plainHost } from './plain-host.ts';

/** How an address tells that it is a further page of an article. */
export interface PartAddress {
  /** The number it has; some sites count from 0. */
  readonly number: number;
  /** Whether the form is one that other addresses have too: `storm-2` may be another story. */
  readonly isWeak: boolean;
}

const pageNames = new Set(
  'page pg p pn pagenum page_num pagenumber page_no pageno currentpage paged seite pagina página sida side strana part teil'.split(
    ' ',
  ),
);
const separators =
  /^(?:([/_,;])|([-.])|[/_.-]?(?:page|pagina|seite|part|teil|p|pg)[/_-]?)(\d{1,2})$/i;
const mostPages = 60;

/**
 * Which page of the article that begins at `first` an address is, by its form alone: the same address
 * with a number in a query (`?page=2`), behind its path (`/story/2`, `story_2.html`, `story-page-2`), or
 * with 2 where the first has 1 or 0. Undefined for the article's own address and for all others.
 */
export function partAddress(first: Url, address: Url): PartAddress | undefined {
  const [own, other] = [new URL(canonicalUrl(first)), new URL(canonicalUrl(address))];
  if (plainHost(own) !== plainHost(other)) return undefined;
  const found =
    own.pathname === other.pathname
      ? byQuery(own.searchParams, other.searchParams)
      : own.search === other.search
        ? byPath(own.pathname, other.pathname)
        : undefined;
  return found !== undefined && found.number <= mostPages ? found : undefined;
}

function byQuery(own: URLSearchParams, other: URLSearchParams): PartAddress | undefined {
  let number: number | undefined;
  const names = new Set([...own.keys(), ...other.keys()]);
  for (const name of names) {
    const [before, now] = [own.get(name), other.get(name)];
    if (before === now) continue;
    const isPage = pageNames.has(name.toLowerCase()) && /^\d{1,2}$/.test(now ?? '');
    if (!isPage || number !== undefined || !/^[01]?$/.test(before ?? '')) return undefined;
    number = Number(now);
  }
  return number === undefined || number === 0 ? undefined : { number, isWeak: false };
}

function byPath(own: string, other: string): PartAddress | undefined {
  const [before, now] = [stemOf(own), stemOf(other)];
  if (before.extension !== now.extension || before.stem === '') return undefined;
  if (now.stem.startsWith(before.stem)) {
    return numbered(now.stem.slice(before.stem.length), before.extension !== '');
  }
  // The first page may have a number too: `story_1.html`, `story/1`.
  const base = /^(.*[^\d])([01])$/.exec(before.stem)?.[1];
  if (base === undefined || !now.stem.startsWith(base)) return undefined;
  const number = /^\d{1,2}$/.exec(now.stem.slice(base.length))?.[0];
  if (number === undefined || Number(number) < 2) return undefined;
  // `/news/1` and `/news/2` are two stories; a page's number stands behind the story's own name.
  const isNamed = /[\d\p{L}][^/]*[_,;/-]$/u.test(base) && /\d{3}|[^/]*[-_][^/]*[-_]/.test(base);
  return isNamed ? { number: Number(number), isWeak: /[-.]$/.test(base) } : undefined;
}

function numbered(rest: string, hasExtension: boolean): PartAddress | undefined {
  const match = separators.exec(rest);
  if (match === null) return undefined;
  const number = Number(match[3]);
  return number === 0 ? undefined : { number, isWeak: match[2] !== undefined && !hasExtension };
}

function stemOf(path: string): { readonly stem: string; readonly extension: string } {
  const plain = path.endsWith('/') ? path.slice(0, -1) : path;
  const extension = /\.(?:s?html?|php|aspx?|jsp|cms)$/i.exec(plain)?.[0] ?? '';
  return { stem: plain.slice(0, plain.length - extension.length), extension };
}

const wholeWords =
  /^(?:all|full|fulltext|fullpage|whole|single|singlepage|single_page|onepage|one_page|viewall|view_all|showall|show_all|allpages|komplettansicht|complete|completo|tout|quan|quanwen)$/i;

/** Whether an address is, by its form, that of the whole article that begins at `first`. */
export function isWholeAddress(first: Url, address: Url): boolean {
  const [own, other] = [new URL(canonicalUrl(first)), new URL(canonicalUrl(address))];
  if (plainHost(own) !== plainHost(other)) return false;
  if (own.pathname === other.pathname) return asksWhole(own.searchParams, other.searchParams);
  const [before, now] = [stemOf(own.pathname), stemOf(other.pathname)];
  if (own.search !== other.search || !now.stem.startsWith(before.stem)) return false;
  const rest = now.stem.slice(before.stem.length);
  return /^[/_.-]/.test(rest) && wholeWords.test(rest.slice(1));
}

function asksWhole(own: URLSearchParams, other: URLSearchParams): boolean {
  const fresh = [...other].filter(([name, value]) => own.get(name) !== value);
  if ([...own.keys()].some((name) => !other.has(name) && !pageNames.has(name))) return false;
  const [[name, value] = ['', ''], more] = fresh;
  if (more !== undefined) return false;
  if (wholeWords.test(value)) return true;
  return wholeWords.test(name) && /^(?:|1|true|yes|y)$/i.test(value);
}
