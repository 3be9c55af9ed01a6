import type { Story } from '../story.ts';

const seaPool: Story = {
  id: '110',
  path: '/harbour/coast/sea-pool-to-be-reopened',
  channel: 'main',
  section: 'Coast',
  title: 'Sea pool to be reopened by public vote',
  summary: 'Seven in ten voters want the Victorian pool below the lighthouse filled again.',
  authors: ['Orla Pemsel'],
  edition: 2,
  dates: 'json-ld',
  body: [
    'The sea pool below the lighthouse, dry since its sluice rusted through, is to be filled again. In a vote that closed at noon today 4,118 residents were in favour and 1,702 against, a majority that surprised even those who had asked for it.',
    {
      kind: 'figure',
      scene: 'lighthouse',
      alt: 'A white lighthouse with a red gallery on a dark headland',
      caption: 'The pool lies in the rocks to the left of the lighthouse, out of the picture.',
      credit: 'Orla Pemsel',
    },
    'The pool was cut from the rock by unemployed quarrymen and is forty metres long. Each spring tide rinses it without help from anybody. Generations of Saltmere children learned to swim there, in water that the town’s old guidebook calls “bracing” on one page and “frankly cold” on the next.',
    'A new sluice of oak and bronze will cost £64,000. The swimmers’ association has £22,000 in hand and will look for the rest over the winter. The council has promised to repair the steps and to put back the rail.',
    {
      kind: 'quote',
      text: 'I voted against it because I thought that nobody would come. Then I stood in the queue to vote and saw who was in it.',
      by: 'Councillor Edwin Tarrow',
    },
    'Those who opposed the plan said that the money would be better spent on the bath in the leisure centre, which is warm and has a slide. They have been invited to the first swim, on the first of May, and several have accepted.',
  ],
};

const weatherBooks: Story = {
  id: '111',
  path: '/harbour/town/headland-school-weather-station',
  channel: 'main',
  section: 'Town',
  title: 'School’s weather records fill a gap of thirty years',
  summary: 'Exercise books kept by pupils turn out to be the only readings for this coast.',
  authors: ['Lettice Marrable'],
  edition: 2,
  dates: 'visible',
  body: [
    'When the official weather station at Wendhead was shut to save money, scientists lost sight of this stretch of coast for thirty years. Or so they thought. It turns out that the children of Headland School were writing it all down.',
    'The exercise books, 214 of them, were found in a cupboard during repairs to the roof. Every school day at nine and at three, two pupils had read a thermometer, a rain gauge and a wind vane in the playground, and had entered the figures in ink, with remarks.',
    'Dr Ansel Brandreth of the coastal institute has compared a year of them with instruments on a passing ship and says that they agree to within half a degree. “They are better than some professional series I have worked with,” he said. “Professionals get bored.”',
    {
      kind: 'list',
      items: [
        'The coldest morning recorded was minus 9.5 degrees, with the remark “ink froze, used pencil”.',
        'The wettest day brought 71 millimetres and the remark “Mr Hobb fell in”.',
        'On 312 days the wind vane is described as “stuck”.',
      ],
    },
    'Volunteers will copy the books out over the winter so that the figures can be published for everyone to use. Former pupils are invited to come and find their own handwriting. The school has put a new thermometer on the old post, and the present Class Four has begun at book 215.',
  ],
};

const sealCount: Story = {
  id: '112',
  path: '/harbour/coast/seals-counted-from-the-air',
  channel: 'main',
  section: 'Coast',
  title: 'Seal count passes a thousand for the first time',
  summary: 'The colony on the Wend sands has doubled since the nets were moved.',
  authors: ['Orla Pemsel'],
  edition: 3,
  dates: 'open-graph',
  body: [
    'There are 1,043 grey seals on the Wend sands, according to a count made from a light aircraft on Sunday morning. It is the first time that the colony has passed a thousand, and about twice as many as were found six years ago.',
    'The counters flew along the edge of the sands at low water and took some four hundred photographs, which were then laid side by side on the floor of the church hall. Three people went over them separately with coloured pencils. Their totals differed by eleven.',
    'The wardens give most of the credit to the fishermen, who agreed to move their fixed nets half a mile to the south. Fewer pups are caught in them, and the catch, which everybody had expected to fall, has not.',
    {
      kind: 'quote',
      text: 'They look at you as if you owed them money. But I would miss them.',
      by: 'Amos Pettifer, who has fished off Gull Island for forty years',
    },
    'Visitors are asked to stay behind the posts until the end of January and to keep dogs on a lead. Pups that lie alone on the beach have not been abandoned, and should on no account be put back into the sea. Last winter this was done to the same pup four times.',
  ],
};

const marketRoof: Story = {
  id: '113',
  path: '/harbour/town/market-hall-roof-finished',
  channel: 'main',
  section: 'Town',
  title: 'Market hall roof finished two weeks early and under budget',
  summary: 'The slaters found the original drawings nailed inside the roof.',
  authors: ['Jonas Abelard'],
  edition: 3,
  dates: 'json-ld',
  body: [
    'The last slate was laid on the roof of Saltmere market hall at midday today, a fortnight ahead of time and £9,000 under budget, to the visible embarrassment of a council that had set aside money for the opposite.',
    'The slaters owe it to the man who did the job before them. Nailed to a rafter at the north end, wrapped in oiled cloth, they found a set of drawings and a letter addressed “to whoever comes next”. It told them which of the beams was soft, where the lead was thin, and how to lift the cupola without taking it to pieces.',
    {
      kind: 'quote',
      text: 'He had thought of everything. He even apologised for the gutters.',
      by: 'Nell Garrowby, master slater',
    },
    'The stallholders, who have been trading under canvas on the south quay since Easter, will move back on Saturday. The stalls will be in their former places, with one exception: the cheese and the fish, which had been neighbours for a century, have asked to be separated.',
    'Before the scaffolding comes down the drawings will go to the library, where they can be seen by appointment. A copy has been nailed to the same rafter in a new oiled cloth, together with a second letter. The slaters would not say what is in it. They did say that it mentions the gutters.',
  ],
};

export const laterNews: readonly Story[] = [seaPool, weatherBooks, sealCount, marketRoof];
