import type { Element } from './elements.ts';

/** Whatever the browser would load, send to or run, that is not the archive's own: none is wanted. */
export function foreignLoads(elements: readonly Element[]): readonly string[] {
  return elements.flatMap(({ name, attributes }) =>
    Object.entries(attributes)
      .filter(([attribute, value]) => isForeignLoad(name, attribute, value))
      .map(([attribute, value]) => `${name} ${attribute}=${value}`)
      .concat(runners.has(name) ? [name] : []),
  );
}

const runners = new Set(['script', 'iframe', 'object', 'embed', 'base', 'style', 'svg', 'math']);
const loaders = new Set(['src', 'srcset', 'poster', 'background', 'data', 'action', 'formaction']);

function isForeignLoad(name: string, attribute: string, value: string): boolean {
  if (attribute === 'style' || attribute.startsWith('on')) return true;
  const leaves = /^\s*([a-z][a-z0-9+.-]*:|\/\/)/i.test(value);
  if (loaders.has(attribute)) return leaves;
  if (attribute !== 'href') return false;
  if (name === 'link') return leaves && value !== 'data:,';
  return leaves && !/^(https?|mailto):/.test(value);
}
