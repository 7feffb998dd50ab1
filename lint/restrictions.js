const noChildren = ['node:child_process', 'child_process'].map((name) => ({
  name,
  message: 'Only embedded-cluster.ts and exec-credential.ts start children.',
}));
const noEnvironmentImport = ['node:process', 'process'].map((name) => ({
  name,
  importNames: ['env', 'default'],
  message: 'The environment is read in config/env.ts.',
}));
const noFieldMiddleware = {
  name: 'type-graphql',
  importNames: [
    'UseMiddleware',
    'Authorized',
    'createMethodMiddlewareDecorator',
  ],
  message: 'No per-field middleware.',
};
const clientNodeTypes = {
  name: '@kubernetes/client-node',
  allowTypeImports: true,
  message: 'Only its types: the library costs 80 MB and a second.',
};
const noClientNodeInside = {
  regex: '^@kubernetes/client-node/',
  message: 'Import the types from its root.',
};
const noThreeLevels = {
  regex: '^(\\.\\./){3}',
  message: 'An import climbs at most two levels.',
};
const noBarrels = [
  'ExportAllDeclaration',
  'ExportNamedDeclaration[source]',
].map((selector) => ({
  selector,
  message: 'No barrels: import the file itself.',
}));
const noClientNodeLoad = {
  selector: 'ImportExpression[source.value=/^@kubernetes.client-node/]',
  message: 'Only its types: the library costs 80 MB and a second.',
};
const noEnvironment = {
  selector: "VariableDeclarator[init.name='process'] Property[key.name='env']",
  message: 'The environment is read in config/env.ts.',
};
const simpleResolvers = {
  selector:
    "Decorator[expression.callee.name='ObjectType']:not(:has(Property[key.name='simpleResolvers'][value.value=true]))",
  message: 'An ObjectType has simpleResolvers: true.',
};
const noCatching = [
  'TryStatement',
  "CallExpression[callee.property.name='catch']",
].map((selector) => ({ selector, message: 'A resolver does not catch.' }));
const newRoom = {
  selector: 'Program',
  message:
    'A new room: put it on a floor, or among the domains, in eslint.config.js.',
};

// Flat config replaces the options of a rule and never merges them: each list is whole.
const imports = (paths, patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }],
});
const importsOfSource = (...paths) =>
  imports(
    [noFieldMiddleware, clientNodeTypes, ...paths],
    [noClientNodeInside, noThreeLevels],
  );
const syntax = (...selectors) => ({
  'no-restricted-syntax': ['error', ...selectors],
});

export const tools = imports([], [noThreeLevels]);
export const buildings = {
  ...imports([...noChildren, ...noEnvironmentImport], [noThreeLevels]),
  ...syntax(...noBarrels, noEnvironment),
};
export const source = {
  ...importsOfSource(...noChildren, ...noEnvironmentImport),
  ...syntax(...noBarrels, noClientNodeLoad, noEnvironment, simpleResolvers),
};
export const resolvers = syntax(
  ...noBarrels,
  noClientNodeLoad,
  noEnvironment,
  simpleResolvers,
  ...noCatching,
);
export const environmentReader = {
  ...importsOfSource(...noChildren),
  ...syntax(...noBarrels, noClientNodeLoad, simpleResolvers),
};
export const childStarters = importsOfSource(...noEnvironmentImport);
export const unknownRooms = syntax(newRoom);
export const commandStarters = imports([], [noThreeLevels]);
