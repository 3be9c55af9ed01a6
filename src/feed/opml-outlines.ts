import type { Url } from '../model/index.ts';
import { titleFromText } from './feed-text.ts';
import { folderPath } from './folder-path.ts';
import { linkUrl } from './item-fields.ts';
import { childrenOf, textOf, type XmlElement } from './xml-element.ts';

/** A feed (or page) on a list of subscriptions. */
export interface OpmlOutline {
  readonly title: string;
  readonly xmlUrl?: Url;
  readonly htmlUrl?: Url;
  /** The titles of the outlines around it, joined as `folderPath` does. */
  readonly folder?: string;
}

const outlineLimit = 10_000;
const warningLimit = 200;
const shortLength = 80;

/** Collects the outlines of a list that lead somewhere, with the folders around them. */
export class OutlineList {
  readonly outlines: OpmlOutline[] = [];
  readonly warnings: string[] = [];
  private readonly told = new Set<string>();

  /** Reads the outlines within an element; nesting is bounded by the XML reader. */
  walk(parent: XmlElement, folders: readonly string[]): void {
    for (const outline of childrenOf(parent, 'outline')) {
      const title = titleOf(outline);
      this.add(outline, title, folders);
      if (outline.children.length > 0) {
        this.walk(outline, title === '' ? folders : [...folders, title]);
      }
    }
  }

  private add(outline: XmlElement, title: string, folders: readonly string[]): void {
    const { feed, page } = this.addressesOf(outline, title);
    if (feed === undefined && page === undefined) return;
    const path = folderPath(folders.length > 0 ? folders : categoryOf(outline));
    const key = `${feed ?? page} ${path}`;
    if (this.told.has(key)) return;
    if (this.outlines.length >= outlineLimit) {
      this.warn(`Only the first ${outlineLimit} outlines were read.`);
      return;
    }
    this.told.add(key);
    this.outlines.push({
      title,
      ...(feed === undefined ? {} : { xmlUrl: feed }),
      ...(page === undefined ? {} : { htmlUrl: page }),
      ...(path === '' ? {} : { folder: path }),
    });
  }

  private addressesOf(outline: XmlElement, title: string): Addresses {
    const { xmlurl = '', htmlurl = '', url = '', feedurl = '', type = '' } = outline.attributes;
    const isLink = /^(?:link|include)$/i.test(type.trim());
    const told = (xmlurl || feedurl || (isLink ? '' : url)).trim();
    const feed = linkUrl(webAddress(told), outline.base);
    if (feed === undefined && told !== '') {
      this.warn(
        `outline «${short(title)}» has the address «${short(told)}», which is no http address.`,
      );
    }
    const page = linkUrl(htmlurl || (isLink ? url : ''), outline.base);
    return { feed, page };
  }

  private warn(sentence: string): void {
    if (this.warnings.length < warningLimit && !this.warnings.includes(sentence))
      this.warnings.push(sentence);
  }
}

interface Addresses {
  readonly feed: OpmlOutline['xmlUrl'] | undefined;
  readonly page: OpmlOutline['htmlUrl'] | undefined;
}

function titleOf(outline: XmlElement): string {
  const { title = '', text = '' } = outline.attributes;
  return titleFromText(title) || titleFromText(text) || textOf(outline, 'title');
}

/** `feed://…`, `feed:https://…` and what podcast players write mean an address of the web. */
function webAddress(text: string): string {
  const inner = /^(?:feed|itpc|pcast|podcast|rss):(?:\/\/)?(https?:\/\/.*)$/is.exec(text)?.[1];
  return inner ?? text.replace(/^(?:feed|itpc|pcast|podcast|rss):\/\//i, 'http://');
}

/** The first path of a `category` (OPML 2.0: `/Boston/Weather,/Harvard`), for outlines in no folder. */
function categoryOf(outline: XmlElement): readonly string[] {
  const [first = ''] = (outline.attributes['category'] ?? '').split(',', 1);
  return first
    .split('/')
    .map(titleFromText)
    .filter((name) => name !== '');
}

function short(text: string): string {
  return text.slice(0, shortLength).toWellFormed();
}
