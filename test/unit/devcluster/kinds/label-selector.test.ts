import { describe, expect, test } from '@jest/globals';

import {
  isEmptySelector,
  matchesSelector,
  validateLabelSelector,
} from '../../../../devcluster/kinds/label-selector.js';
import { toSelectorText } from '../../../../devcluster/kinds/selector-text.js';

describe('matching', () => {
  const labels = { app: 'shop', tier: 'web' };
  const one = (key: string, operator: string, values?: string[]) => ({
    matchExpressions: [{ key, operator, values }],
  });

  test.each([
    ['nothing asked', {}, true],
    ['a label', { matchLabels: { app: 'shop' } }, true],
    ['another value', { matchLabels: { app: 'x' } }, false],
    ['what every object has', { matchLabels: { toString: 'x' } }, false],
    ['one of some', one('tier', 'In', ['api', 'web']), true],
    ['none of some', one('tier', 'In', ['api']), false],
    ['not one of them', one('tier', 'NotIn', ['api']), true],
    ['one of them', one('tier', 'NotIn', ['web']), false],
    ['no such key', one('zone', 'NotIn', ['a']), true],
    ['a key', one('app', 'Exists'), true],
    ['no key', one('zone', 'Exists'), false],
    ['no such key asked', one('zone', 'DoesNotExist'), true],
    ['a key that must not be', one('app', 'DoesNotExist'), false],
    ['both', { matchLabels: { app: 'shop' }, ...one('zone', 'Exists') }, false],
  ])('%s', (_what, selector, isSelected) => {
    expect(matchesSelector(selector, labels)).toBe(isSelected);
  });

  test('no selector selects nothing', () => {
    expect(matchesSelector(undefined, labels)).toBe(false);
  });
});

test('an empty selector has no terms', () => {
  expect(isEmptySelector({ matchLabels: {} })).toBe(true);
  expect(isEmptySelector({ matchLabels: { a: 'b' } })).toBe(false);
});

test('what is wrong is said of its place', () => {
  const selector = {
    matchLabels: { a: 'b' },
    matchExpressions: [
      { key: 'a', operator: 'In' },
      { key: 'a', operator: 'Near' },
      { key: 'a', operator: 'Exists', values: ['b'] },
      { key: 'a', operator: 'NotIn', values: ['b', '-'] },
    ],
  };
  const at = 'f.matchExpressions';
  expect(
    validateLabelSelector(selector, 'f').map(({ field, reason }) => [
      field,
      reason,
    ]),
  ).toEqual([
    [`${at}[0].values`, 'FieldValueRequired'],
    [`${at}[1].operator`, 'FieldValueInvalid'],
    [`${at}[2].values`, 'FieldValueForbidden'],
    [`${at}[3].values[1]`, 'FieldValueInvalid'],
  ]);
});

test('its text is in the order of the keys', () => {
  expect(
    toSelectorText({
      matchLabels: { b: '1', a: '2' },
      matchExpressions: [
        { key: 'd', operator: 'NotIn', values: ['z', 'y'] },
        { key: 'c', operator: 'DoesNotExist' },
        { key: 'aa', operator: 'In', values: ['1'] },
        { key: 'e', operator: 'Exists' },
      ],
    }),
  ).toBe('a=2,aa in (1),b=1,!c,d notin (y,z),e');
});
