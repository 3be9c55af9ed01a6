/** @module pages Values to HTML pages and feeds: front page, outlet, article, sources, search, errors. */
export { type AboutView, aboutPage } from './about-page.ts';
export type { AbsenceLine, AbsenceSpan, AbsencesView, AbsentRow } from './absence-views.ts';
export { absencesPage } from './absences-page.ts';
export { accountPage } from './account-page.ts';
export type { AccountView, LoginView, Proof, TokenLine } from './account-views.ts';
export { apiPage } from './api-page.ts';
export type { ApiField, ApiOperation, ApiView } from './api-views.ts';
export { renderArticleBody } from './article-body.ts';
export { articlePage } from './article-page.ts';
export { type BookContext, bookPages } from './book/book-pages.ts';
export { bookStyle } from './book/book-style.ts';
export type { BookPart, BookView, Chapter } from './book/book-view.ts';
export type { BookLink, EditsQuery, Links, PageContext, ProofLink } from './context.ts';
export { differencePage } from './difference-page.ts';
export { type DigestMail, digestMail } from './digest-mail.ts';
export { editNote } from './edit-note.ts';
export type { EditItem, EditLine, EditsView } from './edit-views.ts';
export { editsPage } from './edits-page.ts';
export { emptyFront } from './empty-front.ts';
export { errorPage } from './error-page.ts';
export type { ErrorView } from './error-view.ts';
export { articlesFeed, type FeedArticle } from './feeds/articles-feed.ts';
export { editsFeed } from './feeds/edits-feed.ts';
export {
  type Feed,
  type FeedFormat,
  type FeedItem,
  type FeedOf,
  type FeedPlace,
  feedTypes,
} from './feeds/feed-view.ts';
export { hitsFeed } from './feeds/hits-feed.ts';
export { writeFeed } from './feeds/write-feed.ts';
export { folderPage } from './folder-page.ts';
export { followedListPage } from './followed-list-page.ts';
export { frontPage } from './front-page.ts';
export { noFollowing } from './keeping-messages.ts';
export type {
  FollowedListView,
  PeekView,
  SourceSettings,
  SourceView,
  Words,
} from './keeping-views.ts';
export { keysPage } from './keys-page.ts';
export type { ArticleLine, OutletSource, Paging } from './line-views.ts';
export type { FolderView, MarkedView, SourcesView } from './list-views.ts';
export type { Locale } from './locale.ts';
export { loginPage } from './login-page.ts';
export { markedPage } from './marked-page.ts';
export type {
  ArticleMarksView,
  MarkSigns,
  ReadingBar,
} from './marks-views.ts';
export { type MementoView, mementoPage } from './memento-page.ts';
export { offlinePage } from './offline-page.ts';
export { outletPage } from './outlet-page.ts';
export { peekPage } from './peek-page.ts';
export { type Reading, readingOf, readingText } from './reading.ts';
export { removedPage } from './removed-page.ts';
export { savedPage, savedSearchPage } from './saved-page.ts';
export { searchPage } from './search-page.ts';
export type {
  CountedLink,
  SavedSearchHit,
  SavedSearchView,
  SearchHit,
  SearchView,
} from './search-views.ts';
export { settingsPage } from './settings-page.ts';
export { siteSearchPage } from './site-search-page.ts';
export { sourcePage, unfollowPage } from './source-page.ts';
export { sourcesPage } from './sources-page.ts';
export { stylesheet } from './stylesheet/stylesheet.ts';
export { removeUserPage, userPage } from './user-page.ts';
export type { UserLine, UsersView, UserView } from './user-views.ts';
export { usersPage } from './users-page.ts';
export type {
  ArticleView,
  CaptureLine,
  DifferenceView,
  FrontView,
  HealthState,
  MergedLine,
  Neighbour,
  OutletOfDay,
  OutletView,
  RemovedView,
  RevisionLine,
  RevisionShown,
  SourceHealth,
  SourceRow,
} from './views.ts';
