import { type AbsenceKind, ArchiveError, type Url } from '../model/index.ts';
import { editionsWithNews } from './edition.ts';
import { courier } from './harbour/courier.ts';
import { regatta } from './harbour/live.ts';
import {
  fireworksFine,
  fishPrices,
  harbourWall,
  harbourWallEdit,
  libraryHours,
  sailingClub,
  stormRoad,
  tideHops,
} from './harbour/news.ts';
import { brushMaker } from './jiangwan/culture.ts';
import { brokenItem, shibao } from './jiangwan/shibao.ts';
import {
  furnitureFrom,
  type PlannedAbsence,
  type PlannedEdit,
  plannedAbsences,
  plannedEdits,
  plannedMove,
} from './plot.ts';
import { guidOf } from './site.ts';
import type { Block, Change, Story } from './story.ts';

/** An article by its page and what identifies it. */
export interface DemoArticle {
  readonly url: Url;
  readonly guid: string;
  readonly title: string;
}

/** The planted cases of the demo newspaper, so that tests can name them. URLs are of this server. */
export interface DemoCases {
  /** The bytes are GBK, the header says UTF-8, a meta element says gb2312. In no feed. */
  readonly gbk: { readonly url: Url; readonly title: string; readonly paragraph: string };
  /** The Atom feed links `asked`; 302 to `between`, 301 to `final`. */
  readonly redirected: {
    readonly asked: Url;
    readonly between: Url;
    readonly final: Url;
    readonly title: string;
  };
  /** From `edition` on the page differs; the feed's entry does not. */
  readonly edited: {
    readonly edition: number;
    readonly url: Url;
    readonly guid: string;
    readonly titleBefore: string;
    readonly titleAfter: string;
    readonly paragraphBefore: string;
    readonly paragraphAfter: string;
  };
  /** From `edition` on the feed gives the same guid a new title and URL; the old URL answers 301. */
  readonly retitled: {
    readonly edition: number;
    readonly guid: string;
    readonly oldUrl: Url;
    readonly newUrl: Url;
    readonly titleBefore: string;
    readonly titleAfter: string;
  };
  /** From `edition` on 404, and out of every feed and list. */
  readonly notFound: DemoArticle & { readonly edition: number };
  /** From `edition` on 410; the Atom feed still lists it. */
  readonly gone: DemoArticle & { readonly edition: number };
  /** The first `failures` requests of a server's life get 500. */
  readonly flaky: DemoArticle & { readonly failures: number };
  /** Grows with each edition up to the last with news; `notes[n - 1]` came with edition n. */
  readonly live: DemoArticle & { readonly notes: readonly (readonly string[])[] };
  /** Stands in the middle of the RSS feed without link or guid, with a date that is none. */
  readonly brokenItem: { readonly feed: Url; readonly title: string };
  /** Has a picture whose address stands in `data-src` alone. */
  readonly lazyImage: { readonly url: Url; readonly image: Url };
  /** The RSS items of the first edition; each carries its whole article. */
  readonly fullText: readonly DemoArticle[];
  /** The articles of the first edition that only the culture section links. */
  readonly unfed: readonly DemoArticle[];
  /** Written in traditional characters. */
  readonly traditional: readonly DemoArticle[];
  /** robots.txt forbids it; pages link it. */
  readonly disallowed: Url;
  /** Every silent edit of the later editions; nothing else of these words changes. */
  readonly edits: readonly (DemoArticle & Omit<PlannedEdit, 'story'>)[];
  /** Every story that is not served for a while or for good, as an archive ought to class it. */
  readonly absences: readonly (DemoArticle & {
    readonly edition: number;
    readonly until?: number;
    readonly kind: AbsenceKind;
  })[];
  /** From `edition` on at another address; the old one answers 301, and no word changes. */
  readonly moved: DemoArticle & { readonly edition: number; readonly newUrl: Url };
  /** From this edition on pages carry counters, relative times and rotating promos. */
  readonly furnitureFrom: number;
}

