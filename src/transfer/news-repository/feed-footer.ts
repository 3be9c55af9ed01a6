const reseller = {
  mark: '获取更多RSS',
  block: '<div',
  rest: /^(获取更多RSS|https?:\/\/feedx\.\w+|[：:\s])*$/,
};
const enhancer = {
  mark: 'Feed enhanced by',
  block: '<p',
  rest: /^(Feed enhanced by|Better Feed|from|Ozh|\s)*$/,
};
const nearTheEnd = 2000;

/**
 * A body without the lines that a feed's reseller or plug-in put under every article (feedx, Better
 * Feed). Cuts only what stands at the very end and says nothing else.
 */
export function dropFeedFooter(html: string): string {
  return [reseller, enhancer].reduce(cut, html);
}

function cut(html: string, footer: typeof reseller): string {
  const marked = html.lastIndexOf(footer.mark);
  if (marked < 0 || html.length - marked > nearTheEnd) return html;
  const start = html.lastIndexOf(footer.block, marked);
  if (start < 0 || marked - start > nearTheEnd) return html;
  const words = html.slice(start).replace(/<[^<>]*>/g, ' ');
  return footer.rest.test(words) ? withoutRule(html.slice(0, start)) : html;
}

/** The rule and line breaks that set the footer apart go with it. */
function withoutRule(html: string): string {
  let kept = html.trimEnd();
  for (;;) {
    const last = /<(?:br|hr)\s?\/?>$/i.exec(kept.slice(-8));
    if (last === null) return kept;
    kept = kept.slice(0, kept.length - last[0].length).trimEnd();
  }
}
