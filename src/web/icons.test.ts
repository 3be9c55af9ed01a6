import { existsSync } from 'node:fs';
import { Hono } from 'hono';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { addScripts } from './add-scripts.ts';
import { icon, iconFiles } from './icon.ts';

const program = '/usr/bin/chromium';
const reader = new Hono();
addScripts(reader, () => expect.unreachable('no page is asked for'), 'Papers');

const bytesOf = async (path: string) => {
  const answer = await reader.request(path);
  expect([path, answer.headers.get('content-type')]).toEqual([path, 'image/png']);
  return Buffer.from(await answer.arrayBuffer());
};

/** Width and height as the head of a PNG says (ISO 15948, 11.2.2). */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

it('are PNG of the sizes that phones ask for, small, and all that the manifest names', async () => {
  for (const { name, size } of iconFiles) {
    const png = await bytesOf(`/${name}`);
    expect(sizeOf(png)).toEqual([size, size]);
    expect(png.length).toBeLessThan(8000);
  }
  const manifest = (await (await reader.request('/manifest.webmanifest')).json()) as {
    readonly icons: readonly Record<'src' | 'type' | 'sizes' | 'purpose', string>[];
  };
  const pngs = manifest.icons.filter(({ type }) => type === 'image/png');
  for (const purpose of ['any', 'maskable']) {
    const own = pngs.filter((one) => one.purpose === purpose);
    expect(own.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512']);
  }
  for (const { src, sizes } of pngs) {
    expect(sizeOf(await bytesOf(src)).join('x')).toBe(sizes);
  }
});

it.skipIf(!existsSync(program))('show what the SVG does', async () => {
  const browser = await chromium.launch({
    ...{ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] },
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const svg = `data:image/svg+xml;base64,${Buffer.from(icon).toString('base64')}`;
  for (const { name, size } of iconFiles) {
    const png = `data:image/png;base64,${(await bytesOf(`/${name}`)).toString('base64')}`;
    const apart = await page.evaluate(`(async () => {
      const [one, other] = await Promise.all(${JSON.stringify([svg, png])}.map(async (src) => {
        const image = Object.assign(new Image(${size}, ${size}), { src });
        await image.decode();
        const context = new OffscreenCanvas(${size}, ${size}).getContext('2d');
        context.drawImage(image, 0, 0, ${size}, ${size});
        return context.getImageData(0, 0, ${size}, ${size}).data;
      }));
      return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / one.length;
    })()`);
    // Of 255; edges are smoothed a little differently.
    expect(apart).toBeLessThan(1.5);
  }
});