/** The cases of a server at an origin (no slash at the end). */
export function casesAt(origin: string): DemoCases {
  const at = (path: string): Url => (origin + path) as Url;
  const article = (story: Story): DemoArticle => ({
    url: at(story.path),
    guid: guidOf(story),
    title: story.title,
  });
  const stories = (wanted: (story: Story) => boolean): readonly DemoArticle[] =>
    shibao.stories.filter(wanted).map(article);
  const first = ({ edition }: Story): boolean => edition === 1;
  return {
    ...movingCases(article, at),
    gbk: {
      url: at(brushMaker.path),
      title: brushMaker.title,
      paragraph: paragraph(brushMaker.body[0]),
    },
    flaky: { ...article(libraryHours), failures: libraryHours.failures ?? 0 },
    brokenItem: { feed: at('/jiangnan/rss.xml'), title: brokenItem.title },
    lazyImage: { url: at(fishPrices.path), image: at('/pictures/market-hall-640.png') },
    fullText: stories((story) => first(story) && story.channel === 'main'),
    unfed: stories((story) => first(story) && story.channel === 'culture'),
    traditional: stories((story) => story.traditional === true),
    disallowed: at('/private/account'),
    ...plannedCases(article, at),
  };
}

const kinds: Readonly<Record<PlannedAbsence['how'], AbsenceKind>> = {
  'not-found': 'not-found',
  gone: 'gone',
  'soft-404': 'soft-404',
  front: 'soft-404',
  section: 'soft-404',
  elsewhere: 'moved',
  login: 'login',
  captcha: 'captcha',
  blocked: 'blocked',
  broken: 'server-error',
  silence: 'timeout',
};

type Planned = Pick<DemoCases, 'edits' | 'absences' | 'moved' | 'furnitureFrom'>;

function plannedCases(article: (story: Story) => DemoArticle, at: (path: string) => Url): Planned {
  const named = (id: string) => article(storyOf(id));
  return {
    edits: plannedEdits.map(({ story, ...edit }) => ({ ...named(story), ...edit })),
    absences: plannedAbsences.map(({ story, how, ...absence }) => ({
      ...named(story),
      ...absence,
      kind: kinds[how],
    })),
    moved: {
      ...named(plannedMove.story),
      edition: plannedMove.edition,
      newUrl: at(plannedMove.path),
    },
    furnitureFrom,
  };
}

function storyOf(id: string): Story {
  const story = [...courier.stories, ...shibao.stories].find((one) => one.id === id);
  if (story !== undefined) return story;
  throw new ArchiveError('internal', `Story ${id} is in the plot and nowhere else; write it.`);
}

function absenceOf({ id }: Story): number {
  return plannedAbsences.find(({ story }) => story === id)?.edition ?? 0;
}

type Moving = Pick<DemoCases, 'redirected' | 'edited' | 'retitled' | 'notFound' | 'gone' | 'live'>;

function movingCases(article: (story: Story) => DemoArticle, at: (path: string) => Url): Moving {
  const [asked, between, final] = tideHops;
  const rewritten = changeOf(harbourWall);
  const moved = changeOf(stormRoad);
  return {
    redirected: {
      asked: at(asked),
      between: at(between),
      final: at(final),
      title: titleAt(final),
    },
    edited: {
      edition: rewritten.edition,
      url: at(harbourWall.path),
      guid: guidOf(harbourWall),
      titleBefore: harbourWall.title,
      titleAfter: rewritten.title ?? '',
      paragraphBefore: paragraph(harbourWall.body[1]),
      paragraphAfter: harbourWallEdit,
    },
    retitled: {
      edition: moved.edition,
      guid: guidOf(stormRoad),
      oldUrl: at(stormRoad.path),
      newUrl: at(moved.path ?? ''),
      titleBefore: stormRoad.title,
      titleAfter: moved.title ?? '',
    },
    notFound: { ...article(sailingClub), edition: absenceOf(sailingClub) },
    gone: { ...article(fireworksFine), edition: absenceOf(fireworksFine) },
    live: { ...article(regatta), notes: notesByEdition() },
  };
}

function changeOf(story: Story): Change {
  const [change] = story.changes ?? [];
  if (change === undefined) {
    throw new ArchiveError('internal', `Story ${story.id} has no change; give it one.`);
  }
  return change;
}

function notesByEdition(): readonly (readonly string[])[] {
  const editions = Array.from({ length: editionsWithNews }, (_, index) => index + 1);
  return editions.map((edition) =>
    (regatta.live ?? []).filter((note) => note.edition === edition).map(({ text }) => text),
  );
}

function titleAt(path: string): string {
  return courier.stories.find((story) => story.path === path)?.title ?? '';
}

function paragraph(block: Block | undefined): string {
  return typeof block === 'string' ? block : '';
}
