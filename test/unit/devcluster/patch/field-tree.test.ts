import { describe, expect, test } from '@jest/globals';

import { toPaths } from '../../../../devcluster/patch/conflict-error.js';
import {
  difference,
  type FieldTree,
  intersection,
  union,
} from '../../../../devcluster/patch/field-tree.js';

const NAMES = ['f:a', 'f:b', 'k:{"name":"c"}'];

/** All sets of a few paths, drawn by a fixed sequence. */
function* sets(count: number): Generator<FieldTree> {
  let seed = 7;
  const next = (end: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * end);
  };
  const part = (depth: number): FieldTree => {
    const steps = NAMES.filter(() => next(2) === 0);
    if (depth === 0 || steps.length === 0) return {};
    return Object.fromEntries([
      ...(next(2) === 0 ? [['.', {}]] : []),
      ...steps.map((step) => [step, part(depth - 1)]),
    ]) as FieldTree;
  };
  for (let made = 0; made < count; made += 1) {
    const { '.': _mark, ...tree } = part(3);
    yield tree;
  }
}

const paths = (tree: FieldTree) => new Set(toPaths(tree));

describe('sets of fields', () => {
  test('have the operations of sets', () => {
    const all = [...sets(60)];
    for (const a of all)
      for (const b of all) {
        const [one, other] = [paths(a), paths(b)];
        const both = [...one].filter((path) => other.has(path));
        const only = [...one].filter((path) => !other.has(path));
        expect(paths(union(a, b))).toEqual(new Set([...one, ...other]));
        expect(paths(intersection(a, b))).toEqual(new Set(both));
        expect(paths(difference(a, b))).toEqual(new Set(only));
      }
  });

  test('are the same object when nothing changes', () => {
    const tree: FieldTree = { 'f:a': { '.': {}, 'f:b': {} }, 'f:c': {} };
    expect(union(tree, { 'f:a': { 'f:b': {} } })).toBe(tree);
    expect(difference(tree, { 'f:a': { 'f:z': {} } })).toBe(tree);
    expect(difference(tree, { 'f:z': {} })).toBe(tree);
  });

  test('are shown as paths', () => {
    expect(
      toPaths({
        'f:spec': {
          'f:containers': {
            'k:{"name":"c","port":80}': { '.': {}, 'f:image': {} },
          },
          'f:names': { 'v:"x"': {} },
        },
      }),
    ).toEqual([
      '.spec.containers[name="c",port=80]',
      '.spec.containers[name="c",port=80].image',
      '.spec.names[="x"]',
    ]);
  });
});
