import { describe, expect, it } from 'vitest';
import { foundation } from './foundation.ts';

/** Colours by name of the rules whose selectors match. */
function coloursOf(selector: string): ReadonlyMap<string, string> {
  const at = foundation.indexOf(selector);
  const rule = foundation.slice(at, foundation.indexOf('}', at));
  const found = rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g);
  return new Map([...found].map(([, name = '', colour = '']) => [name, colour]));
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', ':root {'],
  ['dark by the system', ':root:not([data-theme])'],
  ['dark', ':root[data-theme="dark"]'],
  ['sepia', ':root[data-theme="sepia"]'],
])('colours that are %s', (_name, selector) => {
  const colours = coloursOf(selector);
  it.each([
    ['ink', 'paper'],
    ['ink', 'tint'],
    ['ink', 'mark'],
    ['quiet', 'paper'],
    ['quiet', 'tint'],
    ['accent', 'paper'],
    ['accent', 'tint'],
    ['removed-ink', 'removed'],
    ['added-ink', 'added'],
  ])('can be read, %s on %s (WCAG AA: 4.5)', (ink, paper) => {
    expect(contrast(colours.get(ink) ?? '', colours.get(paper) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
