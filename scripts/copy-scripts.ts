import { cpSync } from 'node:fs';

// What runs in browsers is served as it is; the compiler leaves it where it was.
cpSync('src/web/scripts', 'dist/web/scripts', { recursive: true });
cpSync('src/web/icons', 'dist/web/icons', { recursive: true });
cpSync('src/site/scripts', 'dist/site/scripts', { recursive: true });
