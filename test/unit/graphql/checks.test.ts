import { describe, expect, test } from '@jest/globals';

import { checkImage, pullPolicyOf } from '../../../src/graphql/check-image.js';
import { checkLabels } from '../../../src/graphql/check-labels.js';
import { checkCpu, checkMemory } from '../../../src/graphql/check-quantity.js';
import { escapeEnv, unescapeEnv } from '../../../src/graphql/env-var.input.js';

describe('images', () => {
  test.each([
    'nginx',
    'nginx:1.27',
    'ghcr.io/a/b:v2',
    'localhost:5000/x',
    'a.b/c@sha256:' + 'a'.repeat(64),
    'x/y_z:1_2',
    'a__b/c-d',
  ])('%s is one', (image) => {
    expect(checkImage(image)).toEqual([]);
  });
  test.each([
    '',
    ' nginx',
    'Nginx',
    'nginx:',
    'a//b',
    'nginx:la test',
    'http://x/y',
    'a@sha256:12',
    '-a',
  ])('%s is none', (image) => {
    expect(checkImage(image)).toHaveLength(1);
  });
  test('a moving tag is pulled always', () => {
    const policies = [
      'nginx',
      'nginx:latest',
      'host:5000/nginx',
      'nginx:1',
      `nginx@sha256:${'a'.repeat(64)}`,
    ].map(pullPolicyOf);
    expect(policies).toEqual([
      'Always',
      'Always',
      'Always',
      'IfNotPresent',
      'IfNotPresent',
    ]);
  });
});

describe('sizes', () => {
  test.each(['0.25', '2', '250m', '1e1'])('%s is CPU', (text) =>
    expect(checkCpu('cpu', text)).toEqual([]),
  );
  test.each(['', '-1', '1u', '1Gi', 'half', '0'])('%s is no CPU', (text) =>
    expect(checkCpu('cpu', text)).toHaveLength(1),
  );
  test.each(['256Mi', '1Gi', '128M', '64k', '1e9'])('%s is memory', (text) =>
    expect(checkMemory('memory', text)).toEqual([]),
  );
  test.each(['256', '256m', '1.5', '0.1Ki', '-1Mi', '256 Mi', '256mb'])(
    '%s is no memory',
    (text) => expect(checkMemory('memory', text)).toHaveLength(1),
  );
});

describe('labels', () => {
  const check = (key: string, value = 'x') =>
    checkLabels([{ key, value }]).length;
  test.each(['team', 'a.b/c', 'A_1'])('%s may be set', (key) =>
    expect(check(key)).toBe(0),
  );
  test.each([
    'moorage.dev/app',
    'x.kubernetes.io/y',
    'k8s.io/z',
    'name',
    '',
    'a/b/c',
    '-a',
    'A.b/',
    `${'x'.repeat(64)}`,
  ])('%s may not', (key) => expect(check(key)).toBe(1));
  test('a prefix that only ends alike is not reserved', () =>
    expect(check('notmoorage.dev/x')).toBe(0));
  test.each(['', 'a-b', 'A.b_c'])('the value %s may', (value) =>
    expect(check('k', value)).toBe(0),
  );
  test.each(['a b', '-a', 'x'.repeat(64), 'ä'])(
    'the value %s may not',
    (value) => expect(check('k', value)).toBe(1),
  );
});

describe('environment values', () => {
  test.each(['plain', 'a$b', '$(X)', '$$(X)', '$$', '$', '$($(X))', 'end$'])(
    '%s comes back as it went',
    (value) => {
      expect(unescapeEnv(escapeEnv(value))).toBe(value);
    },
  );
  test('a reference is escaped as Kubernetes wants it', () =>
    expect(escapeEnv('costs $(PRICE)')).toBe('costs $$(PRICE)'));
});
