const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: false,
          useDefineForClassFields: true,
        },
        keepClassNames: true,
        experimental: { keepImportAttributes: true },
      },
    },
  ],
};

const project = (name, more = {}) => ({
  displayName: name,
  rootDir: '.',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  setupFiles: ['reflect-metadata'],
  testEnvironment: '<rootDir>/test/support/leak-environment.js',
  transform,
  ...more,
});

export default {
  testTimeout: 30_000,
  forceExit: true,
  reporters: ['default', '<rootDir>/test/support/clause-reporter.js'],
  projects: [
    project('unit'),
    project('faults'),
    project('http'),
    project('architecture'),
    project('api'),
    project('contract', {
      testMatch: ['<rootDir>/test/contract/**/*.contract.test.ts'],
    }),
    project('playground'),
  ],
};
