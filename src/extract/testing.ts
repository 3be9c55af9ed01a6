const shards =
  '<div> </div> <p> </p> <b> <a href="javascript:alert(1)"> </a> <table> <td> </table> <script> </script> <style> <!-- --> <svg onload=x> <img src=x onerror=alert(1)> <iframe src="javascript:x"> <template> <noscript> <select> <textarea> <title> " \' > < &#0; &#x110000; &lt;script&gt; \ufffd \ud83d ]]> <![CDATA[ </body> <plaintext>'.split(
    ' ',
  );

/** A page as a broken server or a hostile hand may send it: cut off, nested, mis-encoded, swollen. */
export function mutatePage(html: string, random: () => number): string {
  let page = html;
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) page = mutateOnce(page, random);
  return page;
}

/** Anywhere, or in what tells machines of the page: its metas, JSON-LD, the state of its scripts. */
function placeToBreak(html: string, random: () => number): number {
  const anywhere = Math.floor(random() * html.length);
  if (random() < 0.7) return anywhere;
  const mark = ['ld+json', '<script', '<meta', '<time'][Math.floor(random() * 4)] ?? '';
  const found = html.indexOf(mark, Math.floor(anywhere / 2));
  return found < 0 ? anywhere : Math.min(html.length, found + Math.floor(random() * 1500));
}

function mutateOnce(html: string, random: () => number): string {
  const at = placeToBreak(html, random);
  const to = Math.min(html.length, at + Math.floor(random() * 3000));
  const shard = shards[Math.floor(random() * shards.length)] ?? '';
  switch (Math.floor(random() * 8)) {
    case 0:
      return html.slice(0, at);
    case 1:
      return html.slice(0, at) + html.slice(to);
    case 2:
      return html.slice(0, at) + shard.repeat(1 + Math.floor(random() * 2000)) + html.slice(at);
    case 3:
      return html.slice(0, at) + html.slice(at, to).repeat(20) + html.slice(at);
    case 4:
      return `${html.slice(0, at)}<div class="${'x '.repeat(100_000)}" style="${'a:b;'.repeat(20_000)}">${html.slice(at)}`;
    case 5:
      return html.slice(0, at) + misread(html.slice(at, to)) + html.slice(to);
    case 6:
      return html.replaceAll('</div>', random() < 0.5 ? '' : '</div></div>');
    default:
      return html.slice(0, at) + shard + html.slice(at);
  }
}

/** Text in UTF-8 that was read as Latin-1. */
const misread = (text: string): string =>
  String.fromCharCode(...new TextEncoder().encode(text.slice(0, 2000)));

const openTags = /<([a-z][a-z0-9]*)\b[^<>]*>|<\/([a-z][a-z0-9]*)>/g;
const voidNames = new Set(['br', 'hr', 'img']);

/** What is unsafe or unclosed in an article's HTML; undefined where nothing is. */
export function faultOf(html: string): string | undefined {
  if (/<(?:script|style|iframe|object|embed|svg|form|template)\b/i.test(html)) return 'a script';
  if (/<[^<>]*\son\w+\s*=(?=[^<>]*>)/i.test(html.replace(/"[^"]*"/g, '""'))) return 'a handler';
  for (const [tag] of html.matchAll(/<[a-z][^<>]*>/g)) {
    if (/\s(?:href|src)="\s*(?:javascript|data|vbscript):/i.test(tag)) return 'a javascript: link';
  }
  const open: string[] = [];
  for (const [, opened, closed] of html.matchAll(openTags)) {
    if (opened !== undefined && !voidNames.has(opened)) open.push(opened);
    if (closed !== undefined && open.pop() !== closed) return `</${closed}> that closes nothing`;
  }
  return open.length === 0 ? undefined : `<${open.at(-1)}> that is not closed`;
}
