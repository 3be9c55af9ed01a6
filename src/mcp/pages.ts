/** A part of a text; `next` is where the rest begins, unset where there is no rest. */
interface TextPage {
  readonly text: string;
  readonly next?: number;
}

/** So many UTF-16 units of a text from an offset, most (above 1), and no character in two. */
export function textPage(whole: string, offset: number, most: number): TextPage {
  const end = offset + most;
  const isPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(whole.slice(end - 1, end + 1));
  const at = isPair ? end - 1 : end;
  const text = whole.slice(offset, at).toWellFormed();
  return { text, ...(at < whole.length && { next: at }) };
}

/** So many of a list from an offset, most. */
export function listPage<Item>(
  all: readonly Item[],
  offset: number,
  most: number,
): { readonly shown: readonly Item[]; readonly next?: number } {
  const end = offset + most;
  return { shown: all.slice(offset, end), ...(end < all.length && { next: end }) };
}
