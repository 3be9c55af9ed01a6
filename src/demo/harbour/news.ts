import type { Block, Story } from '../story.ts';

/** The path the feed gives the tide mill's story, the one in between, and where it really is. */
export const tideHops = [
  '/harbour/go/123',
  '/harbour/story/123',
  '/harbour/town/tide-mill-grinds-again',
] as const;

const ferry: Story = {
  id: '101',
  path: '/harbour/town/evening-ferry-returns',
  channel: 'main',
  section: 'Town',
  title: 'Evening ferry to Gull Island returns after nine years',
  summary:
    'The last boat home will leave at half past nine again from Monday, after islanders raised the money for a second crew.',
  authors: ['Maud Ferrow'],
  edition: 1,
  ageMinutes: 190,
  dates: 'json-ld',
  body: [
    'The evening ferry between Saltmere and Gull Island, withdrawn nine winters ago to save fuel, will run again from Monday. The harbour board agreed on Thursday night to lease the spare boat, the Petrel, to a company owned by the islanders themselves.',
    {
      kind: 'figure',
      scene: 'harbour-dawn',
      alt: 'Two small sailing boats on a calm harbour at sunrise',
      caption:
        'The Petrel at her mooring below Customs Steps, where she has spent most of the year.',
      credit: 'Orla Pemsel',
    },
    'For the 212 people who live on the island the change is larger than a line in a timetable. Since the late boat stopped, anybody who wanted to see a film, sit an evening class or visit a relative in the cottage hospital has had to find a bed in town for the night.',
    {
      kind: 'quote',
      text: 'My daughter was eleven when it stopped and she is twenty now. She has never once come home from a concert on the same day.',
      by: 'Hester Quill, who keeps the island shop',
    },
    'Mrs Quill and four neighbours began collecting in the spring of last year. They needed £41,000 to train a second crew and insure the boat, and had reached it by harvest, helped by a sale of marmalade that went on, she said, until there was no sugar left on the island.',
    { kind: 'heading', text: 'Three boats an evening' },
    'The Petrel will cross at half past six, eight and half past nine from Monday to Saturday. A single fare is £2.40, and children under twelve travel free with an adult. Bicycles are carried when the deck is dry.',
    'The harbour master, Tobias Wren, said the lease would run for three years and could be ended by either side at six months’ notice. “If people use it, it stays,” he said. “If they only like the idea of it, it will not.”',
    'Those who remember the old service will notice one difference. The bell that used to call passengers from the Anchor has been found in a cellar, cleaned and hung at the head of the steps, and it will be rung by hand five minutes before each crossing.',
  ],
};

const wallBody: readonly Block[] = [
  'Repairs to the north harbour wall will begin in March and should be finished before the herring fleet returns in September, Saltmere Town Council decided on Wednesday by eleven votes to four.',
  'The council set aside £2.4 million for the work, most of it from the coastal fund and the rest from reserves. Nobody’s rates will rise on account of the wall, the treasurer, Ines Calloway, told members.',
  'Divers who inspected the wall in August found that the sea had carried away the packing behind some forty blocks near the old light. None has moved so far, but a row of them rings hollow when struck, and the walkway above has been closed since the first autumn gale.',
  {
    kind: 'quote',
    text: 'It has stood for a hundred and sixty years because somebody always looked after it. We are only the next in line.',
    by: 'Councillor Edwin Tarrow, who chairs the harbour committee',
  },
  'The four who voted against did not dispute the need. They wanted the council to wait for a second tender, since only one firm had offered to work between the tides at night, when the quay is free of boats.',
  'Fishermen will lose eleven berths while the blocks are lifted. The harbour master has promised them room on the south quay, where the pleasure boats lie, and said that the owners of the pleasure boats would be told shortly.',
];

/** What the silent edit puts in the wall story's second paragraph. */
export const harbourWallEdit =
  'The council set aside £3.1 million for the work, a third of it from the coastal fund and the rest from reserves. A supplement of £18 a household will be added to next year’s rates, the treasurer, Ines Calloway, told members.';

export const harbourWall: Story = {
  id: '102',
  path: '/harbour/town/north-wall-repairs',
  channel: 'main',
  section: 'Town',
  title: 'Council sets aside £2.4 million for the north harbour wall',
  summary: 'Work will begin in March and eleven berths will be lost while the blocks are lifted.',
  authors: ['Jonas Abelard'],
  edition: 1,
  ageMinutes: 1310,
  dates: 'open-graph',
  body: wallBody,
  changes: [
    {
      edition: 2,
      silent: true,
      title: 'Households to help pay for the north harbour wall',
      body: wallBody.with(1, harbourWallEdit),
    },
  ],
};

