import { describe, expect, test } from '@jest/globals';

import { aggregateRoles } from '../../../../devcluster/access/aggregate-roles.js';
import { toDefaultRoles } from '../../../../devcluster/access/default-roles.js';
import type {
  PolicyRule,
  Role,
} from '../../../../devcluster/access/rbac-object.js';
import { rule } from './rights.js';

const aRole = (
  name: string,
  rules: PolicyRule[],
  ...labels: string[]
): Role => ({
  metadata: {
    name,
    labels: Object.fromEntries(labels.map((each) => [each, 'true'])),
  },
  rules,
});
const aWhole = (role: Role, label: string): Role => ({
  ...role,
  aggregationRule: {
    clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }],
  },
});
const rulesOf = (roles: Role[], name: string) =>
  roles.find(({ metadata }) => metadata.name === name)?.rules;

const PODS = rule('get', 'pods');
const NODES = rule('get', 'nodes');

describe('aggregation', () => {
  test('gathers rules in the order of names, each once', () => {
    const roles = [
      aWhole(aRole('whole', [rule('get', 'own')]), 'in'),
      aRole('b', [PODS], 'in'),
      aRole('a', [NODES, PODS], 'in'),
      aRole('other', [rule('get', 'secrets')]),
    ];
    const changed = aggregateRoles(roles);
    expect(changed).toHaveLength(1);
    expect(rulesOf(changed, 'whole')).toEqual([NODES, PODS]);
  });

  test('carries rules through several roles', () => {
    const roles = [
      aWhole(aRole('top', []), 'in-top'),
      aWhole(aRole('middle', [], 'in-top'), 'in-middle'),
      aRole('part', [PODS], 'in-middle'),
    ];
    const changed = aggregateRoles(roles);
    expect(rulesOf(changed, 'top')).toEqual([PODS]);
    expect(rulesOf(changed, 'middle')).toEqual([PODS]);
  });

  test('ends in a circle too, and gathers nothing of itself', () => {
    const roles = [
      aWhole(aRole('one', [], 'x'), 'x'),
      aWhole(aRole('two', [PODS], 'x'), 'x'),
    ];
    expect(aggregateRoles(roles).length).toBeGreaterThan(0);
  });

  test('has nothing to do for the roles of the start', () => {
    const roles = toDefaultRoles().filter(({ kind }) => kind === 'ClusterRole');
    expect(aggregateRoles(roles)).toEqual([]);
    const mine = aRole(
      'mine',
      [rule('get', 'things')],
      'rbac.authorization.k8s.io/aggregate-to-view',
    );
    const changed = aggregateRoles([...roles, mine]);
    expect(changed.map(({ metadata }) => metadata.name).sort()).toEqual([
      'admin',
      'edit',
      'view',
    ]);
  });
});
