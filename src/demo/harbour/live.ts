import type { Story } from '../story.ts';

/** The live page: it grows with each edition that carries news. */
export const regatta: Story = {
  id: '109',
  path: '/harbour/live/lantern-regatta',
  channel: 'main',
  section: 'Live',
  title: 'Live: the Lantern Regatta, as it happens',
  summary:
    'Sixty-one boats, one harbour and no electric light: follow the night with our reporters.',
  authors: ['Maud Ferrow', 'Lettice Marrable'],
  edition: 1,
  ageMinutes: 70,
  dates: 'json-ld',
  body: [
    'The Lantern Regatta opens this evening for the first time in two years. Sixty-one boats have entered, each of which must carry at least one paper lantern, lit, from Customs Steps to the island and back. We shall add to this page for as long as there is something to tell. The newest note is at the top.',
    {
      kind: 'figure',
      scene: 'lantern-night',
      alt: 'Rows of orange lanterns above a boat on dark water',
      caption: 'Lanterns over the inner harbour at the rehearsal.',
      credit: 'Orla Pemsel',
    },
  ],
  live: [
    {
      edition: 1,
      minutesBefore: 65,
      text: 'Good evening from the steps. The wind is light, from the west, and the harbour master has declared the water fit. The first lantern of the night was lit by Hester Quill of Gull Island with a match she had brought for the purpose.',
    },
    {
      edition: 1,
      minutesBefore: 48,
      text: 'Fifty-eight of sixty-one boats have come to the line. Two are in the mud at Thorley creek, and one crew has gone home to feed a cat.',
    },
    {
      edition: 1,
      minutesBefore: 31,
      text: 'They are off. From the quay it looks as if somebody had tipped a box of embers into the sea. There is no sound but oars and the band, which is playing more slowly than usual so as not to run out of tunes.',
    },
    {
      edition: 1,
      minutesBefore: 9,
      text: 'The scouts lead at the first buoy. Their lantern is a whale, and it spouts.',
    },
    {
      edition: 2,
      minutesBefore: 55,
      text: 'The leaders have rounded the island. The scouts were overtaken by the bakers, whose lantern, a cottage loaf, is said to be baked and not made of paper at all. The jury is looking at the rules.',
    },
    {
      edition: 2,
      minutesBefore: 27,
      text: 'Nine lanterns are out. A rule as old as the race says that a dark boat must ask a light from its nearest rival, and that the rival may not refuse. We have just seen the sailing club take fire from the milk lorry drivers.',
    },
    {
      edition: 2,
      minutesBefore: 4,
      text: 'The first boat is home: the lifeboat cadets, in fifty-two minutes, with their lighthouse still turning. The crowd on the steps is four deep, and the kippers are gone.',
    },
    {
      edition: 3,
      minutesBefore: 40,
      text: 'All are in but one. The last lantern, a very small moon, is being rowed by two brothers aged nine and seven, with the harbour launch thirty metres behind and pretending not to follow.',
    },
    {
      edition: 3,
      minutesBefore: 18,
      text: 'The small moon is home, to the loudest cheer of the night. The jury has decided that bread may be a lantern if a candle stands in it.',
    },
    {
      edition: 3,
      minutesBefore: 2,
      text: 'The prizes: the cadets for speed, the bakers for their loaf, the brothers for good seamanship. With that the bell has been rung and we are closing this page. Good night from Saltmere.',
    },
  ],
};
