import { type Attributes, isVoidTag, noAttributes, type TagHandler } from '../html/index.ts';
import type { Roles } from './judge-lines.ts';
import type { Page } from './page.ts';

const playerNames = new Set(['iframe', 'video', 'audio']);
const captionNames = ['figure', 'figcaption'];

/**
 * Passes a body's tags on under the names of what they are: captions by class as captions, players
 * with their label as one, tables that only lay out as divisions.
 */
export function retold(page: Page, roles: Roles, handler: TagHandler): TagHandler {
  /** For each open element the names it was told by, innermost last. */
  const told: (readonly string[])[] = [];
  const namesFor = (name: string, at: number): readonly string[] => {
    const node = page.tree.nodes[at];
    if (playerNames.has(name)) return [...captionNames, name];
    if (node === undefined) return [name];
    if (roles.layout.has(node)) return ['div'];
    const role = roles.figures.role(node);
    return role === 'figcaption' ? captionNames : [role ?? name];
  };
  let unscripted = 0;
  return {
    open(name, attributes, at) {
      if (name === 'noscript') unscripted += 1;
      const names = namesFor(name, at);
      if (!isVoidTag(name)) told.push(names);
      for (const each of names) {
        handler.open(each, each === name ? shown(attributes) : noAttributes, at);
      }
    },
    close(name, at) {
      if (name === 'noscript') unscripted -= 1;
      for (const each of [...(told.pop() ?? [])].reverse()) handler.close(each, at);
    },
    /** What is said to browsers without scripts is no part of the story; pictures may be. */
    text(text) {
      if (unscripted === 0) handler.text(text);
    },
  };
}

/** What is hidden and should be was left out before; the rest is shown. */
function shown(attributes: Attributes): Attributes {
  if (!attributes.has('hidden') && !attributes.has('style')) return attributes;
  return new Map([...attributes].filter(([name]) => name !== 'hidden' && name !== 'style'));
}
