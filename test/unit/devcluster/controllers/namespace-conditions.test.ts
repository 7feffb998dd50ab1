import { expect, test } from '@jest/globals';

import { toNamespaceConditions } from '../../../../devcluster/controllers/namespace-conditions.js';

const at = '2026-01-01T00:00:00Z';

test('the conditions of a namespace name what could not be deleted, and keep their times', () => {
  const before = toNamespaceConditions([], {
    byResource: new Map([['pods.', 2]]),
    byFinalizer: new Map(),
    failures: [],
  }).map((condition) => ({ ...condition, lastTransitionTime: at }));
  const after = toNamespaceConditions(
    [{ type: 'Other', status: 'True', reason: 'r', message: 'm' }, ...before],
    {
      byResource: new Map([
        ['services.', 1],
        ['deployments.apps', 3],
      ]),
      byFinalizer: new Map([['a/b', 4]]),
      failures: ['second', 'first'],
    },
  );
  expect(
    after.map(({ type, status, message }) => [type, status, message]),
  ).toEqual([
    ['Other', 'True', 'm'],
    [
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'All resources successfully discovered',
    ],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      'True',
      'Failed to delete all resource types, 2 remaining: first, second',
    ],
    [
      'NamespaceContentRemaining',
      'True',
      'Some resources are remaining: deployments.apps has 3 resource instances, services. has 1 resource instances',
    ],
    [
      'NamespaceFinalizersRemaining',
      'True',
      'Some content in the namespace has finalizers remaining: a/b in 4 resource instances',
    ],
  ]);
  const timeOf = (type: string) =>
    after.find((one) => one.type === type)?.lastTransitionTime;
  expect(timeOf('NamespaceContentRemaining')).toBe(at);
  expect(timeOf('NamespaceFinalizersRemaining')).not.toBe(at);
});
