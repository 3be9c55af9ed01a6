import { type Site, startSite } from '../small-site.ts';
import { payloads } from './payloads.ts';

/** Pages of the outlet; each has the payloads of its number, and of every so many behind it. */
export const pageCount = 121;

/** The payloads of a page. What swallows the rest of it stands last, since it is of the middle of the list. */
const ofPage = (number: number): readonly string[] =>
  [0, 3, 4, 1, 2].flatMap((turn) => payloads[turn * pageCount + number] ?? []);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const inAttribute = (text: string): string => text.replaceAll('"', '');
const prose = (of: string): string =>
  `<p>The harbour wall ${of} was repaired in March, and nobody was asked about the bells. The council met on Monday evening and told the office, which had not expected that at all.</p>`;

/** A page with payloads wherever a page says something. */
export function hostilePage(number: number, words = ''): string {
  const own = ofPage(number);
  const [first = '', second = '', third = ''] = own;
  return `<!doctype html><html lang="en"><head><title>${escaped(first)} and more</title>
<meta name="author" content="${inAttribute(second)}"><meta name="description" content="${inAttribute(third)}">
<meta property="og:title" content="${inAttribute(first)}"><meta property="og:image" content="javascript:ran(${number})">
<meta property="og:site_name" content="${inAttribute(second)}">
<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: first, author: [{ name: third }], image: [second], url: 'javascript:ran(1)' }).replaceAll('</', '<\\/')}</script>
</head><body onload="ran(${number})"><article><h1>${escaped(first)} and more</h1>
${own.map((payload, at) => `${prose(`${number}.${at}${words}`)}<p>${payload}</p>`).join('\n')}${prose('at its end')}</article></body></html>`;
}

/** How titles stand in feeds: as text, as text of HTML, or in CDATA. */
const waysOfTitles: readonly ((payload: string) => string)[] = [
  (payload) => xml(payload),
  (payload) => xml(escaped(payload)),
  (payload) => `<![CDATA[${payload.replaceAll(']]>', ']] >')}]]>`,
];

/** What XML may hold, written for it. */
const xml = (text: string): string =>
  escaped(text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')).replaceAll('>', '&gt;');

function itemOf(number: number, link: string, isWhole: boolean): string {
  const payload = payloads[number] ?? '';
  const title = waysOfTitles[number % waysOfTitles.length]?.(payload) ?? '';
  const text = isWhole
    ? `${prose(`${number}`)}<div>${payload}</div>${prose(`${number} b`)}`
    : payload;
  return `<item><title>${title} no. ${number}</title><link>${link}</link><guid isPermaLink="false">${xml(payload)}${number}</guid><dc:creator>${xml(payload)}</dc:creator><category>${xml(payload)}</category><pubDate>Tue, 24 Nov 2026 06:00:00 GMT</pubDate><description>${xml(text)}</description></item>`;
}

function feedOf(title: string, items: readonly string[]): string {
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${title}</title><link>javascript:ran(2)</link><description>${title}</description><image><url>https://evil.example/logo.png</url></image>${items.join('')}</channel></rss>`;
}

export const pagePath = (number: number): string => `/page/${number}`;

/** Bytes that are markup in one charset and none in another. */
const inCharsets: readonly (readonly [name: string, type: string, body: Uint8Array])[] = [
  ['utf-7', 'text/html; charset=utf-7', latin('+ADw-script+AD4-ran(0)+ADw-/script+AD4-')],
  [
    'jp',
    'text/html; charset=iso-2022-jp',
    latin('<img alt="\u001b$B"><img src=x onerror="ran(0)">\u001b(B'),
  ],
  ['hz', 'text/html; charset=hz-gb-2312', latin('~{<script>~}ran(0)~{</script>~}')],
  [
    'gbk',
    'text/html; charset=gbk',
    latin('<a title="\u0081" onclick=ran(0) x="">x</a><img src=x alt="\u0081" onerror=ran(0)>'),
  ],
  [
    'utf-16',
    'text/html',
    Buffer.from(`\ufeff<script>ran(0)</script>${prose('16').repeat(4)}`, 'utf16le'),
  ],
  [
    'bom',
    'text/html; charset=iso-8859-1',
    Buffer.from(`\ufeff<img src=x onerror=ran(0)>${prose('bom').repeat(4)}`),
  ],
  ['none', 'text/html', latin('<meta charset=utf-7>+ADw-img src=x onerror=ran(0)+AD4-')],
];

function latin(markup: string): Uint8Array {
  const page = `<title>Charsets</title><article><h1>Charsets</h1>${markup}${prose('of charsets').repeat(4)}${markup}</article>`;
  return Buffer.from(page, 'latin1');
}

export const charsetPaths: readonly string[] = inCharsets.map(([name]) => `/charset/${name}`);

/** The outlet: pages, a feed of them, and a feed whose items hold all there is to read. */
export async function startHostileOutlet(): Promise<Site> {
  const pages = Array.from({ length: pageCount }, (_, number) => number);
  const whole = payloads.map((_, number) =>
    itemOf(
      number,
      `{base}/whole/${number}?q=${xml(encodeURIComponent(payloads[number]?.toWellFormed().slice(0, 100) ?? ''))}`,
      true,
    ),
  );
  const strange = payloads.flatMap((payload, number) =>
    number % 40 === 0 ? [itemOf(number, xml(payload), true)] : [],
  );
  return await startSite({
    ...Object.fromEntries(pages.map((number) => [pagePath(number), hostilePage(number)])),
    ...Object.fromEntries(
      inCharsets.map(([, type, body], at) => [charsetPaths[at] ?? '', { type, body }]),
    ),
    '/pages.xml': feedOf(
      xml(escaped(payloads[0] ?? '')),
      pages.map((number) => itemOf(number, `{base}${pagePath(number)}`, false)),
    ),
    '/whole.xml': feedOf(`<![CDATA["><img src=x onerror=ran(3)>]]>`, [...whole, ...strange]),
  });
}
