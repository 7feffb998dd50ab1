import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import node from 'eslint-plugin-n';
import simpleImportSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

import {
  buildings,
  childStarters,
  commandStarters,
  environmentReader,
  resolvers,
  source,
  tools,
  unknownRooms,
} from './lint/restrictions.js';
import { shortBody } from './lint/short-body.js';

// Ground floor first: a file imports from its own folder or from a floor before it.
const floors = [
  'lib',
  'cluster',
  'graphql',
  'modules',
  'node.resolver.ts',
  'schema.ts',
  'prefetch.ts',
  'server',
  'config',
  'embedded-cluster.ts',
  'serve.ts',
  'main.ts',
];
// Oldest first: the younger domain extends the older one.
const domains = [
  'modules/events',
  'modules/tenants',
  'modules/pods',
  'modules/services',
  'modules/apps',
];
const rooms = [
  ...floors.filter((floor) => floor !== 'modules'),
  ...domains,
  'modules/resources',
];

const noClimbing = (order) =>
  order.flatMap((target, height) =>
    order.slice(height + 1).map((from) => ({
      target: `./src/${target}`,
      from: `./src/${from}`,
      message: `${target} may not import ${from}: imports go down`,
    })),
  );
const wall = (target, ...others) =>
  others.map((from) => ({
    target: `./${target}`,
    from: `./${from}`,
    message: `${target} may not import ${from}`,
  }));
const zones = [
  ...noClimbing(floors),
  ...noClimbing(domains),
  ...domains.map((domain) => ({
    target: `./src/${domain}`,
    from: './src/modules/resources',
    message: 'no domain imports resources',
  })),
  {
    target: './src/modules/resources',
    from: './src/modules',
    except: ['./resources', './events'],
    message: 'resources imports only events',
  },
  ...wall('src', 'devcluster', 'playground', 'scripts', 'bench', 'test'),
  ...wall('devcluster', 'src', 'playground', 'scripts', 'bench', 'test'),
  ...wall('playground', 'src', 'devcluster', 'scripts', 'bench', 'test'),
];

// Folders of `src` in one inner array: an array for each would put blank lines between them.
const sortedByFloor = [
  ['^\\u0000'],
  ['^@?\\w'],
  [
    ...[
      ...floors,
      ...domains.map((domain) => domain.replace('modules/', '')),
    ].map(
      (floor) =>
        `^\\.{1,2}/(?:\\.\\./)*(?:src/)?${floor.endsWith('.ts') ? floor.replace('.ts', '\\.js') : `${floor}/`}`,
    ),
    '^\\.\\./',
    '^\\./',
  ],
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: {
      'import-x': importX,
      moorage: { rules: { 'short-body': shortBody } },
      n: node,
      'simple-import-sort': simpleImportSort,
    },
    settings: {
      'import-x/extensions': ['.ts', '.tsx', '.js'],
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.tsx', '.js'],
          extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
        }),
      ],
    },
    rules: {
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/extensions': ['error', 'ignorePackages'],
      'simple-import-sort/imports': ['error', { groups: sortedByFloor }],
      'simple-import-sort/exports': 'error',
      'max-lines': [
        'error',
        { max: 300, skipComments: true, skipBlankLines: true },
      ],
      'id-denylist': ['error', 'svc', 'ns', 'cfg', 'util', 'helper', 'mgr'],
      'no-console': 'error',
      'n/no-process-exit': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Apollo's and Fastify's hooks return promises, whether they wait for something or not.
      '@typescript-eslint/require-await': 'off',
      // Our enums have Kubernetes' words: comparing the two is what they are for.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      ...tools,
    },
  },
  {
    files: ['src/**/*.ts', 'devcluster/**/*.ts', 'playground/**/*.{ts,tsx}'],
    rules: { 'n/no-process-env': 'error', ...buildings },
  },
  { files: ['src/**/*.ts'], rules: source },
  {
    files: ['src/**/*.resolver.ts'],
    rules: { 'moorage/short-body': ['error', 20], ...resolvers },
  },
  {
    files: ['src/config/env.ts'],
    rules: { 'n/no-process-env': 'off', ...environmentReader },
  },
  {
    files: ['src/embedded-cluster.ts', 'src/cluster/exec-credential.ts'],
    rules: childStarters,
  },
  {
    files: ['scripts/**/*.ts', 'bench/**/*.ts', 'devcluster/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // The command that the dev cluster runs gets the environment, with its KUBECONFIG.
    files: ['devcluster/main.ts', 'devcluster/process/run-command.ts'],
    rules: { 'n/no-process-env': 'off', ...commandStarters },
  },
  {
    // test/unit mirrors the folders of src, two levels below its own root.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: [
      '*.config.js',
      'test/support/leak-environment.js',
      'test/support/clause-reporter.js',
    ],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['src/**'],
    ignores: rooms.map((room) =>
      room.endsWith('.ts') ? `src/${room}` : `src/${room}/**`,
    ),
    rules: unknownRooms,
  },
);
