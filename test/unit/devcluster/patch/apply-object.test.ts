import { describe, expect, test } from '@jest/globals';

import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import {
  applyObject,
  type ApplyObjectOptions,
} from '../../../../devcluster/patch/apply-object.js';
import { completeObject } from '../../../../devcluster/schema/complete-object.js';

const KIND = {
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  definition: 'v1.PodTemplate',
};
const TIME = '2026-01-01T00:00:00Z';
const LATER = '2026-01-01T00:00:09Z';

interface PodTemplate extends KubeObject {
  template: {
    spec: {
      containers: { name: string; image?: string }[];
      [field: string]: unknown;
    };
  };
}

function apply(
  manager: string,
  spec: object,
  live?: KubeObject,
  more: Partial<ApplyObjectOptions> = {},
): PodTemplate {
  const { object } = applyObject({
    text: JSON.stringify({
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: { name: 't' },
      template: { spec },
    }),
    kind: KIND,
    manager,
    force: false,
    subresource: '',
    time: TIME,
    ...(live && { live }),
    ...more,
  });
  const { metadata } = object;
  return completeObject(KIND.definition, {
    ...object,
    metadata: { ...metadata, uid: 'u' },
  }) as PodTemplate;
}

const containers = (...names: string[]) => ({
  containers: names.map((name) => ({ name, image: 'i' })),
});
const namesOf = ({ template }: PodTemplate) =>
  template.spec.containers.map(({ name }) => name);

describe('an apply', () => {
  test('is nothing new the second time', () => {
    const first = apply('m1', containers('a', 'b'));
    const second = apply('m1', containers('a', 'b'), first, { time: LATER });
    expect(second).toEqual(first);
  });

  test('puts the items of its list in order among those of others', () => {
    const live = apply('m1', containers('a', 'b', 'c'));
    expect(namesOf(apply('m2', containers('c', 'a'), live))).toEqual([
      'b',
      'c',
      'a',
    ]);
    expect(namesOf(apply('m2', containers('new', 'b'), live))).toEqual([
      'a',
      'new',
      'b',
      'c',
    ]);
  });

  test('removes items that only it owned, and keeps those of others', () => {
    const mine = apply('m1', containers('a', 'b', 'c'));
    const ours = apply('m2', containers('b'), mine);
    expect(namesOf(apply('m1', containers('a'), ours))).toEqual(['a', 'b']);
  });

  test('removes what becomes empty with its last field', () => {
    const user = { securityContext: { runAsUser: 5 } };
    const live = apply('m1', { ...containers('a'), ...user });
    const { template } = apply('m1', containers('a'), live);
    expect(template.spec).not.toHaveProperty('securityContext');
  });

  test('conflicts only over values that differ', () => {
    const live = apply('m1', containers('a'));
    expect(() => apply('m2', containers('a'), live)).not.toThrow();
    const other = { containers: [{ name: 'a', image: 'other' }] };
    expect(() => apply('m2', other, live)).toThrow(
      'Apply failed with 1 conflict: conflict with "m1": .template.spec.containers[name="a"].image',
    );
    const forced = apply('m2', other, live, { force: true });
    expect(forced.template.spec.containers[0]?.image).toBe('other');
    expect(forced.metadata.managedFields?.[0]?.fieldsV1).toEqual({
      'f:template': {
        'f:spec': {
          'f:containers': { 'k:{"name":"a"}': { '.': {}, 'f:name': {} } },
        },
      },
    });
  });

  test('owns quantities as they are written, and shows them canonical', () => {
    const limits = (cpu: unknown) => ({
      containers: [{ name: 'a', image: 'i', resources: { limits: { cpu } } }],
    });
    const live = apply('m1', limits('0.5'));
    expect(live.template.spec.containers[0]).toMatchObject({
      resources: { limits: { cpu: '500m' } },
    });
    const again = apply('m1', limits(0.5), live);
    expect(again.template).toEqual(live.template);
  });

  test('finds owners for what was there before the first apply', () => {
    const old = apply('m1', containers('a'));
    const { managedFields: _lost, ...metadata } = old.metadata;
    const live: KubeObject = { ...old, metadata };
    expect(() =>
      apply('m2', { containers: [{ name: 'a', image: 'j' }] }, live),
    ).toThrow(
      'conflict with "before-first-apply" using v1: .template.spec.containers[name="a"].image',
    );
  });

  test.each([
    [{ foo: 1 }, '.template.spec.foo: field not declared in schema'],
    [
      { containers: {} },
      '.template.spec.containers: expected list, got &{map[]}',
    ],
    [
      { containers: ['x'] },
      '.template.spec.containers: element 0: associative list with keys may not have non-map elements',
    ],
    [
      containers('a', 'a'),
      '.template.spec.containers: duplicate entries for key [name="a"]',
    ],
    [
      { priority: 'x' },
      '.template.spec.priority: expected numeric (int or float), got string',
    ],
    [
      { hostNetwork: 'x' },
      '.template.spec.hostNetwork: expected boolean, got &{x}',
    ],
    [
      { hostname: 5 },
      '.template.spec.hostname: expected string, got &value.valueUnstructured{Value:5}',
    ],
    [
      { foo: 1, containers: [{ name: 'c', bar: 1 }, { name: 'c' }] },
      '.template.spec.foo: field not declared in schema',
    ],
    [
      { containers: [{ name: 'c', bar: 1 }], foo: 1 },
      'errors:\n  .template.spec.containers[name="c"].bar: field not declared in schema\n  .template.spec.foo: field not declared in schema',
    ],
  ])('refuses %j', (spec, message) => {
    expect(() => apply('m1', spec)).toThrow(
      `failed to create typed patch object (/t; /v1, Kind=PodTemplate): ${message}`,
    );
  });

  test('must say what it applies', () => {
    const text = (body: object) => () =>
      apply('m1', {}, undefined, { text: JSON.stringify(body) });
    expect(text({ kind: 'PodTemplate' })).toThrow(
      'invalid object type: /, Kind=PodTemplate',
    );
    expect(text({ apiVersion: 'apps/v1', kind: 'Deployment' })).toThrow(
      'invalid object type: apps/v1, Kind=Deployment',
    );
    expect(text([])).toThrow(
      'error decoding patch: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    );
  });
});
