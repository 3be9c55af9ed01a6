import type { Url } from '../model/index.ts';
import { hostKey } from '../url/index.ts';

/**
 * The name under which is kept what the pages of a site repeat: the host of a URL without `www.`, and its
 * port unless that is the scheme's own.
 */
export const siteKey = (url: Url): string => hostKey(url).replace(/^www\./, '');
