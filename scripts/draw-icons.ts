import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { icon, iconFiles } from '../src/web/icon.ts';

// Draws the icon as PNG, for systems that take no SVG, with an installed Chromium.
const folder = new URL('../src/web/icons/', import.meta.url);
mkdirSync(folder, { recursive: true });
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
for (const { name, size } of iconFiles) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<!doctype html><style>body{margin:0}svg{display:block}</style>${icon}`);
  writeFileSync(new URL(name, folder), await page.screenshot());
}
await browser.close();
