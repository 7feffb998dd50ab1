import { expect, test } from '@jest/globals';

import { diffJson } from '../../../src/lib/json-diff.js';

test('names each leaf that differs by its JSON pointer', () => {
  const before = { a: 1, b: { 'x/y': [1, 2], gone: true }, same: [{}] };
  const after = { a: 2, b: { 'x/y': [1, 3] }, same: [{}], fresh: null };
  expect(diffJson(before, after)).toEqual([
    { path: '/a', before: 1, after: 2 },
    { path: '/b/gone', before: true, after: undefined },
    { path: '/b/x~1y/1', before: 2, after: 3 },
    { path: '/fresh', before: undefined, after: null },
  ]);
});

test('a list of another length differs as a whole', () => {
  expect(diffJson({ l: [1] }, { l: [1, 2] })).toEqual([
    { path: '/l', before: [1], after: [1, 2] },
  ]);
});
