import type { Colour } from './png.ts';

/** What a layer shows at a point, undefined where one sees through it. x: 0 to 16/9, y: 0 (top) to 1. */
type Layer = (x: number, y: number) => Colour | undefined;

const ink: Colour = [28, 34, 48];
const paper: Colour = [246, 238, 222];

/** Each scene's layers, front first; the last one is a sky and covers everything. */
const scenes = {
  'harbour-dawn': [
    boat(0.55, 0.74, 0.2, ink, paper),
    boat(1.35, 0.68, 0.12, [60, 52, 66], paper),
    water(0.6, [222, 142, 108], [52, 78, 108]),
    disc(1.05, 0.56, 0.13, [255, 226, 170]),
    hills(0.56, 0.08, 3.1, 0.4, [96, 84, 112]),
    sky([74, 98, 148], [250, 186, 140]),
  ],
  lighthouse: [
    hills(0.8, 0.1, 2.2, 1.1, [46, 62, 58]),
    box(0.53, 0.61, 0.26, 0.8, paper),
    box(0.515, 0.625, 0.22, 0.26, [176, 58, 46]),
    box(0.535, 0.605, 0.15, 0.22, [255, 224, 130]),
    water(0.66, [150, 176, 190], [38, 70, 92]),
    sky([120, 150, 178], [226, 222, 206]),
  ],
  'lantern-night': [
    ...lanterns(9, 0.12, 0.42, [250, 178, 74]),
    ...lanterns(6, 0.2, 0.3, [236, 102, 66]),
    boat(0.9, 0.84, 0.26, [14, 18, 32], [200, 84, 60]),
    water(0.7, [60, 58, 96], [16, 20, 44]),
    disc(1.5, 0.16, 0.07, [240, 236, 214]),
    sky([16, 20, 48], [68, 56, 104]),
  ],
  'coast-road': [
    stripe(0.86, 0.94, [86, 88, 92]),
    hills(0.7, 0.14, 1.7, 2.3, [112, 132, 88]),
    hills(0.6, 0.1, 2.6, 0.2, [140, 152, 116]),
    water(0.5, [120, 148, 160], [74, 104, 122]),
    sky([104, 116, 130], [190, 196, 194]),
  ],
  'market-hall': [
    ...arcade(7, 0.14, 0.5, 0.86, [58, 44, 40]),
    box(0.02, 1.76, 0.4, 0.86, [190, 112, 78]),
    box(0, 1.78, 0.34, 0.4, [110, 60, 52]),
    stripe(0.86, 1, [180, 168, 148]),
    sky([150, 184, 206], [240, 232, 214]),
  ],
  'stone-bridge': [
    ...arcade(3, 0.34, 0.62, 0.86, [70, 112, 122]),
    box(0, 1.78, 0.5, 0.8, [172, 160, 142]),
    water(0.78, [120, 158, 160], [60, 98, 108]),
    hills(0.5, 0.16, 2.4, 1.9, [122, 150, 116]),
    sky([176, 204, 214], [238, 232, 210]),
  ],
  'rice-terraces': [
    hills(0.92, 0.05, 4.2, 0.1, [64, 104, 62]),
    hills(0.82, 0.06, 3.5, 0.9, [112, 150, 74]),
    hills(0.72, 0.07, 3, 1.8, [158, 182, 92]),
    hills(0.62, 0.08, 2.5, 2.7, [198, 202, 120]),
    hills(0.42, 0.16, 1.6, 0.6, [118, 146, 150]),
    sky([170, 202, 214], [244, 238, 216]),
  ],
  'river-city': [
    ...skyline([0.42, 0.3, 0.5, 0.22, 0.38, 0.46, 0.28, 0.52, 0.34], [66, 78, 102]),
    water(0.72, [150, 166, 186], [58, 82, 112]),
    disc(0.36, 0.22, 0.09, [250, 214, 160]),
    sky([132, 156, 190], [240, 210, 184]),
  ],
  'opera-stage': [
    disc(0.89, 0.5, 0.1, paper),
    box(0.79, 0.99, 0.56, 0.84, [188, 40, 52]),
    stripe(0.84, 1, [94, 52, 38]),
    box(0, 0.34, 0, 0.84, [150, 26, 36]),
    box(1.44, 1.78, 0, 0.84, [150, 26, 36]),
    stripe(0, 0.12, [212, 164, 72]),
    sky([84, 30, 36], [188, 104, 70]),
  ],
} as const satisfies Record<string, readonly Layer[]>;

