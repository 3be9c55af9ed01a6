import { type Answer, answerWith, redirect } from './answer.ts';
import type { Published } from './edition.ts';
import { courier } from './harbour/courier.ts';
import { courierNotice } from './harbour-page.ts';
import { shibao } from './jiangwan/shibao.ts';
import { shibaoNotice } from './jiangwan-page.ts';
import { listed, type Site } from './site.ts';

const html = 'text/html; charset=utf-8';

/** What is answered in the place of a story that is not served. */
export function instead(published: Published, site: Site): Answer {
  const { path, withdrawn } = published;
  const isCourier = path.startsWith(courier.home);
  const home = site.origin + (isCourier ? courier.home : shibao.home);
  switch (withdrawn) {
    case 'gone':
      return answerWith(html, withdrawnPage(path, site), { status: 410 });
    case 'soft-404':
      return answerWith(html, noSuchPage(path, site));
    case 'front':
      return redirect(302, home);
    case 'section':
      return redirect(301, new URL('.', site.origin + path).href);
    case 'elsewhere':
      return redirect(301, site.origin + neighbour(published, site));
    case 'login':
      return answerWith(html, notice(path, 'Log in to continue', '请先登录', site, password));
    case 'captcha':
      return answerWith(html, challenge, { status: 403 });
    case 'blocked':
      return answerWith(html, '<!doctype html>\n<title>Forbidden</title><p>Forbidden.</p>\n', {
        status: 403,
      });
    case 'silence':
      return { ...answerWith(html, '<p>Nobody answered.</p>\n', { status: 504 }), silent: true };
    default:
      return broken;
  }
}

/** The page of an address that is not there. */
export function noSuchPage(path: string, site: Site): string {
  return path.startsWith(shibao.home)
    ? shibaoNotice('页面不存在', '您要找的页面不存在，可能已经删除或更换地址。', site)
    : courierNotice('Page not found', 'There is nothing at this address.', site);
}

function withdrawnPage(path: string, site: Site): string {
  return path.startsWith(shibao.home)
    ? shibaoNotice('稿件已撤下', '应当事人要求，本稿已撤下。', site)
    : courierNotice(
        'No longer available',
        'This story has been withdrawn at the request of the persons concerned.',
        site,
      );
}

function notice(path: string, english: string, chinese: string, site: Site, words: string): string {
  return path.startsWith(shibao.home)
    ? shibaoNotice(chinese, '', site).replace('</h1>', `</h1>${words}`)
    : courierNotice(english, '', site).replace('</h1>', `</h1>${words}`);
}

const password =
  '<form action="/private/account"><input type="email" name="email"><input type="password" name="password"><button>OK</button></form>';

const challenge =
  '<!doctype html>\n<html lang="en"><title>Just a moment...</title><h1>Verify you are human</h1><p>Please complete the security check to continue.</p></html>\n';

/** Another story of the outlet, the newest. */
function neighbour({ story }: Published, site: Site): string {
  const others = [site.harbour, site.jiangwan].find((all) =>
    all.some((one) => one.story === story),
  );
  return listed(others ?? []).find((one) => one.story !== story)?.path ?? courier.home;
}

/** A server at its wits' end. */
export const broken = answerWith(
  html,
  '<!doctype html>\n<html lang="en"><title>Error</title><p>The database is resting.</p></html>\n',
  { status: 500 },
);
