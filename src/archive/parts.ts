import type { Exchanged } from '../capture/index.ts';
import { type Extraction, isPartOf, isWholeOf, joinParts } from '../extract/index.ts';
import type { Url } from '../model/index.ts';
import { looksLikeArticle } from './article-address.ts';

/** A further page of an article that was asked for. */
export interface AskedPart {
  /** Undefined where no answer came. */
  readonly exchanged?: Exchanged;
  /** Undefined where the answer is no page. */
  readonly extraction?: Extraction;
  /** Why there is none, in a sentence. */
  readonly says?: string;
  /** Whether the same question may soon get a better answer. */
  readonly mayPass?: boolean;
}

/** Asks for a page of the article whose first page is at `first`. */
export type AskPart = (url: Url, first: Url) => Promise<AskedPart>;

/** What became of an article's pages. */
export interface Parts {
  readonly extraction: Extraction;
  /** The answers of further pages, in order, each with its number; those that are no part too. */
  readonly pages: readonly PartPage[];
  /** The page at which reading on failed. */
  readonly missing?: { readonly url: Url; readonly says: string; readonly mayPass: boolean };
}

export interface PartPage {
  readonly exchanged: Exchanged;
  readonly url: Url;
  /** 2 for the article's second page; 0 for one that holds the whole article. */
  readonly number: number;
  /** Whether its words are in the article. */
  readonly isJoined: boolean;
}

/** An article of more pages, or of more bytes, is joined so far. */
export const partLimits = { pages: 20, bytes: 16 * 1024 * 1024, milliseconds: 180_000 };

/**
 * Reads the further pages of an article, one after the other, and joins them: the whole of it on one
 * page where there is one, else page by page, 20 at most. What is no part of it after all ends the
 * reading; so does a page that fails, and the article is what there is.
 */
export async function readParts(
  first: { readonly extraction: Extraction; readonly url: Url; readonly bytes: number },
  ask: AskPart,
  now: () => number,
): Promise<Parts> {
  const { extraction, url } = first;
  const links = extraction.parts;
  const none: Parts = { extraction, pages: [] };
  if (links === undefined || (links.byRules !== true && !looksLikeArticle(url))) return none;
  const whole = links.whole === undefined ? none : await readWhole(first, links.whole, ask);
  if (whole.extraction !== extraction || links.next === undefined) return whole;
  const reader = new PartReader(first, ask, now() + partLimits.milliseconds, whole.pages);
  await reader.readOn(links.next, now);
  return reader.finish(whole.missing);
}

async function readWhole(
  first: { readonly extraction: Extraction; readonly url: Url },
  at: Url,
  ask: AskPart,
): Promise<Parts> {
  const { extraction, url } = first;
  const { exchanged, extraction: whole, says, mayPass = false } = await ask(at, url);
  const isJoined = whole !== undefined && isWholeOf(extraction, whole);
  const pages = exchanged === undefined ? [] : [{ exchanged, url: at, number: 0, isJoined }];
  if (isJoined) return { extraction: told(extraction, whole), pages };
  const missing = says === undefined ? {} : { missing: { url: at, says, mayPass } };
  return { extraction, pages, ...missing };
}

/** An article's pages joined as they were when it was asked for: with the whole of it on one page, or
 * page by page. */
export function joinedAgain(
  first: Extraction,
  parts: readonly Extraction[],
  isWhole: boolean,
): Extraction {
  const [one] = parts;
  if (one === undefined) return first;
  return isWhole ? told(first, one) : joinParts([first, ...parts]);
}

/** The words of the whole, and all else as the article's own page tells it. */
const told = (own: Extraction, { article, cut, byRules }: Extraction): Extraction => {
  const { parts: _parts, ...rest } = own;
  const { html, text, images } = article;
  return {
    ...rest,
    article: { ...own.article, html, text, images },
    cut,
    isJoined: true,
    ...(byRules === undefined ? {} : { byRules }),
  };
};

class PartReader {
  private readonly first: { readonly extraction: Extraction; readonly url: Url };
  private readonly ask: AskPart;
  private readonly until: number;
  private readonly joined: [Extraction, ...Extraction[]];
  private readonly pages: PartPage[];
  private readonly seen: Set<Url>;
  private bytes: number;
  private missing: Parts['missing'];

  constructor(
    first: { readonly extraction: Extraction; readonly url: Url; readonly bytes: number },
    ask: AskPart,
    until: number,
    pages: readonly PartPage[],
  ) {
    this.first = first;
    this.ask = ask;
    this.until = until;
    this.joined = [first.extraction];
    this.pages = [...pages];
    this.seen = new Set([first.url]);
    this.bytes = first.bytes;
  }

  async readOn(from: Url, now: () => number): Promise<void> {
    let next: Url | undefined = from;
    while (next !== undefined && this.joined.length < partLimits.pages) {
      if (this.seen.has(next) || this.bytes > partLimits.bytes || now() > this.until) return;
      this.seen.add(next);
      next = await this.readOne(next);
    }
  }

  finish(wholeMissing: Parts['missing']): Parts {
    const { joined } = this;
    const extraction = joined.length > 1 ? joinParts(joined) : joined[0];
    // Where the pages are there one by one, nothing is missing without the page that has all.
    const missing = this.missing ?? (this.joined.length > 1 ? undefined : wholeMissing);
    return { extraction, pages: this.pages, ...(missing === undefined ? {} : { missing }) };
  }

  /** Reads one page; the link to the next where it is a part. */
  private async readOne(url: Url): Promise<Url | undefined> {
    const { exchanged, extraction, says, mayPass = false } = await this.ask(url, this.first.url);
    const isJoined =
      extraction !== undefined &&
      isPartOf(this.first.extraction, extraction, joinParts(this.joined));
    if (exchanged !== undefined) {
      const number = this.joined.length + 1;
      this.pages.push({ exchanged, url, number, isJoined });
      this.bytes += exchanged.answer.content.length;
    }
    if (says !== undefined) this.missing = { url, says, mayPass };
    if (!isJoined || extraction === undefined) return undefined;
    this.joined.push(extraction);
    return extraction.parts?.next;
  }
}
