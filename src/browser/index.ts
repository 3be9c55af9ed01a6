/** @module browser Pages as an installed Chromium shows them, which has no network of its own. */
export type {
  Browser,
  BrowserAnswer,
  BrowserLimits,
  BrowserOptions,
  BrowserRequest,
  PageToRender,
  Rendered,
} from './contract.ts';
export { createBrowser } from './create-browser.ts';
export { browserFailure } from './failure.ts';
