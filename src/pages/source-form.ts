import type { SourceSettings } from './keeping-views.ts';
import type { Desk } from './layout.ts';
import { type Markup, markup } from './markup.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const usual = [15 * minute, hour, 6 * hour, day, 7 * day];
const bodies = ['page', 'feed', 'fuller'] as const;

/** The fields of what a source is followed with. */
export function settingFields(desk: Desk, settings: SourceSettings): Markup {
  const { say } = desk;
  const { name, folder, folders, body } = settings;
  return markup`<p><label for="name">${say('sourceName')}</label>
<input id="name" name="name" value="${name}" maxlength="200" autocomplete="off" dir="auto" required></p>
<p><label for="folder">${say('sourceFolder')}</label>
<input id="folder" name="folder" value="${folder}" maxlength="200" autocomplete="off" dir="auto" list="folders" aria-describedby="folder-hint">
<small id="folder-hint">${say('sourceFolderHint')}</small></p>
<datalist id="folders">${folders.map((one) => markup`<option value="${one}"></option>`)}</datalist>
<p><label for="body">${say('sourceBody')}</label>
<select id="body" name="body">${bodies.map((one) => option(one, say(`body.${one}`), one === body))}</select></p>
<p><label for="every">${say('sourceEvery')}</label>
<select id="every" name="every">${intervals(desk, settings)}</select></p>`;
}

const option = (value: string | number, shown: Markup, isChosen: boolean): Markup =>
  markup`<option value="${value}"${isChosen && markup` selected`}>${shown}</option>`;

function intervals(desk: Desk, { pollSeconds }: SourceSettings): readonly Markup[] {
  const all = new Set([...usual, ...(pollSeconds === undefined ? [] : [pollSeconds])]);
  const fixed = [...all].sort((one, other) => one - other);
  return [
    option('auto', desk.say('every.auto'), pollSeconds === undefined),
    ...fixed.map((seconds) => option(seconds, spanOf(desk, seconds), seconds === pollSeconds)),
  ];
}

function spanOf({ say }: Desk, seconds: number): Markup {
  if (seconds % day === 0) return say('every.days', { n: seconds / day });
  if (seconds % hour === 0) return say('every.hours', { n: seconds / hour });
  return say('every.minutes', { n: Math.max(1, Math.round(seconds / minute)) });
}
