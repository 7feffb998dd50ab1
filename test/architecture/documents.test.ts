import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { ERROR_CODES } from '../../src/graphql/error-codes.js';
import { USER_ERROR_MEANINGS } from '../../src/graphql/user-error.type.js';
import { ENVIRONMENT } from '../../src/config/env.js';

const rowsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, name]) => name ?? '',
  );

describe('the documents', () => {
  test('list every error code, and no other', () => {
    const codes = new Set([
      ...Object.keys(ERROR_CODES),
      ...Object.keys(USER_ERROR_MEANINGS),
    ]);
    expect([...new Set(rowsOf('docs/errors.md'))].sort()).toEqual(
      [...codes].sort(),
    );
  });

  test('list every variable of the environment, and no other', () => {
    expect(rowsOf('docs/configuration.md').sort()).toEqual(
      ENVIRONMENT.map(({ name }) => name).sort(),
    );
  });
});

describe('the packages', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

  test('are named by exact versions', () => {
    const loose = Object.entries({
      ...dependencies,
      ...devDependencies,
    }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  test('bring one copy of graphql', () => {
    const tree = execFileSync(
      'npm',
      ['ls', 'graphql', '--all', '--parseable'],
      { encoding: 'utf8' },
    );
    expect(
      tree
        .trim()
        .split('\n')
        .filter((line) => /node_modules[\\/]graphql$/.test(line)),
    ).toHaveLength(1);
  });
});
