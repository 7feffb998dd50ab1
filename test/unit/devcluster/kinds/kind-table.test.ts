import { describe, expect, test } from '@jest/globals';

import { toResourceText } from '../../../../devcluster/api/status-error.js';
import { createKinds } from '../../../../devcluster/kinds/kind-table.js';
import { structType } from '../../../../devcluster/schema/struct-type.js';

const kinds = createKinds();

const namesOf = (has: (kind: (typeof kinds)[number]) => unknown) =>
  kinds.filter(has).map(toResourceText).sort();

describe('the table of kinds', () => {
  test('has each resource once, with a type that exists', () => {
    expect(new Set(kinds.map(toResourceText)).size).toBe(kinds.length);
    for (const { definition } of kinds)
      expect(structType(definition).fields.has('metadata')).toBe(true);
  });

  test('says what a PUT may make', () => {
    expect(namesOf(({ createsOnUpdate }) => createsOnUpdate)).toEqual([
      'clusterrolebindings.rbac.authorization.k8s.io',
      'clusterroles.rbac.authorization.k8s.io',
      'endpoints',
      'events',
      'events.events.k8s.io',
      'limitranges',
      'rolebindings.rbac.authorization.k8s.io',
      'roles.rbac.authorization.k8s.io',
      'services',
    ]);
  });

  test('says what a deletion answers', () => {
    expect(namesOf(({ returnsDeleted }) => returnsDeleted)).toEqual([
      'namespaces',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'podtemplates',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ]);
  });

  test('says whose changes are counted', () => {
    expect(namesOf(({ hasGeneration }) => hasGeneration)).toEqual([
      'deployments.apps',
      'endpointslices.discovery.k8s.io',
      'horizontalpodautoscalers.autoscaling',
      'networkpolicies.networking.k8s.io',
      'pods',
      'podtemplates',
      'replicasets.apps',
      'replicationcontrollers',
    ]);
  });
});
