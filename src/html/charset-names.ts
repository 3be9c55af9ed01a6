/**
 * The names of charsets used here: those of the Encoding Standard, but `gb18030` for all of the GB
 * family, and besides them `utf-32le`, `utf-32be`, `ibm855` and `hz-gb-2312`.
 */
export type Charset = string;

const aliases: Readonly<Record<string, Charset>> = {
  gbk: 'gb18030',
  gb2312: 'gb18030',
  cp936: 'gb18030',
  'x-gbk': 'gb18030',
  'big5-hkscs': 'big5',
  'big5-eten': 'big5',
  cp950: 'big5',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  cp932: 'shift_jis',
  sjis: 'shift_jis',
  'shift-jis': 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  maccyrillic: 'x-mac-cyrillic',
  cp1251: 'windows-1251',
  cp855: 'ibm855',
  ibm855: 'ibm855',
  hz: 'hz-gb-2312',
  'hz-gb-2312': 'hz-gb-2312',
  'utf-32': 'utf-32le',
  'utf-32le': 'utf-32le',
  'utf-32be': 'utf-32be',
  utf8mb4: 'utf-8',
  utf_8: 'utf-8',
};

/** The charset a label names, or undefined for none we know. */
export function knownCharset(label: string | undefined): Charset | undefined {
  const name = label?.trim().toLowerCase() ?? '';
  if (name === '' || name.length > 40) return undefined;
  if (Object.hasOwn(aliases, name)) return aliases[name];
  try {
    const { encoding } = new TextDecoder(name);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

/** What a Content-Type header says: `text/html; charset="gbk"`. */
export function charsetOfHeader(contentType: string | undefined): Charset | undefined {
  const label = /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec((contentType ?? '').slice(0, 1000));
  return knownCharset(label?.[1]);
}

const prescanBytes = 4096;

/**
 * What the document says of itself in its first 4 KB: the XML declaration, or in HTML the first
 * `meta` with a charset (HTML Standard, "prescan a byte stream"). A document that can be read so is not UTF-16,
 * whatever it says: it is UTF-8 then.
 */
export function charsetOfMarkup(bytes: Uint8Array, kind: 'html' | 'xml'): Charset | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, prescanBytes));
  const declaration = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,40})["']/i.exec(head);
  // HTML is served as XML too, and then says its charset all the same in a `meta`.
  const mayHaveMeta = kind === 'html' || /<html[\s>]/i.test(head);
  const label = declaration?.[1] ?? (mayHaveMeta ? metaCharset(head) : undefined);
  const charset = knownCharset(label);
  return charset?.startsWith('utf-16') || charset?.startsWith('utf-32') ? 'utf-8' : charset;
}

function metaCharset(head: string): string | undefined {
  const visible = head.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  for (const [, attributes = ''] of visible.matchAll(/<meta[\s/]([^>]{1,2000})>?/gi)) {
    const label = /(?:^|[\s"';])charset\s*=\s*["']?\s*([^\s"'/>;]{1,40})/i.exec(attributes)?.[1];
    if (label !== undefined && knownCharset(label) !== undefined) return label;
  }
  return undefined;
}