const roadBody: readonly Block[] = [
  'The coast road between Saltmere and Wendhead was closed shortly after four this morning when the sea came over the wall at Drake’s Corner and took about thirty metres of the seaward lane with it.',
  {
    kind: 'figure',
    scene: 'coast-road',
    alt: 'A grey road running between green hills and the sea',
    caption:
      'The road at Drake’s Corner in calmer weather. The seaward lane is the one that has gone.',
    credit: 'Courier archive',
  },
  'Nobody was hurt. The driver of a milk lorry, the last vehicle to pass, said he had felt the road “go soft, like driving over a mattress”, and had telephoned the police from the next lay-by.',
  'Traffic is being sent inland by way of Upper Thorley, which adds twenty-five minutes to the journey. The number 9 bus will turn round at the golf links until further notice, and pupils from Wendhead have been told to stay at home today.',
  'The county’s engineer, Petra Lindqvane, said that she could not put a date on the reopening before the next two high tides had passed. “We need to see what is left underneath,” she said. “The part you can see is the cheap part.”',
  'High water tonight is at twenty to five and again at ten past five tomorrow morning, with the wind expected to back to the south-west and ease.',
];

export const stormRoad: Story = {
  id: '103',
  path: '/harbour/coast/coast-road-closed',
  channel: 'main',
  section: 'Coast',
  title: 'Coast road closed as storm takes the seaward lane',
  summary:
    'Traffic is being sent through Upper Thorley after the sea broke the wall at Drake’s Corner.',
  authors: ['Orla Pemsel', 'Jonas Abelard'],
  edition: 1,
  ageMinutes: 415,
  dates: 'json-ld',
  body: roadBody,
  changes: [
    {
      edition: 2,
      silent: false,
      title: 'Coast road to reopen in one lane before the weekend',
      path: '/harbour/coast/coast-road-to-reopen',
      body: [
        'One lane of the coast road between Saltmere and Wendhead will reopen before the weekend, the county said this afternoon, with traffic lights at Drake’s Corner and a limit of twenty miles an hour.',
        ...roadBody.slice(1, 4),
        'Two high tides have now passed without further loss. The county’s engineer, Petra Lindqvane, said the clay beneath the landward lane was sound, and that lorries of more than twelve tonnes would still have to go inland. Rebuilding the seaward lane will take until the spring.',
      ],
    },
  ],
};

const tideMill: Story = {
  id: '123',
  path: tideHops[2],
  feedPath: tideHops[0],
  channel: 'main',
  section: 'Town',
  title: 'The tide mill grinds its first flour since 1938',
  summary:
    'Volunteers spent six years on the wheel. The first sack went to the baker across the lane.',
  authors: ['Maud Ferrow'],
  edition: 1,
  ageMinutes: 1750,
  dates: 'visible',
  body: [
    'At eleven minutes past seven on Tuesday evening, with the tide running out of the mill pond and some sixty people holding their breath, the great wheel of Saltmere tide mill shuddered, stopped, thought better of it, and turned.',
    'A quarter of an hour later the first flour since 1938 came down the wooden spout, grey and rather coarse, into the hands of Ruth Ormeley, who has led the volunteers for six years and who declared it the finest she had ever seen.',
    'The mill works on a simple plan. The flood tide fills the pond through a gate which the sea itself pushes open; when the tide turns, the gate falls shut, and the miller lets the water out under the wheel. There are two grindings a day, each about fifty minutes later than the day before, which is why millers in this town never kept regular hours.',
    { kind: 'heading', text: 'Oak, grease and patience' },
    'Nearly all of the wheel is new. The volunteers used oak from the estate at Thorley, felled and left to season for three years, and cut the cogs from apple wood, as their predecessors had. Only the iron shaft is original; it was found to be straight to within the thickness of a coin.',
    {
      kind: 'list',
      items: [
        'The mill is open on Saturdays when the ebb falls in daylight.',
        'Admission is free; stout shoes are advised.',
        'Flour is sold by the pound at the door, while it lasts.',
      ],
    },
    'The first sack was carried across the lane to the bakery, where it made eighty-four loaves. They were gone by nine the next morning. The baker said that customers had described the taste as “interesting”, and that he had put his name down for the second sack.',
  ],
};

export const sailingClub: Story = {
  id: '105',
  path: '/harbour/town/sailing-club-customs-house',
  channel: 'main',
  section: 'Town',
  title: 'Sailing club in talks to take over the old Customs House',
  summary: 'Members would restore the ground floor; the clock tower would stay with the town.',
  authors: ['Jonas Abelard'],
  edition: 1,
  ageMinutes: 2480,
  dates: 'open-graph',
  body: [
    'Saltmere Sailing Club is negotiating to leave its wooden clubhouse on the shingle and move into the old Customs House, the Courier understands. The building has stood empty since the tax office left it, and pigeons have had the use of the upper floor.',
    'Under a draft seen by this newspaper the club would take the ground floor and the boat store for thirty years at a token rent, and would in return mend the roof, the drains and the long room in which captains once swore to their cargoes.',
    'The clock tower would remain with the town, which winds the clock. It has been eleven minutes slow for as long as most people can remember, and a clause in the draft forbids the club to correct it without permission.',
    'The club’s secretary would say only that talks were friendly and that nothing had been signed. Two members of the council’s property committee confirmed that the plan would come before them next month.',
    'Not everyone is persuaded. Residents of Chandler’s Row, behind the building, fear the noise of halyards in a wind, and have asked for an undertaking that masts will be lowered in winter. The club’s present neighbours, who are mostly oystercatchers, have not been consulted.',
  ],
};

