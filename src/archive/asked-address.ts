import { ArchiveError, type Url } from '../model/index.ts';
import { parseUrl } from '../url/index.ts';

const bareHost =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*\.)+[\p{L}\p{N}-]{2,}|localhost|\[[\da-f:]+\])\.?(?::\d{1,5})?(?:[/?#]|$)/iu;
const bareAddress = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?:[/?#]|$)/;

/**
 * The addresses a person may mean, the likeliest first: `https` before `http` where the scheme was left
 * out, what stands behind `feed:`. Throws `invalid` for a text that is no web address.
 */
export function addressesMeant(text: string): readonly [Url, ...Url[]] {
  const plain = text.trim().replace(/^feed:(?:\/\/)?(?=https?:)/i, '');
  const bare = plain.replace(/^(?:feed:)?\/\//i, '');
  const given = parseUrl(plain);
  if (given !== undefined) return [given];
  if (bareHost.test(bare) || bareAddress.test(bare)) {
    const [secure, open] = [parseUrl(`https://${bare}`), parseUrl(`http://${bare}`)];
    if (secure !== undefined && open !== undefined) return [secure, open];
  }
  throw new ArchiveError(
    'invalid',
    `${text}: this is no http or https address; give one like https://example.org/feed.`,
  );
}
