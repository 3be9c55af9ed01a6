import { isSafeAddress } from '../html/index.ts';
import { type Markup, markup } from './markup.ts';

/**
 * A link out of the archive that tells the other side nothing about where the reader came from.
 * An address that is no safe one is shown as plain text. Without `shown`, the address is the text.
 */
export function outsideLink(address: string, shown?: string): Markup {
  if (!isSafeAddress(address)) return markup`<span class="address">${shown ?? address}</span>`;
  const text = shown ?? readable(address);
  return markup`<a class="address" href="${address}" rel="noopener noreferrer">${text}</a>`;
}

/** Without scheme and closing slash, percent-encoded letters decoded where that is safe to read. */
function readable(address: string): string {
  const bare = address.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const slash = bare.indexOf('/');
  if (slash < 0) return bare;
  return bare.slice(0, slash) + decodedLetters(bare.slice(slash));
}

function decodedLetters(path: string): string {
  return path.replace(/(?:%[89A-F][0-9A-F])+/gi, (encoded) => {
    try {
      const letters = decodeURIComponent(encoded);
      return /^[\p{L}\p{M}\p{N}]+$/u.test(letters) ? letters : encoded;
    } catch {
      return encoded;
    }
  });
}
