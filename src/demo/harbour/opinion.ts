import type { Story } from '../story.ts';

const bellLeader: Story = {
  id: '201',
  path: '/harbour/opinion/in-praise-of-a-slow-clock',
  channel: 'opinion',
  section: 'Opinion',
  title: 'In praise of a slow clock',
  summary: 'The Customs House clock is eleven minutes behind the world. Leave it so.',
  authors: ['The Courier'],
  edition: 1,
  ageMinutes: 1500,
  dates: 'open-graph',
  body: [
    'There is a clock in this town that has been wrong for longer than any of us has been right. It stands eleven minutes behind the hour, it has done so since a gull was caught in the works in the year of the great frost, and every few years a kind person with a ladder offers to mend it. We hope that the offer will once again be politely declined.',
    'Nobody has missed a boat by it. People who live here add eleven without noticing, as one steps over a loose paving stone outside one’s own door. Visitors are told within the hour, usually by a child, and are thereby introduced to a child. The clock has made more acquaintances than the tourist office.',
    'A town needs a few things that everybody knows and that are written down nowhere. They are how we recognise each other. It is no great thing to know that the third step is slippery, that the butcher is shut on the Wednesday after the regatta, that you must not say “rabbit” on a boat. But those who know such things have been paying attention to the same place, and that is most of what it means to belong to it.',
    'There is a harder argument. A public clock, it is said, is a public promise, and a promise ought to be kept. We agree, and would point out that this one is. It promises eleven minutes late, and it has not once in seventy years been ten.',
    'So let the new tenants, if new tenants there are, mend the roof and sweep out the pigeons. Let them oil the works and gild the hands. But let them leave the hands where they are. We shall get there in the end; and, by that clock, we shall always be in good time.',
  ],
};

const museumColumn: Story = {
  id: '202',
  path: '/harbour/opinion/what-the-oyster-knows',
  channel: 'opinion',
  section: 'Opinion',
  title: 'Sabine Holloway: what the oyster knows about planning',
  summary: 'An oyster bed takes five years. A five-year plan takes rather longer.',
  authors: ['Sabine Holloway'],
  edition: 1,
  ageMinutes: 3900,
  dates: 'visible',
  body: [
    'My grandfather put down oysters in the lee of Gull Island in a year when everybody was giving up. He was sixty-eight. It takes five years to raise an oyster worth the name, and the neighbours did the sum and were kind about it. He ate the first dozen on his seventy-fourth birthday and sold the rest to the neighbours.',
    'I think of him when I read the county’s Vision for the Coast, which came through my door last week on very good paper. It has a section on oysters. It says that the oyster will be “leveraged”. I have opened some thousands of oysters in my life, and I can say that a lever is exactly what you need, and that you should mind your thumb.',
    'The trouble with the Vision is not that it looks too far ahead but that it looks the same distance in every direction. Everything in it is to happen by the same date: the cycle path, the wind school, the seals. Nothing in it has to happen before anything else. But on a real coast everything waits for something. The path waits for the wall, the wall waits for the tides, and the oyster waits for the water to be clean, and is not interested in the date.',
    'If I might propose an amendment, it would be a short one. Let each promise in the book name the thing that it is waiting for. I suspect we should find that nine tenths of them wait for the same two or three, and that these are drains.',
    'Nobody will print drains on very good paper. But my grandfather’s first act, before he bought a single oyster, was to walk up the creek with a spade and find out what was coming down it.',
  ],
};

const letters: Story = {
  id: '203',
  path: '/harbour/opinion/letters-bell-and-bicycles',
  channel: 'opinion',
  section: 'Letters',
  title: 'Letters: the ferry bell, bicycles, and a correction to a poem',
  summary: 'Readers write about a bell, a wet deck and the word “harbour”.',
  authors: ['Readers of the Courier'],
  edition: 2,
  dates: 'open-graph',
  body: [
    { kind: 'heading', text: 'The bell' },
    'Sir, I was delighted to read that [the ferry bell has been found](/harbour/town/evening-ferry-returns). It hung outside my parents’ window for twenty years, and I can tell those who have taken the flats at Customs Steps that they will stop hearing it in about the third week. They will then wake in a fright whenever it does not ring. G. Tolliver, Chandler’s Row.',
    { kind: 'heading', text: 'Bicycles' },
    'Sir, “Bicycles are carried when the deck is dry.” I have lived on Gull Island for fifty-one years and have yet to see it. May we hope that the rule will be applied in the spirit in which the rest of the timetable always was? Amos Pettifer, the Old School, Gull Island.',
    'Sir, could room be found for a few hooks along the rail, as on the boats across the bay? A bicycle hung up by its front wheel takes less room than a passenger and complains less. Dr N. Vance, Wendhead.',
    { kind: 'heading', text: 'A correction' },
    'Sir, in the poem by Class Four that you printed on Tuesday, the last line should read “and all the lamps come home to harbour”, and not “to Harold”. Class Four would like it known that there is no Harold. B. Escott, Headland School.',
    'Letters should reach us by noon on the day before publication, at 3 Customs Steps, and may be shortened. We are always sorry about the ones that we lose.',
  ],
};

export const opinion: readonly Story[] = [bellLeader, museumColumn, letters];
