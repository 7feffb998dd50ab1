import { describe, expect, test } from '@jest/globals';

import {
  checkConfigKey,
  checkEnvName,
  checkLabel1035Name,
  checkLabelName,
  checkLabelValue,
  checkPathSegmentName,
  checkPortName,
  checkPortNumber,
  checkQualifiedName,
  checkStrictEnvName,
  checkSubdomainName,
} from '../../../../devcluster/kinds/name-rules.js';

const long = (length: number) => 'a'.repeat(length);

describe('a name', () => {
  test.each([
    [checkLabelName, ['a', '1a', 'a-b', long(63)]],
    [checkSubdomainName, ['a', '1.2', 'a-b.c', long(253)]],
    [checkLabel1035Name, ['a', 'a-1', long(63)]],
    [checkPathSegmentName, ['A b', '...', 'system:x', '']],
    [checkQualifiedName, ['A', 'a.b/C_d.e', '1', long(63)]],
    [checkLabelValue, ['', 'A', '1_2.3-x', long(63)]],
    [checkConfigKey, ['a', '.x', '_', 'A.b-c', long(253)]],
    [checkEnvName, ['A', 'a b', '1', '-', '~']],
    [checkStrictEnvName, ['A', '_a', 'a.b-c']],
    [checkPortName, ['a', 'http', '1a-b', long(15)]],
  ])('is right: %p', (check, names) => {
    for (const name of names) expect([name, check(name)]).toEqual([name, []]);
  });

  test.each<[(value: string) => string[], string, (string | RegExp)[]]>([
    [checkLabelName, '', [/^a lowercase RFC 1123 label must consist/]],
    [checkLabelName, 'a.b', ['must not contain dots']],
    [checkLabelName, long(64), ['must be no more than 63 characters']],
    [
      checkLabelName,
      `-${long(63)}`,
      ['must be no more than 63 characters', /^a lowercase RFC 1123 label/],
    ],
    [checkSubdomainName, 'a..b', [/^a lowercase RFC 1123 subdomain/]],
    [checkSubdomainName, long(254), ['must be no more than 253 characters']],
    [
      checkLabel1035Name,
      '1a',
      [/^a DNS-1035 label .* \(e\.g\. 'my-name', {2}or 'abc-123', regex/],
    ],
    [checkPathSegmentName, '.', ["may not be '.'"]],
    [
      checkPathSegmentName,
      '/%',
      ["may not contain '/'", "may not contain '%'"],
    ],
    [checkQualifiedName, '/x', ['prefix part must be non-empty']],
    [
      checkQualifiedName,
      'a/',
      ['name part must be non-empty', /^name part must consist/],
    ],
    [checkQualifiedName, long(64), ['name part must be no more than 63 bytes']],
    [
      checkQualifiedName,
      `${long(254)}/x`,
      ['prefix part must be no more than 253 bytes'],
    ],
    [checkQualifiedName, 'a/b/c', [/^a valid label key must consist/]],
    [checkLabelValue, long(64), ['must be no more than 63 bytes']],
    [checkLabelValue, 'é', [/^a valid label must be an empty string or/]],
    [checkConfigKey, '.', ["must not be '.'"]],
    [checkConfigKey, '..x', ["must not start with '..'"]],
    [checkConfigKey, '', [/^a valid config key must consist/]],
    [checkEnvName, '', ['environment variable name must be non-empty']],
    [checkEnvName, 'a=b', [/printable ASCII characters other than '='$/]],
    [checkStrictEnvName, '1a', [/must not start with a digit/]],
    [
      checkPortName,
      '-1--',
      [
        'must contain at least one letter (a-z)',
        'must not contain consecutive hyphens',
        'must not begin or end with a hyphen',
      ],
    ],
    [
      checkPortName,
      `A${long(15)}`,
      [
        'must be no more than 15 characters',
        'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      ],
    ],
  ])('is wrong: %p %p', (check, name, messages) => {
    const found = check(name);
    expect(found).toHaveLength(messages.length);
    for (const [at, message] of messages.entries())
      expect(found[at]).toEqual(
        typeof message === 'string' ? message : expect.stringMatching(message),
      );
  });

  test('of a port is a number from 1 to 65535', () => {
    expect([1, 65_535].flatMap(checkPortNumber)).toEqual([]);
    for (const number of [0, 65_536])
      expect(checkPortNumber(number)).toEqual([
        'must be between 1 and 65535, inclusive',
      ]);
  });
});
