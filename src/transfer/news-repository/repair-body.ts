import { htmlPieces, isSpace } from './html-pieces.ts';
import { undoImageProxies } from './image-proxies.ts';

const elements = new Set(
  (
    'a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br ' +
    'button canvas caption center cite code col colgroup data datalist dd del details dfn dialog ' +
    'dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 ' +
    'h4 h5 h6 head header hgroup hr html i iframe img image input ins kbd label legend li link ' +
    'main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option output ' +
    'p param picture pre progress q rp rt ruby s samp script search section select slot small ' +
    'source span strike strong style sub summary sup svg table tbody td template textarea tfoot ' +
    'th thead time title tr track tt u ul var video wbr'
  ).split(' '),
);
const attributes = new Set(
  (
    'abbr accept action align allow allowfullscreen allowtransparency alt async autoplay bgcolor ' +
    'border cellpadding cellspacing charset cite class color cols colspan content controls ' +
    'controlslist coords crossorigin datetime decoding default defer dir disabled download ' +
    'draggable face fetchpriority for frameborder headers height hidden href ' +
    'hreflang hspace id integrity is ismap itemid itemprop itemref itemscope itemtype kind label ' +
    'lang language list loading loop marginheight marginwidth max maxlength media method min muted ' +
    'name nonce nowrap open placeholder playsinline poster preload property referrerpolicy rel ' +
    'rev role rows rowspan rules sandbox scope scrolling shape size sizes slot span src srcdoc ' +
    'srclang srcset start style summary tabindex target title translate type usemap valign value ' +
    'vspace webkitallowfullscreen width wmode wrap xmlns'
  ).split(' '),
);
const switches = new Set(
  'allowfullscreen async autoplay controls defer disabled hidden itemscope loop muted open playsinline'.split(
    ' ',
  ),
);
const families =
  /^(?:data-|aria-|v-[a-z]|xml:|xlink:|[:@][a-z]|on(?:click|load|error|change|input|submit|focus|blur|play|mouse|key|touch))/;
const longestName = 200;

/**
 * Undoes what joining lines without a separator did (`<source\ntype=` became `<sourcetype=`), and
 * what image proxies put into addresses. Text, scripts and whole tags stay byte for byte.
 */
export function repairBody(html: string): string {
  let repaired = '';
  for (const piece of htmlPieces(html)) {
    const isOpening = piece.kind === 'tag' && !piece.closing;
    repaired += isOpening ? undoImageProxies(partValues(partName(piece.text))) : piece.text;
  }
  return repaired;
}

/** `<divclass="a"` to `<div class="a"`: no element's name is followed by `=`. */
function partName(tag: string): string {
  const name = /^<([^\s/>=]+)(=?)/.exec(tag);
  if (name?.[1] === undefined || name[1].length > longestName) return tag;
  const cut = cutOf(name[1].toLowerCase(), name[2] === '=');
  return cut === 0 ? tag : `${tag.slice(0, cut + 1)} ${tag.slice(cut + 1)}`;
}

/** How long the element's name is in a glued one; 0 when it is not glued or cannot be told. */
function cutOf(name: string, hasValue: boolean): number {
  if (!hasValue && (elements.has(name) || name.includes('-'))) return 0;
  const isAttribute = (rest: string) =>
    hasValue ? attributes.has(rest) || families.test(rest) : switches.has(rest);
  for (let cut = name.length - 1; cut > 0; cut -= 1) {
    if (elements.has(name.slice(0, cut)) && isAttribute(name.slice(cut))) return cut;
  }
  return hasValue ? cutOfCustom(name, isAttribute) : 0;
}

/** A custom element (it has a hyphen) before the longest attribute that is known. */
function cutOfCustom(name: string, isAttribute: (rest: string) => boolean): number {
  for (let cut = name.indexOf('-') + 2; cut > 1 && cut < name.length; cut += 1) {
    if (isAttribute(name.slice(cut))) return cut;
  }
  return 0;
}

/** A space behind each quoted value that the next attribute touches. */
function partValues(tag: string): string {
  if (!/["'][^\s/>"'=]/.test(tag)) return tag;
  let parted = '';
  let from = 0;
  let behindEquals = false;
  for (let at = 1; at < tag.length; at += 1) {
    const character = tag.charAt(at);
    if (behindEquals && (character === '"' || character === "'")) {
      at = tag.indexOf(character, at + 1);
      if (at < 0) break;
      if (/[^\s/>]/.test(tag.charAt(at + 1))) {
        parted += `${tag.slice(from, at + 1)} `;
        from = at + 1;
      }
    }
    if (!isSpace(character)) behindEquals = character === '=';
  }
  return parted + tag.slice(from);
}
