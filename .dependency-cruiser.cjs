/**
 * Who may import whom (README, "Map of src"). Rooms are listed from the top of the house to the bottom;
 * a room may import only rooms on lower floors, and another feature only through its index.ts.
 */
const floors = [
  [
    'main',
    'worker',
    'worker-thread',
    'app',
    'wiring',
    'wiring-jobs',
    'wiring-open-work',
    'wiring-personal-data',
    'wiring-exports',
    'wiring-retention',
    'wiring-texts',
    'resources',
    'cli',
    'database-server',
  ],
  ['occ'],
  ['data-rights'],
  ['reports'],
  ['extracts', 'outcomes', 'policies'],
  ['uploads'],
  ['tables'],
  ['accounts', 'authorities'],
  ['audit'],
  ['web'],
  ['platform', 'paths'],
];

const features = [
  'occ',
  'data-rights',
  'reports',
  'extracts',
  'outcomes',
  'policies',
  'uploads',
  'tables',
  'accounts',
  'authorities',
  'audit',
];
const inRoom = (names) => `^src/(${names.join('|')})(/|\\.ts$)`;

const downwardsOnly = floors.slice(1).map((floor, index) => ({
  name: `not-up-from-${floor[0]}`,
  comment: 'Imports go down the house, never up.',
  severity: 'error',
  from: { path: inRoom(floor) },
  to: { path: inRoom(floors.slice(0, index + 1).flat()) },
}));

module.exports = {
  forbidden: [
    ...downwardsOnly,
    {
      name: 'features-through-their-door',
      comment: 'Another feature is reached only through its index.ts.',
      severity: 'error',
      from: { path: `^src/(${features.join('|')})/` },
      to: { path: `^src/(${features.join('|')})/`, pathNot: ['^src/$1/', '/index\\.ts$'] },
    },
    {
      name: 'web-from-the-http-edge-only',
      comment: 'Use cases, rules and stores know nothing of HTTP.',
      severity: 'error',
      from: {
        path: `^src/(${features.join('|')})/`,
        pathNot: '/(routes|handlers|presenters|index)[a-z-]*[.]ts$',
      },
      to: { path: '^src/web/' },
    },
    {
      name: 'rules-are-pure',
      comment:
        'Specification, rules and disclosure control touch no database, http, file, clock or environment.',
      severity: 'error',
      from: { path: '^src/[^/]+/(rules|specification|disclosure)/' },
      to: { path: '^(src/(web|platform)/|node_modules/(knex|pg|express)|fs$|node:fs|process)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'source-never-imports-tests', severity: 'error', from: { path: '^src' }, to: { path: '^test' } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src',
        pathNot: ['^src/(main|worker|cli|paths)\\.ts$', '\\.d\\.ts$', 'personal-data\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
