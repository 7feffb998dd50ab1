import { expect, test } from '@jest/globals';

import { configMaps } from '../../../../devcluster/kinds/config-map.js';
import { pods } from '../../../../devcluster/kinds/pod.js';
import { toIncludeObject } from '../../../../devcluster/tables/include-object.js';
import { toTable } from '../../../../devcluster/tables/table.js';
import { NOW } from './cells.js';

const metadata = { name: 'a', creationTimestamp: '2026-01-01T00:59:55Z' };
const object = { metadata, data: { x: '1' } };
const options = { metadata: { resourceVersion: '7' }, now: NOW };

test('a table has a row for each object', () => {
  expect(
    toTable(configMaps, [object], { ...options, includeObject: 'None' }),
  ).toEqual({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '7' },
    columnDefinitions: [
      ['Name', 'name'],
      ['Data', ''],
      ['Age', ''],
    ].map(([name, format]) => ({
      ...{ name, format, type: 'string', description: '', priority: 0 },
    })),
    rows: [{ cells: ['a', 1, '5s'], object: null }],
  });
});

test('a row carries as much of its object as is asked', () => {
  const rowOf = (includeObject: 'Metadata' | 'Object') =>
    toTable(configMaps, [object], { ...options, includeObject }).rows[0];
  expect(rowOf('Metadata')?.object).toEqual({
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
  });
  expect(rowOf('Object')?.object).toEqual({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    ...object,
  });
});

test('a pod that has ended is complete', () => {
  const conditionsOf = (phase: string) =>
    toTable(pods, [{ metadata, status: { phase } }], {
      ...options,
      includeObject: 'None',
    }).rows[0]?.conditions;
  expect(conditionsOf('Running')).toBeUndefined();
  expect(conditionsOf('Succeeded')).toEqual([
    {
      type: 'Completed',
      status: 'True',
      reason: 'Succeeded',
      message: 'The pod has completed successfully.',
    },
  ]);
});

test('includeObject is one of three words', () => {
  expect(['', 'None', 'Object'].map(toIncludeObject)).toEqual([
    'Metadata',
    'None',
    'Object',
  ]);
  expect(() => toIncludeObject('none')).toThrow(
    'includeObject: Invalid value: "none"',
  );
});
