/** @module views What the archive holds, as pages show it: the reader serves these values, the static site writes them. */
export { absencesView } from './absences-view.ts';
export { articleView, revisionLines } from './article-view.ts';
export { byDay } from './by-day.ts';
export { byOutlet } from './by-outlet.ts';
export { editItem } from './edit-item.ts';
export { lineOf, needsCare, type Signs, shownHealth, shownSource } from './lines.ts';
export { type Outlets, outletsOf } from './outlets.ts';
export { type WholeArticle, wholeArticles } from './whole-articles.ts';