export const fireworksFine: Story = {
  id: '106',
  path: '/harbour/town/chandler-fined-fireworks',
  channel: 'main',
  section: 'Town',
  title: 'Chandler fined for keeping fireworks under the stairs',
  summary: 'Forty kilograms of rockets were found in a cupboard beside the boiler.',
  authors: ['Lettice Marrable'],
  edition: 1,
  ageMinutes: 3150,
  dates: 'visible',
  body: [
    'A ship’s chandler who kept forty kilograms of fireworks in a cupboard under his stairs, next to the boiler, was fined £600 by Saltmere magistrates on Monday and ordered to pay £85 towards the cost of removing them.',
    'The court heard that the rockets and Roman candles had been bought for last year’s regatta, which was called off because of the wind, and had been put away “just until the weekend”. They were noticed in October by a man who had come to read the meter.',
    'The defendant, who admitted storing explosives without a licence, told the bench that he had forgotten about them. Asked whether he had not seen them each time he fetched the vacuum cleaner, he replied that this was a fair question.',
    {
      kind: 'quote',
      text: 'You are a respected tradesman and you sell fire extinguishers. The irony will not have escaped you.',
      by: 'The chairman of the bench',
    },
    'The fireworks have been taken to the quarry at Thorley. The fire service said they would be let off there under supervision on a date that would be announced, and that the public would be welcome.',
  ],
};

export const libraryHours: Story = {
  id: '107',
  path: '/harbour/town/library-open-on-sundays',
  channel: 'main',
  section: 'Town',
  title: 'Library to open on Sundays for the first time',
  summary: 'Readers asked for it in every survey since 1974. From next month they will have it.',
  authors: ['Lettice Marrable'],
  edition: 1,
  ageMinutes: 830,
  dates: 'json-ld',
  body: [
    'Saltmere’s public library will open its doors on Sunday afternoons from next month, ending a rule that has stood since the building was given to the town by a Sabbath-keeping rope maker.',
    'The hours will be one until five. Two of the five staff have offered to work them in exchange for Mondays, and the rest of the rota will be filled by volunteers, who may issue and receive books but may not, the librarian said, recommend them.',
    'Every survey of readers since 1974 has put Sunday opening at the head of its wishes. What changed this year was the heating. A new boiler, fed with wood from the council’s own trees, costs so little to run that leaving it lit over the weekend is cheaper than letting the building go cold.',
    'The children’s room will have a story hour at two. The local history collection, which holds every number of the Courier since the first, will be open by appointment, and those who come to read old newspapers are asked to bring pencils and not pens.',
    'The trust deed that forbade Sunday opening was set aside by the charity commissioners in September. It also forbids novels, but nobody has tried to enforce that since 1911.',
  ],
  failures: 2,
};

export const fishPrices: Story = {
  id: '108',
  path: '/harbour/coast/herring-at-a-ten-year-low',
  channel: 'main',
  section: 'Coast',
  title: 'Herring at a ten-year low as boats stay in port',
  summary: 'Prices on the quay fell for a third week. Crab went the other way.',
  authors: ['Orla Pemsel'],
  edition: 1,
  ageMinutes: 2070,
  dates: 'open-graph',
  body: [
    'Herring changed hands at 92 pence a kilogram on the north quay on Friday, the lowest price for ten years, and half of the boats that usually land on that day had not troubled to go out.',
    {
      kind: 'figure',
      scene: 'market-hall',
      alt: 'A long brick market hall with seven arches',
      caption: 'The fish market on a quiet morning. The auction bell is at the far end.',
      credit: 'Orla Pemsel',
      lazy: true,
    },
    'The trouble, the auctioneer said, was not that there were too few fish but too many, and all in the same week. The shoals arrived late off Wendhead and came in close, and boats from three harbours found them on the same morning.',
    {
      kind: 'table',
      caption: 'Prices on the north quay, pence a kilogram',
      head: ['Fish', 'This week', 'Last week', 'A year ago'],
      rows: [
        ['Herring', '92', '108', '141'],
        ['Mackerel', '205', '198', '187'],
        ['Brown crab', '415', '380', '362'],
        ['Plaice', '330', '334', '318'],
      ],
    },
    'Crab has gone the other way. The same gales that pushed the herring inshore have kept the pots on the bottom unlifted for days at a time, and what does come up is bid for eagerly by the hotels.',
    'The smokehouse on Kiln Lane has taken on two more hands and is buying all the herring it can hang. Its owner said that kippers made from this week’s fish would be ready in time for the regatta, “and there will be no excuse for anybody not to eat one”.',
  ],
};

export const firstNews: readonly Story[] = [
  ferry,
  harbourWall,
  stormRoad,
  tideMill,
  sailingClub,
  fireworksFine,
  libraryHours,
  fishPrices,
];