export type Scene = keyof typeof scenes;
export const sceneNames = Object.keys(scenes) as readonly Scene[];

/** The colour of a scene at a point; x and y in units of its height. */
export function paint(scene: Scene, x: number, y: number): Colour {
  for (const layer of scenes[scene]) {
    const colour = layer(x, y);
    if (colour !== undefined) return colour;
  }
  return paper;
}

function sky(top: Colour, bottom: Colour): Layer {
  return (_, y) => blend(top, bottom, y);
}

function water(line: number, far: Colour, near: Colour): Layer {
  return (x, y) => {
    if (y < line) return undefined;
    const depth = (y - line) / (1 - line);
    const glint = Math.sin(y * 190) > 0.86 && Math.sin(x * 9 + y * 40) > 0.3;
    return blend(far, near, glint ? depth * 0.4 : depth);
  };
}

function disc(cx: number, cy: number, radius: number, colour: Colour): Layer {
  return (x, y) => (Math.hypot(x - cx, y - cy) < radius ? colour : undefined);
}

function hills(base: number, rise: number, waves: number, phase: number, colour: Colour): Layer {
  return (x, y) => {
    const swell = Math.sin(x * waves + phase) + 0.4 * Math.sin(x * waves * 2.7 + phase * 3);
    return y > base - rise * swell ? colour : undefined;
  };
}

function box(left: number, right: number, top: number, bottom: number, colour: Colour): Layer {
  return (x, y) => (x >= left && x < right && y >= top && y < bottom ? colour : undefined);
}

function stripe(top: number, bottom: number, colour: Colour): Layer {
  return box(0, 2, top, bottom, colour);
}

function boat(cx: number, waterline: number, length: number, hull: Colour, sail: Colour): Layer {
  return (x, y) => {
    const across = (x - cx) / length;
    const up = (waterline - y) / length;
    if (up > -0.16 && up < 0.08 && Math.abs(across) < 0.5 + up) return hull;
    if (Math.abs(across + 0.03) < 0.015 && up >= 0 && up < 1.15) return hull;
    return up > 0.16 && up < 1.1 && across > 0 && across < 0.42 * (1.1 - up) ? sail : undefined;
  };
}

function lanterns(count: number, top: number, drop: number, colour: Colour): readonly Layer[] {
  return Array.from({ length: count }, (_, n) =>
    disc((n + 0.5) * (1.78 / count), top + drop * Math.sin(n * 2.1) ** 2, 0.028, colour),
  );
}

function arcade(
  count: number,
  width: number,
  top: number,
  bottom: number,
  colour: Colour,
): readonly Layer[] {
  const step = 1.78 / (count + 0.4);
  return Array.from({ length: count }, (_, n) => {
    const middle = (n + 0.7) * step;
    return (x, y) => {
      const shoulder = top + width / 2;
      const inside = Math.abs(x - middle) < width / 2 && y < bottom;
      const round = Math.hypot(x - middle, y - shoulder) < width / 2;
      return inside && (y > shoulder || round) ? colour : undefined;
    };
  });
}

function skyline(tops: readonly number[], colour: Colour): readonly Layer[] {
  const step = 1.78 / tops.length;
  return tops.map((top, n) => box(n * step + 0.02, (n + 0.82) * step, top, 0.72, colour));
}

function blend(from: Colour, to: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share));
  const mixed = (a: number, b: number): number => Math.round(a + (b - a) * part);
  return [mixed(from[0], to[0]), mixed(from[1], to[1]), mixed(from[2], to[2])];
}
