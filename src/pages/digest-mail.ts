import type { EditChange, Instant } from '../model/index.ts';
import { languageAttributes } from './language.ts';
import type { Locale } from './locale.ts';
import { type Markup, markup, type Piece, written } from './markup.ts';
import { messageTables } from './messages.ts';
import { type Speak, speakerOf } from './speak.ts';

/** What a mail tells. */
export interface DigestView {
  readonly id: string;
  readonly of: 'articles' | 'edits' | 'saved';
  /** Of the saved search. */
  readonly name?: string;
  readonly archiveTitle: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly items: readonly DigestLine[];
  /** How many there are besides these. */
  readonly more: number;
}

export interface DigestLine {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Where it is read; http or https. */
  readonly href: string;
  readonly outlet: string;
  readonly at: Instant;
  /** The first words. */
  readonly lead: string;
  readonly changes?: readonly EditChange[];
}

/** A mail: the same in plain text and in HTML. */
export interface DigestMail {
  /** On one line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const style = {
  page: 'margin:0;padding:16px;background:#fcfbf9;color:#1b1a18;font-family:Charter,Georgia,serif;font-size:16px;line-height:1.5',
  sheet: 'width:100%;max-width:640px;margin:0 auto;border-collapse:collapse',
  head: 'padding:0 0 8px;border-bottom:2px solid #1b1a18;font-size:22px;font-weight:bold',
  item: 'padding:12px 0;border-bottom:1px solid #dcd8d0;vertical-align:top',
  title: 'color:#1b1a18;font-size:18px;font-weight:bold;text-decoration:none',
  quiet: 'color:#5f5b54;font-size:13px',
  removed: 'background:#f9e3de;color:#7c1d14',
  added: 'background:#dff0e0;color:#17512a;text-decoration:none',
};

/**
 * A digest as a mail, in the archive's look: tables and styles in their place, as mail programs take
 * them. Nothing in it is loaded from anywhere, and no link says who follows it. All that outlets wrote
 * is escaped.
 */
export function digestMail(view: DigestView): DigestMail {
  const heading = headingOf(view);
  const count = view.items.length + view.more;
  return {
    subject: `${oneLine(view.archiveTitle)}: ${heading} (${count})`.slice(0, 200).toWellFormed(),
    text: textOf(view, heading),
    html: htmlOf(view, heading),
  };
}

function headingOf({ of, name = '', locale }: DigestView): string {
  const { digestArticles, digestEdits, digestSaved } = messageTables[locale];
  if (of === 'articles') return digestArticles;
  return of === 'edits' ? digestEdits : digestSaved.replace('{name}', () => oneLine(name));
}

function htmlOf(view: DigestView, heading: string): string {
  const { archiveTitle, id, items, locale, more } = view;
  const say = speakerOf(locale);
  return written(markup`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${heading}</title></head>
<body style="${style.page}">
<table role="presentation" style="${style.sheet}">
<tr><td style="${style.head}">${archiveTitle} · ${heading}</td></tr>
${items.map((item) => itemRow(view, say, item))}
<tr><td style="padding:12px 0;${style.quiet}">${more > 0 && markup`${say('digestMore', { n: more })}<br>`}${say('digestWhy', { archive: archiveTitle, id })}</td></tr>
</table>
</body></html>
`);
}

function itemRow(view: DigestView, say: Speak, item: DigestLine): Markup {
  const { title, language, href, outlet, at, lead, changes } = item;
  const language_ = languageAttributes(language);
  const beneath =
    changes === undefined
      ? markup`<div${language_}>${lead}</div>`
      : changes.slice(0, 5).map((change) => changeOf(say, change, language_));
  return markup`<tr><td style="${style.item}"><a href="${webOnly(href)}" style="${style.title}"${language_}>${title.trim() || say('untitled')}</a>
<div style="${style.quiet}">${outlet} · ${momentOf(view, at)}</div>
${beneath}</td></tr>`;
}

function changeOf(say: Speak, { kind, before, after }: EditChange, language: Piece): Markup {
  return markup`<div><span style="${style.quiet}">${say(`edit.${kind}`)}</span> <span${language}>${
    before !== undefined && markup`<del style="${style.removed}">${shortened(before)}</del> `
  }${after !== undefined && markup`<ins style="${style.added}">${shortened(after)}</ins>`}</span></div>`;
}

function textOf(view: DigestView, heading: string): string {
  const { archiveTitle, id, items, locale, more } = view;
  const { digestMore, digestWhy } = messageTables[locale];
  const form = more === 1 && 'one' in digestMore ? String(digestMore.one) : digestMore.other;
  const lines = [
    `${oneLine(archiveTitle)} · ${heading}`,
    ...items.flatMap((item) => itemLines(view, item)),
    ...(more > 0 ? ['', form.replace('{n}', String(more))] : []),
    '',
    '-- ',
    digestWhy.replace('{archive}', () => oneLine(archiveTitle)).replace('{id}', () => id),
  ];
  return `${lines.join('\n')}\n`;
}

function itemLines(view: DigestView, item: DigestLine): string[] {
  const messages = messageTables[view.locale];
  const changes = item.changes?.slice(0, 5).map(({ kind, before, after }) => {
    const words = [before, after].flatMap((one) =>
      one === undefined ? [] : [`“${oneLine(shortened(one))}”`],
    );
    return `  ${messages[`edit.${kind}`]}: ${words.join(' → ')}`;
  });
  return [
    '',
    oneLine(item.title) || messages.untitled,
    `${oneLine(item.outlet)} · ${momentOf(view, item.at)}`,
    ...(changes ?? [oneLine(item.lead)]),
    webOnly(item.href),
  ];
}

/** Words of others on one line, without controls. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

const shortened = (text: string): string =>
  text.length <= 200 ? text : `${text.slice(0, 200).toWellFormed()}…`;

/** No other scheme is a link. */
const webOnly = (href: string): string => (/^https?:\/\//i.test(href) ? href : '');

/** `YYYY-MM-DD HH:MM` by the clock of the digest's time zone. */
const momentOf = ({ timeZone }: DigestView, at: Instant): string =>
  new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  } as const).format(Date.parse(at));
