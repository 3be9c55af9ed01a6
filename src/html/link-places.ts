import type { Attributes } from './tag-attributes.ts';
import { isVoidTag } from './tag-names.ts';

const navigationTags = new Set(['nav', 'header', 'footer', 'aside']);
const navigationRoles = /^(?:navigation|banner|contentinfo|menu|menubar|search)$/i;
/** Elements around everything say nothing of what stands in them. */
const wholeTags = new Set(['html', 'body', 'main', 'article', 'form']);
const asideWords =
  /(?:^|[-_\s])(?:nav|navbar|navigation|menu|submenu|topbar|foot|footer|breadcrumbs?|crumbs?|pager|pagination|paging|toolbar|share|social|login|copyright|friendlinks?|ads?|advert|advertisement|sponsor|sponsored|promo|cookies?)(?:$|[-_\s])/i;

/** Tells whether the place in a page is navigation, by its elements or by what they call themselves. */
export class LinkPlaces {
  private readonly stack: ('nav' | 'aside' | 'article' | undefined)[] = [];
  private readonly counts = { nav: 0, aside: 0, article: 0 };

  get inNav(): boolean {
    return this.counts.nav > 0;
  }

  get aside(): boolean {
    return this.counts.aside > 0;
  }

  open(name: string, attributes: Attributes): void {
    if (isVoidTag(name)) return;
    const place = this.placeOf(name, attributes);
    this.stack.push(place);
    if (place !== undefined) this.counts[place] += 1;
  }

  close(): void {
    const place = this.stack.pop();
    if (place !== undefined) this.counts[place] -= 1;
  }

  private placeOf(name: string, attributes: Attributes): 'nav' | 'aside' | 'article' | undefined {
    if (name === 'article') return 'article';
    // The header of a card is where its headline stands.
    const isCardHeader = name === 'header' && this.counts.article > 0;
    if (navigationTags.has(name) && !isCardHeader) return 'nav';
    if (navigationRoles.test(attributes.get('role') ?? '')) return 'nav';
    if (wholeTags.has(name)) return undefined;
    const words = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 300);
    return asideWords.test(words) ? 'aside' : undefined;
  }
}
