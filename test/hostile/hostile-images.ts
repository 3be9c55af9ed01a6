/** A file that an outlet serves where a picture is asked for. */
export interface HostileImage {
  readonly name: string;
  /** As its Content-Type says; '' for none. */
  readonly type: string;
  readonly body: Uint8Array;
  /** Whether it is a picture by its own word, and so shown as one. */
  readonly isShown: boolean;
}

const text = (body: string): Uint8Array => Buffer.from(body, 'latin1');

const page = '<!doctype html><script>ran(0)</script><img src=x onerror=ran(1)><body onload=ran(2)>';
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="ran(3)"><script>ran(4)</script><image href="https://evil.example/x.png"/><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="ran(5)"><script>ran(6)</script></body></foreignObject></svg>';
const xhtml =
  '<html xmlns="http://www.w3.org/1999/xhtml"><head><script>ran(7)</script></head><body onload="ran(8)"/></html>';
const xslt =
  '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="data:text/xml,&lt;x/&gt;"?><x><script xmlns="http://www.w3.org/1999/xhtml">ran(9)</script></x>';

/** A picture to whoever looks for one, a script to whoever runs it: the sizes of a GIF are its first statement. */
const gifScript = text('GIF89a=0;ran(10);/*\x01\x00\x01\x00*/');
/** The same as a style sheet, and as a page. */
const gifPage = text(`GIF89a/*${page}*/`);
const bmpScript = text('BM=1;ran(11);/* bitmap */');
/** JPEG with a page in its comment, behind the bytes by which it is known. */
const jpegPage = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0x00, page.length + 2]),
  text(page),
  Buffer.from([0xff, 0xd9]),
]);
/** PNG whose text chunk holds a page, cut off behind it. */
const pngPage = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, page.length]),
  text(`tEXt${page}`),
]);
const pdf = text(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(ran(12))>>>>endobj',
);
const parts = text(`--x\r\nContent-Type: text/html\r\n\r\n${page}\r\n--x--`);
const css = text(
  'body{background:url(https://evil.example/x.png)}@import "https://evil.example/x.css";',
);

const drawn = [
  'svg+xml',
  'SVG+XML',
  'svg+xml; charset=utf-8',
  'svg',
  'x+xml',
  'png+xml',
  'xhtml+xml',
];
const shownAs = [
  'png',
  'PNG',
  'gif',
  'jpeg',
  'webp',
  'avif',
  'bmp',
  'x-icon',
  'png; charset=utf-7',
];
const bodies = { page, svg, xhtml, xslt };

const unshown = (name: string, type: string, body: Uint8Array): HostileImage => ({
  ...{ name, type, body, isShown: false },
});
const shown = (name: string, type: string, body: Uint8Array): HostileImage => ({
  ...{ name, type, body, isShown: true },
});

/** What can be said to be a picture and is something else, or both. */
export const hostileImages: readonly HostileImage[] = [
  ...Object.entries(bodies).flatMap(([of, body]) => [
    ...drawn.map((kind, at) => unshown(`${of}-drawn-${at}`, `image/${kind}`, text(body))),
    ...shownAs.map((kind, at) => shown(`${of}-shown-${at}`, `image/${kind}`, text(body))),
    unshown(`${of}-html`, 'text/html', text(body)),
    unshown(`${of}-xml`, 'application/xml', text(body)),
    unshown(`${of}-none`, '', text(body)),
    unshown(`${of}-any`, 'image/*', text(body)),
    unshown(`${of}-other`, 'image/of-no-kind', text(body)),
    shown(`${of}-two`, 'image/png, text/html', text(body)),
  ]),
  shown('gif-script', 'image/gif', gifScript),
  unshown('gif-script-as-script', 'text/javascript', gifScript),
  shown('gif-page', 'image/gif', gifPage),
  shown('bmp-script', 'image/bmp', bmpScript),
  shown('jpeg-page', 'image/jpeg', jpegPage),
  shown('png-page', 'image/png', pngPage),
  shown('gif-style', 'image/gif', css),
  unshown('pdf', 'application/pdf', pdf),
  shown('pdf-as-png', 'image/png', pdf),
  unshown('parts', 'multipart/x-mixed-replace; boundary=x', parts),
];

export const imagePath = ({ name }: HostileImage): string => `/picture/${name}`;
