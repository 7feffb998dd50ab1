import { describe, expect, test } from '@jest/globals';

import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
} from '../../../src/lib/quantity.js';

describe('quantities', () => {
  test.each([
    ['0.25', '250m'],
    ['2', '2'],
    ['250m', '250m'],
    ['1000m', '1'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['1Ki', '1Ki'],
    ['512Ki', '512Ki'],
    ['1000', '1k'],
    ['1e3', '1k'],
    ['0', '0'],
    ['0Mi', '0'],
    ['.5', '500m'],
    ['100M', '100M'],
    ['1000000k', '1G'],
    ['-1', '-1'],
  ])('%s is stored as %s', (text, canonical) => {
    const quantity = parseQuantity(text);
    expect(quantity && formatQuantity(quantity)).toBe(canonical);
  });

  test.each(['', 'x', '1Q', '1.2.3', 'Mi', '1 Gi', '--1', '1e', '٣'])(
    '%s is none',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  test('are compared by value, not by text', () => {
    const compare = (a: string, b: string) =>
      compareQuantities(parseQuantity(a)!, parseQuantity(b)!);
    expect([
      compare('1Gi', '1024Mi'),
      compare('1G', '1Gi'),
      compare('2', '1500m'),
    ]).toEqual([0, -1, 1]);
  });
});
