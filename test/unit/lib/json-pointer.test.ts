import { describe, expect, test } from '@jest/globals';

import { editDistance } from '../../../src/lib/edit-distance.js';
import { atPointer } from '../../../src/lib/json-pointer.js';

const VALUE = { a: { 'b/c': [1, { '~': null }] }, '': 'empty', length: 0 };

describe('atPointer', () => {
  test.each<[string, unknown]>([
    ['', VALUE],
    ['/a/b~1c/0', 1],
    ['/a/b~1c/1/~0', null],
    ['/', 'empty'],
    ['/length', 0],
    ['/a/b~1c/5', undefined],
    ['/none/deep', undefined],
    ['/a/constructor', undefined],
    ['/__proto__', undefined],
  ])('finds %j', (pointer, value) => {
    expect(atPointer(VALUE, pointer)).toEqual(value);
  });

  test.each(['a', 'a/b', '/~', '/~2'])('refuses %j', (pointer) => {
    expect(() => atPointer(VALUE, pointer)).toThrow(SyntaxError);
  });
});

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['configmap', 'confgmap', 1],
    ['deployment', 'deplyomnet', 4],
    ['x'.repeat(101), 'x', Infinity],
  ])('of %j and %j is %d', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });
});
