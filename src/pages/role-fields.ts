import { type Role, roles } from '../model/index.ts';
import type { Desk } from './layout.ts';
import { type Markup, markup } from './markup.ts';

/** The roles to choose one of, each with what it may do; under a heading that says so, `isHeaded`, what is
 * chosen is told to those who do not see the heading alone. */
export function roleFields({ say }: Desk, chosen: Role, isHeaded = false): Markup {
  const choices = roles.map((role) => {
    const checked = role === chosen && markup` checked`;
    return markup`<label><input type="radio" name="role" value="${role}"${checked} required> <span>${say(`role.${role}`)} <small>${say(`roleMay.${role}`)}</small></span></label>\n`;
  });
  return markup`<fieldset class="one-of"><legend${isHeaded && markup` class="unseen"`}>${say('userRole')}</legend>
${choices}</fieldset>`;
}
