#!/usr/bin/env node
// Nothing but this check may be imported before it: an old Node cannot even read the rest.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `backissue needs Node 22.19 or later, this is ${process.versions.node}; install a newer one from https://nodejs.org/ or your distribution.`,
  );
  process.exit(1);
}
// A nursery that does not grow: a quarter less memory in a long import, for a twentieth more time.
const { setFlagsFromString } = await import('node:v8');
setFlagsFromString('--semi-space-growth-factor=1');
const { run } = await import('./main.ts');
await run();

export {};
