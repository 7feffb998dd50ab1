import { describe, expect, test } from '@jest/globals';

import type {
  Json,
  KubeObject,
} from '../../../../devcluster/api/kube-object.js';
import { applyJsonPatch } from '../../../../devcluster/patch/json-patch.js';
import { applyMergePatch } from '../../../../devcluster/patch/merge-patch.js';
import { patchObject } from '../../../../devcluster/patch/patch-object.js';

const POD = { group: '', version: 'v1', kind: 'Pod', definition: 'v1.Pod' };

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', finalizers: ['a', 'b', 'c'] },
  spec: {
    containers: [
      { name: 'one', image: 'i', env: [{ name: 'A', value: '1' }] },
      { name: 'two', image: 'i' },
      { name: 'three', image: 'i' },
    ],
    tolerations: [{ key: 'k' }],
  },
  status: { conditions: [{ type: 'Ready', status: 'False' }] },
};

interface Pod extends KubeObject {
  spec: { containers: { name: string; image?: string }[] };
}

const strategic = (patch: unknown) =>
  patchObject({
    type: 'strategic',
    text: JSON.stringify(patch),
    kind: POD,
    object: pod,
  }).object as Pod;

const containers = (list: unknown[], more: object = {}) =>
  strategic({ spec: { containers: list, ...more } }).spec.containers.map(
    ({ name }) => name,
  );

const finalizers = (metadata: object) =>
  strategic({ metadata }).metadata.finalizers;

const names = (...list: string[]) => list.map((name) => ({ name }));

describe('a strategic merge patch', () => {
  test('puts items into the order of the patch, others near their neighbours', () => {
    expect(containers(names('three', 'one'))).toEqual(['two', 'three', 'one']);
    expect(containers(names('new'))).toEqual(['new', 'one', 'two', 'three']);
    expect(containers(names('new', 'two'))).toEqual([
      'new',
      'one',
      'two',
      'three',
    ]);
  });

  test('follows directives', () => {
    const order = (...list: string[]) => ({
      '$setElementOrder/containers': names(...list),
    });
    expect(containers([], order('three', 'two', 'one'))).toEqual([
      'three',
      'two',
      'one',
    ]);
    expect(
      containers([{ name: 'two', $patch: 'delete' }], order('three', 'one')),
    ).toEqual(['three', 'one']);
    expect(containers([{ $patch: 'replace' }])).toEqual([]);
    expect(
      finalizers({ '$deleteFromPrimitiveList/finalizers': ['b'] }),
    ).toEqual(['a', 'c']);
    expect(finalizers({ finalizers: ['d', 'b'] })).toEqual([
      'd',
      'a',
      'b',
      'c',
    ]);
    const { spec } = strategic({ spec: { $patch: 'replace', hostname: 'h' } });
    expect(spec).toEqual({ hostname: 'h' });
  });

  test.each([
    [
      [{ image: 'x' }],
      'map: map[image:x] does not contain declared merge key: name',
    ],
    [
      [{ name: 'a', $patch: 'odd' }],
      'unknown patch type: odd in map: map[$patch:odd name:a]',
    ],
    [
      [{ name: 'a', $patch: 'merge' }],
      'merging lists cannot yet be specified in the patch',
    ],
  ])('fails for %j', (list, message) => {
    expect(() => containers(list)).toThrow(message);
  });

  test('refuses what its own directives contradict', () => {
    expect(() =>
      containers(names('one'), { '$setElementOrder/containers': names('two') }),
    ).toThrow("doesn't match $setElementOrder list");
    expect(() => strategic({ spec: { $retainKeys: ['a'], b: 1 } })).toThrow(
      'invalid patch format of retainKeys',
    );
  });

  test('shares what does not change and changes nothing in place', () => {
    const before = structuredClone(pod);
    const patched = strategic({
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    expect(pod).toEqual(before);
    expect(patched.spec).toBe(pod.spec);
    expect(patched.metadata).toBe(pod.metadata);
    expect(patched.status).toEqual({
      conditions: [{ type: 'Ready', status: 'True' }],
    });
  });
});

describe('a merge patch', () => {
  test('deletes by null, also what it adds', () => {
    const patched = applyMergePatch(
      { a: 1, b: { c: 1, d: 2 } },
      { a: null, b: { c: null, e: { f: null } }, g: [{ h: null, i: 1 }] },
    );
    expect(patched).toEqual({ b: { d: 2, e: {} }, g: [{ i: 1 }] });
  });

  test('keeps a key named __proto__ a key', () => {
    const patch = JSON.parse('{"__proto__":{"x":1}}') as Json;
    const patched = applyMergePatch({}, patch) as object;
    expect(Object.keys(patched)).toEqual(['__proto__']);
    expect('x' in patched).toBe(false);
  });
});

describe('a JSON patch', () => {
  const document: Json = { list: ['a', 'b'], map: { 'x/y': 1, '~': 2 } };

  test.each([
    [{ op: 'add', path: '/list/1', value: 'n' }, { list: ['a', 'n', 'b'] }],
    [{ op: 'add', path: '/list/-', value: 'n' }, { list: ['a', 'b', 'n'] }],
    [{ op: 'remove', path: '/list/-1' }, { list: ['a'] }],
    [{ op: 'replace', path: '/list/0', value: 1 }, { list: [1, 'b'] }],
    [{ op: 'move', from: '/list/0', path: '/list/1' }, { list: ['b', 'a'] }],
    [{ op: 'remove', path: '/map/x~1y' }, { map: { '~': 2 } }],
    [
      { op: 'replace', path: '/map/~0', value: 3 },
      { map: { 'x/y': 1, '~': 3 } },
    ],
    [
      { op: 'copy', from: '/map/none', path: '/map/z' },
      { map: { 'x/y': 1, '~': 2, z: null } },
    ],
    [{ op: 'test', path: '/map/none', value: null }, {}],
    [
      { op: 'add', path: '', value: { whole: true } },
      { list: undefined, map: undefined, whole: true },
    ],
  ])('%j', (operation, changed) => {
    expect(applyJsonPatch(document, [operation as never])).toEqual({
      ...(document as object),
      ...changed,
    });
  });

  test.each([
    { op: 'add', path: '/list/9', value: 1 },
    { op: 'add', path: '/list/x', value: 1 },
    { op: 'replace', path: '/list/-', value: 1 },
    { op: 'remove', path: '/map/none' },
    { op: 'remove', path: '' },
    { op: 'add', path: '/none/a', value: 1 },
    { op: 'test', path: '/list', value: ['b', 'a'] },
    { op: 'test', path: '/list/constructor', value: null },
  ])('fails for %j', (operation) => {
    expect(() => applyJsonPatch(document, [operation])).toThrow(
      'the server rejected our request due to an error in our request',
    );
  });
});
