import { ArchiveError } from '../model/index.ts';

const form = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@+-]{0,63}$/u;

/** A user's name as it is kept: one spelling whatever the case and width it was typed in; undefined for
 * what can be none. */
export function userNameIn(typed: string): string | undefined {
  const name = typed.trim().normalize('NFKC').toLowerCase();
  return form.test(name) ? name : undefined;
}

/** The same; throws `invalid` for what can be none. */
export function checkedName(typed: string): string {
  const name = userNameIn(typed);
  if (name !== undefined) return name;
  throw new ArchiveError(
    'invalid',
    `${typed.slice(0, 80)}: this is no user's name; take up to 64 letters, digits and . _ @ + -, a letter or digit first.`,
  );
}

const shortest = 8;
/** Bytes in UTF-8. */
const longest = 1024;

/** Throws `invalid` for a password that is too short or too long; it is not repeated. */
export function checkPassword(password: string): void {
  if ([...password].length < shortest) {
    throw new ArchiveError(
      'invalid',
      `The password is shorter than ${shortest} characters; take a longer one.`,
    );
  }
  if (Buffer.byteLength(password) <= longest) return;
  throw new ArchiveError(
    'invalid',
    `The password is longer than ${longest} bytes; take a shorter one.`,
  );
}
