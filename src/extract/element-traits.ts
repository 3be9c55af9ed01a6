/** What an element is by its name alone, as bits. */
export const trait = {
  /** It stands on lines of its own. */
  parting: 1,
  /** Nothing in it is a line that readers of the page see; facts are read of those lines. */
  lineless: 2,
  /** Its class tells of the whole page rather than of a part. */
  whole: 4,
  /** It tells something by being there, wherever it stands. */
  telling: 8,
  heading: 16,
  link: 32,
  picture: 64,
  figure: 128,
  time: 256,
};

const named: readonly (readonly [bit: number, names: string])[] = [
  [
    trait.parting,
    'address article aside blockquote br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table td th tr ul',
  ],
  [
    trait.lineless,
    'title script style noscript template textarea iframe svg select datalist xmp noembed noframes',
  ],
  [trait.whole, 'html body main article'],
  [trait.telling, 'html title meta link script iframe video form input'],
  [trait.heading, 'h1 h2 h3 h4'],
  [trait.link, 'a'],
  [trait.picture, 'img amp-img'],
  [trait.figure, 'figure'],
  [trait.time, 'time'],
];

const traits: ReadonlyMap<string, number> = new Map(
  named
    .flatMap(([, names]) => names.split(' '))
    .map((name) => [
      name,
      named.reduce(
        (bits, [bit, names]) => (names.split(' ').includes(name) ? bits | bit : bits),
        0,
      ),
    ]),
);

/** The traits of elements of this name. */
export const traitsOf = (name: string): number => traits.get(name) ?? 0;

export const isParting = (name: string): boolean => (traitsOf(name) & trait.parting) !== 0;
export const isLineless = (name: string): boolean => (traitsOf(name) & trait.lineless) !== 0;
