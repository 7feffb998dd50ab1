import { describe, expect, test } from '@jest/globals';

import {
  canonicalAmount,
  canonicalQuantity,
} from '../../../../devcluster/quantity/canonical-quantity.js';
import { formatQuantity } from '../../../../devcluster/quantity/format-quantity.js';
import { parseQuantity } from '../../../../devcluster/quantity/parse-quantity.js';
import {
  addQuantities,
  compareQuantities,
  subtractQuantities,
  toMillis,
  toUnits,
  ZERO,
} from '../../../../devcluster/quantity/quantity.js';

// As the API server 1.37.2 answers them.
const AMOUNTS: Record<string, string> = {
  '0': '0',
  '1': '1',
  '1000': '1k',
  '1000000': '1M',
  '0.5': '500m',
  '1.500': '1.500',
  '1.5': '1500m',
  '+5': '+5',
  '0.0001': '1m',
  '1000m': '1',
  '1Ki': '1Ki',
  '100Ki': '100Ki',
  '1000Ki': '1000Ki',
  '1024Ki': '1Mi',
  '1024Mi': '1Gi',
  '0.5Gi': '512Mi',
  '1.5Gi': '1536Mi',
  '0.1Ki': '102400m',
  '0.001Ki': '1024m',
  '128M': '128M',
  '1e3': '1e3',
  '1E3': '1E3',
  '12e2': '1200',
  '5e-4': '1e-3',
  '0.1n': '1m',
  M: '0',
  '5.G': '5.G',
  '00012': '00012',
  '9Ei': '9223372036854775807',
  '7.5Ei': '7680Pi',
  '1.23456789012': '1235m',
  '12345678901234567890': '12345678901234567890',
  '2.000Mi': '2Mi',
  '0Mi': '0',
  '-0.5Gi': '-512Mi',
  '0.9999999999Ki': '1Ki',
};

const text = (add: typeof addQuantities, a: string, b: string) =>
  formatQuantity(add(parseQuantity(a), parseQuantity(b)));

describe('quantities', () => {
  test.each(Object.entries(AMOUNTS))('%s is shown as %s', (given, shown) => {
    expect(canonicalAmount(given)).toBe(shown);
    expect(canonicalAmount(canonicalAmount(given))).toBe(shown);
  });

  test('keep nine decimals outside of lists of resources', () => {
    expect(canonicalQuantity('0.0001')).toBe('100u');
    expect(canonicalQuantity('0.1n')).toBe('1n');
  });

  test.each(['', 'x', '5x', '5 Mi', '1,5'])('%p has no form', (given) => {
    expect(() => parseQuantity(given)).toThrow(
      'quantities must match the regular expression',
    );
  });

  test.each(['5mm', '--5', '1e', '1m1', '1Ee', '1e999999999'])(
    '%p has no suffix',
    (given) => {
      expect(() => parseQuantity(given)).toThrow(
        "unable to parse quantity's suffix",
      );
    },
  );

  test('are compared by value', () => {
    const compare = (a: string, b: string) =>
      compareQuantities(parseQuantity(a), parseQuantity(b));
    expect(compare('1', '1000m')).toBe(0);
    expect(compare('1Gi', '1G')).toBe(1);
    expect(compare('-1', '0')).toBe(-1);
    expect(compare('1e3', '1k')).toBe(0);
  });

  test('add up in the family of the first that is not zero', () => {
    expect(text(addQuantities, '512Mi', '512Mi')).toBe('1Gi');
    expect(text(addQuantities, '0', '512Mi')).toBe('512Mi');
    expect(text(addQuantities, '1500m', '500m')).toBe('2');
    expect(text(addQuantities, '1Gi', '500M')).toBe('1573741824');
    expect(text(subtractQuantities, '1Gi', '512Mi')).toBe('512Mi');
    expect(text(subtractQuantities, '1', '1')).toBe('0');
    expect(text(subtractQuantities, '1', '3')).toBe('-2');
    expect(formatQuantity(ZERO)).toBe('0');
  });

  test('are rounded away from zero as numbers', () => {
    expect(toMillis(parseQuantity('0.5'))).toBe(500);
    expect(toMillis(parseQuantity('0.0001'))).toBe(1);
    expect(toUnits(parseQuantity('1.1'))).toBe(2);
    expect(toUnits(parseQuantity('-1.1'))).toBe(-2);
    expect(toUnits(parseQuantity('1Gi'))).toBe(1_073_741_824);
  });
});
