// The floor plan. A module may import only from the modules named beside it, and only by
// their door (index.ts). To add an arrow, change this table and ARCHITECTURE.md together.
const floorPlan = {
  model: [],
  url: ['model'],
  html: ['model'],
  words: [],
  digest: ['model'],
  demo: ['model'],
  git: ['model'],
  feed: ['model', 'url', 'html'],
  extract: ['model', 'url', 'html'],
  pages: ['model', 'url', 'html'],
  http: ['model', 'url'],
  store: ['model'],
  tlog: ['model', 'digest'],
  warc: ['model', 'digest'],
  search: ['model', 'words', 'store'],
  audit: ['model', 'digest', 'tlog'],
  capture: ['model', 'url', 'html', 'http', 'warc'],
  ledger: ['model', 'digest', 'tlog', 'store'],
  archive: [
    'model',
    'url',
    'html',
    'digest',
    'feed',
    'extract',
    'http',
    'warc',
    'store',
    'capture',
    'ledger',
    'search',
  ],
  work: ['model', 'archive'],
  transfer: ['model', 'url', 'html', 'digest', 'feed', 'warc', 'pages', 'git', 'archive'],
  web: ['model', 'url', 'feed', 'pages', 'archive'],
  mirror: ['model', 'git', 'pages', 'archive', 'transfer'],
  open: ['model', 'http', 'warc', 'store', 'archive'],
  cli: [
    'model',
    'archive',
    'open',
    'work',
    'web',
    'mirror',
    'transfer',
    'audit',
    'extract',
    'demo',
  ],
};
const pure = ['model', 'url', 'html', 'words', 'feed', 'extract', 'pages'];
const inside = (names) => `^src/(${names.join('|')})/`;
const test = '\\.test\\.ts$';

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'unknown-module',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: inside(Object.keys(floorPlan)) },
      to: {},
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: [test, '^src/index\\.ts$'] },
      to: {},
    },
    {
      name: 'by-the-door',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: test },
      to: {
        path: '^src/[^/]+/',
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/store/(sqlite|postgres)/index\\.ts$'],
      },
    },
    {
      name: 'open-chooses-the-database',
      severity: 'error',
      from: { pathNot: ['^src/(open|store)/', test] },
      to: { path: '^src/store/(sqlite|postgres)/' },
    },
    {
      name: 'pure-modules-touch-nothing',
      severity: 'error',
      from: { path: inside(pure), pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'audit-and-tlog-need-no-package',
      severity: 'error',
      from: { path: inside(['model', 'digest', 'tlog', 'audit']), pathNot: test },
      to: { path: 'node_modules/' },
    },
    {
      name: 'library-entry',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(open|archive|audit|model)/index\\.ts$' },
    },
    ...Object.entries(floorPlan).map(([module, below]) => ({
      name: `${module}-stands-on-${below.join('-') || 'nothing'}`,
      severity: 'error',
      from: { path: inside([module]), pathNot: test },
      to: { path: '^src/[^/]+/', pathNot: inside([module, ...below]) },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
