import { describe, expect, test } from '@jest/globals';

import type { Kind } from '../../../../devcluster/api/kind.js';
import type { ObjectMeta } from '../../../../devcluster/api/kube-object.js';
import { configMaps } from '../../../../devcluster/kinds/config-map.js';
import { validateMetadata } from '../../../../devcluster/kinds/metadata-validation.js';
import { namespaces } from '../../../../devcluster/kinds/namespace.js';
import { roles } from '../../../../devcluster/kinds/role.js';

function refusals(kind: Kind, metadata: ObjectMeta, old?: ObjectMeta) {
  const place = kind.namespaced ? { namespace: 'n' } : {};
  return validateMetadata(
    kind,
    { metadata: { ...place, ...metadata } },
    old && { metadata: { ...place, ...old } },
  ).map(({ field, message }) => `${field}: ${message}`);
}

describe('metadata of a new object', () => {
  test.each<[Kind, ObjectMeta, string[]]>([
    [configMaps, { name: 'a.b', generateName: 'a.b-' }, []],
    [configMaps, { name: 'a', generateName: 'a-' }, []],
    [
      configMaps,
      {},
      ['metadata.name: Required value: name or generateName is required'],
    ],
    [roles, { name: 'A b', generateName: '..' }, []],
    [
      roles,
      { name: 'a', generateName: '%' },
      [`metadata.generateName: Invalid value: "%": may not contain '%'`],
    ],
    [
      configMaps,
      { name: 'a', namespace: 'a.b' },
      ['metadata.namespace: Invalid value: "a.b": must not contain dots'],
    ],
    [
      configMaps,
      { name: 'a', namespace: undefined },
      ['metadata.namespace: Required value'],
    ],
    [
      namespaces,
      { name: 'a', namespace: 'b' },
      ['metadata.namespace: Forbidden: not allowed on this type'],
    ],
    [configMaps, { name: 'a', finalizers: ['kubernetes', 'a.b/c'] }, []],
    [
      configMaps,
      {
        name: 'a',
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Event', name: 'n', uid: 'u' },
        ],
      },
      [
        'metadata.ownerReferences[0]: Invalid value: {"apiVersion":"v1","kind":"Event","name":"n","uid":"u"}: /v1, Kind=Event is disallowed from being an owner',
      ],
    ],
  ])('%#', (kind, metadata, expected) => {
    expect(refusals(kind, metadata)).toEqual(expected);
  });
});

describe('metadata of a changed object', () => {
  test('may have a name from before the rule', () => {
    expect(refusals(configMaps, { name: 'Old_' }, { name: 'Old_' })).toEqual(
      [],
    );
  });

  test('stays what it is', () => {
    const old = { name: 'a', uid: 'u', creationTimestamp: 't' };
    const draft = { ...old, uid: 'v', deletionGracePeriodSeconds: 3 };
    expect(refusals(configMaps, draft, old)).toEqual([
      'metadata.uid: Invalid value: "v": field is immutable',
      'metadata.deletionGracePeriodSeconds: Invalid value: 3: field is immutable',
    ]);
    expect(refusals(configMaps, { name: 'a' }, old)).toEqual([
      'metadata.uid: Invalid value: "": field is immutable',
      'metadata.creationTimestamp: Invalid value: null: field is immutable',
    ]);
  });

  test('gets no new finalizers while it is deleted', () => {
    const old = {
      name: 'a',
      deletionTimestamp: 't',
      finalizers: ['a.b/c', 'a.b/d'],
    };
    expect(
      refusals(configMaps, { ...old, finalizers: ['a.b/d'] }, old),
    ).toEqual([]);
    expect(
      refusals(configMaps, { ...old, finalizers: ['x.y/z', 'x.y/a'] }, old),
    ).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"x.y/a", "x.y/z"}',
    ]);
  });
});
