import type { ArticleView } from '../views.ts';
import { pierLine } from './lines.ts';
import { at, captured, url } from './values.ts';

const pierBody = `
<p>The first boat left at ten past nine with forty-one passengers, two bicycles and a crate of oranges nobody had ordered. Harbour staff counted them aboard twice, because the counter at the gate had not been switched on since the old line closed, and because, as one of them put it, “we wanted to be sure it was really happening”.</p>
<p>For eleven years the pier at <a href="https://ferry.example/places/saltmarket">Saltmarket</a> was a place to look at the water from. The timetable stayed behind its glass, sun-bleached to the colour of weak tea, announcing departures for a company that no longer existed. Schoolchildren learned to tell the time from it and were corrected at home.</p>
<figure><img src="https://media.example/pier.png" alt="The pier at dusk, lamps lit along its length" width="1200" height="750"><figcaption>The pier on Monday evening, shortly before the first departure.</figcaption></figure>
<h2>What changed</h2>
<p>The short answer is <em>insurance</em>. The longer one fills a folder in the harbour office: three surveys of the piles, a dispute about who owned the gangway, and a letter from 2019 that everybody quotes and nobody has been able to produce. The record of the council’s meetings shows the item postponed nineteen times.</p>
<blockquote><p>You can lose a service in an afternoon. Getting it back takes a generation of people who remember the smell of the engine.</p></blockquote>
<p>The boats are the same two that were sold in the spring the line closed. One of them spent the years between as a floating restaurant; its new crew found menus under the deck plates, and have framed one beside the wheel.</p>
<img src="https://ferry.example/images/timetable.jpg" alt="The old timetable behind its glass">
<h2>The timetable</h2>
<table><caption>Departures from Saltmarket, weekdays</caption><thead><tr><th scope="col">Boat</th><th scope="col">Leaves</th><th scope="col">Returns</th></tr></thead><tbody><tr><td>First evening boat</td><td>21:10</td><td>21:55</td></tr><tr><td>Late boat</td><td>22:40</td><td>23:20</td></tr><tr><td>Night boat (Fridays)</td><td>00:15</td><td>01:00</td></tr></tbody></table>
<p>Fares are fixed until the spring:</p>
<ul><li>a single crossing costs the same as a tram ticket;</li><li>bicycles travel free after nine;</li><li>oranges, the company says, are welcome.</li></ul>
<p>Not everyone is pleased. The anglers who had the pier to themselves have written to this newspaper, at some length, and their letter is printed on page six. They ask for one evening a week. The company has said it will consider it, and has asked the council to put the matter on the agenda.</p>`;

export const pierArticle: ArticleView = {
  line: pierLine,
  authors: ['Marian Oake', 'Tomas Lindqvist'],
  site: 'The Ferry Times',
  section: 'City',
  canonicalUrl: url('https://ferry.example/2026/11/24/night-ferries-return'),
  html: pierBody,
  revision: {
    number: 3,
    seenAt: at('24T01:40'),
    extractor: 'readable@4',
    basis: 'page',
    captureId: 'c3',
  },
  revisions: [
    { number: 1, seenAt: at('24T00:02'), title: 'Night ferries return' },
    { number: 2, seenAt: at('24T00:55'), title: pierLine.title },
    { number: 3, seenAt: at('24T01:40'), title: pierLine.title },
  ],
  captures: [
    captured('c1', '24T00:02', 200),
    captured('c2', '24T00:55', 200),
    captured('c3', '24T01:40', 200),
  ],
  lastSeenAt: at('24T02:00'),
  absences: [],
  aliases: [url('https://m.ferry.example/a/88213')],
  merged: [
    {
      url: url('https://ferry.example/amp/night-ferries-return'),
      title: 'Night ferries return',
      language: 'en',
      firstSeenAt: at('24T00:20'),
      revisions: 2,
    },
  ],
  previous: {
    id: 'a4',
    title: 'A librarian’s guide to reading what is no longer there',
    language: 'en',
  },
  next: { id: 'a3', title: 'Council publishes 1,200 pages of tram contracts', language: 'en' },
};
