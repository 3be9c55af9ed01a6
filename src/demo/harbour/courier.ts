import type { Outlet, Story } from '../story.ts';
import { laterNews } from './later.ts';
import { regatta } from './live.ts';
import { firstNews } from './news.ts';
import { opinion } from './opinion.ts';

export const courier: Outlet = {
  name: 'The Harbour Courier',
  language: 'en-GB',
  home: '/harbour/',
  stories: [...firstNews, regatta, ...opinion, ...laterNews],
  filler: tideNote,
};

const winds = ['light from the west', 'fresh from the south-west', 'calm', 'brisk from the north'];

/** The daily tide note that fills the editions after the last one with news. */
function tideNote(edition: number): Story {
  const wind = winds[edition % winds.length] ?? 'calm';
  const metres = (3.6 + (edition % 9) / 10).toFixed(1);
  return {
    id: `tide-${edition}`,
    path: `/harbour/coast/tide-note-${edition}`,
    channel: 'main',
    section: 'Coast',
    title: `Tide note no. ${edition}: high water at ${metres} metres`,
    summary: `The harbour master’s note for edition ${edition}: wind ${wind}.`,
    authors: ['The harbour office'],
    edition,
    dates: 'open-graph',
    body: [
      `This is the harbour master’s note number ${edition}. High water on the north quay will reach ${metres} metres on the board below Customs Steps, which is within the usual range for the season.`,
      `The wind is expected to be ${wind}. Boats on the outer moorings should double their lines overnight as a matter of course, and skippers are reminded that the walkway on the north wall is still closed.`,
      'The evening ferry will cross at half past six, eight and half past nine. The bell will be rung five minutes before each crossing.',
      `The next note will be number ${edition + 1}. Questions may be put to the harbour office, first door on the left, which is open while the flag is up.`,
    ],
  };
}
