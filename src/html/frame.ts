/** A finished piece of the article; `inner` is the line inside a `p` without attributes. */
export interface Part {
  readonly tag: string;
  readonly html: string;
  readonly inner?: string;
  /** The pictures of a paragraph that holds nothing else. */
  readonly images?: string;
  readonly parts?: readonly Part[];
}

/**
 * How content stands in an open block: `flow` holds paragraphs; `item` a line or paragraphs;
 * `line` one line; `pre` text as it is; the others hold only blocks of their own kind.
 */
export type FrameKind =
  | 'flow'
  | 'item'
  | 'line'
  | 'pre'
  | 'list'
  | 'terms'
  | 'table'
  | 'section'
  | 'row';

/** An open block. */
export interface Frame {
  readonly tag: string;
  /** The start tag as written. */
  readonly start: string;
  readonly kind: FrameKind;
  readonly parts: Part[];
}

/** What a closed block leaves behind: itself, its content alone, or nothing. */
export function finishFrame(frame: Frame): readonly Part[] {
  const { tag, parts } = frame;
  if (tag === 'td' || tag === 'th') return [wrap(frame, parts)];
  if (parts.length === 0) return [];
  if (tag === 'tr')
    return parts.every((part) => part.parts?.length === 0) ? [] : [wrap(frame, parts)];
  if (tag === 'table') return finishTable(frame);
  if (tag === 'figure') return finishFigure(frame);
  if (frame.kind === 'line' && tag !== 'figcaption' && tag !== 'caption') {
    return [finishHeading(frame)];
  }
  return [wrap(frame, parts)];
}

function wrap(frame: Frame, parts: readonly Part[]): Part {
  const [only] = parts;
  const bare = frame.kind === 'item' && parts.length === 1 ? only?.inner : undefined;
  const inner = bare ?? parts.map((part) => part.html).join('');
  return { tag: frame.tag, html: `${frame.start}${inner}</${frame.tag}>`, parts };
}

function finishHeading(frame: Frame): Part {
  const [line] = frame.parts;
  if (line?.tag !== 'images') return wrap(frame, frame.parts);
  return { tag: 'p', html: `<p>${line.html}</p>`, inner: line.html, images: line.html };
}

/** A table of one cell is layout, not a table. */
function finishTable(frame: Frame): readonly Part[] {
  const rows = frame.parts.flatMap((part) => (part.tag === 'tr' ? [part] : (part.parts ?? [])));
  const captioned = frame.parts.some((part) => part.tag === 'caption');
  const cells = rows[0]?.parts ?? [];
  if (!captioned && rows.length === 1 && cells.length === 1) return cells[0]?.parts ?? [];
  return [wrap(frame, frame.parts)];
}

/** A figure without picture and caption is its content; several captions become one. */
function finishFigure(frame: Frame): readonly Part[] {
  const captions = frame.parts.filter((part) => part.tag === 'figcaption');
  const pictured = frame.parts.some((part) => part.html.includes('<img '));
  if (!pictured && captions.length === 0) return frame.parts;
  const [first] = captions;
  const parts = frame.parts.flatMap((part) => {
    if (part.tag !== 'figcaption') return [withBareImages(part)];
    return part === first ? [joined(captions)] : [];
  });
  return [wrap(frame, parts)];
}

/** Captions as one, each on its line. */
function joined(captions: readonly Part[]): Part {
  const [first, ...others] = captions;
  const lines = others.flatMap((part) => part.parts ?? []).map((line) => `<br>${line.html}`);
  const end = '</figcaption>';
  const html = first?.html.slice(0, -end.length) ?? '<figcaption>';
  return { tag: 'figcaption', html: html + lines.join('') + end };
}

function withBareImages(part: Part): Part {
  return part.images === undefined ? part : { tag: 'images', html: part.images };
}
