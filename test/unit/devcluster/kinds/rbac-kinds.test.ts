import { describe, expect, test } from '@jest/globals';

import { clusterRoles, roles } from '../../../../devcluster/kinds/role.js';
import {
  clusterRoleBindings,
  roleBindings,
} from '../../../../devcluster/kinds/role-binding.js';
import { changeRefusals, refusalsOf, toShown } from './drafts.js';

const GROUP = 'rbac.authorization.k8s.io';
const roleRef = { kind: 'ClusterRole', name: 'view' };

describe('roles', () => {
  test('are shown with rules, even with none', () => {
    expect(toShown(roles, {}).rules).toBeNull();
    expect(
      refusalsOf(clusterRoles, {
        rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }],
      }),
    ).toEqual([]);
  });

  test('cannot mix resources and paths', () => {
    const rules = [
      { verbs: ['get'], nonResourceURLs: ['/x'], resources: ['y'] },
    ];
    expect(refusalsOf(clusterRoles, { rules })).toEqual([
      'rules[0].nonResourceURLs: Invalid value: ["/x"]: rules cannot apply to both regular resources and non-resource URLs',
    ]);
  });

  test('gather others by selectors', () => {
    const aggregated = (...clusterRoleSelectors: object[]) =>
      refusalsOf(clusterRoles, { aggregationRule: { clusterRoleSelectors } });
    expect(aggregated({ matchLabels: { a: 'b' } })).toEqual([]);
    expect(aggregated()).toEqual([
      'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
    ]);
    expect(
      aggregated({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
    ).toEqual([
      "aggregationRule.clusterRoleSelectors[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.',
    ]);
  });
});

describe('bindings', () => {
  test('are completed', () => {
    const subjects = [
      { kind: 'User', name: 'u' },
      { kind: 'ServiceAccount', name: 's' },
    ];
    expect(toShown(roleBindings, { roleRef, subjects })).toMatchObject({
      roleRef: { ...roleRef, apiGroup: GROUP },
      subjects: [{ kind: 'User', name: 'u', apiGroup: GROUP }, subjects[1]],
    });
  });

  test.each<[object, string[]]>([
    [
      {},
      [
        'roleRef.kind: Unsupported value: "": supported values: "Role", "ClusterRole"',
        'roleRef.name: Required value',
      ],
    ],
    [
      { roleRef: { ...roleRef, apiGroup: 'x', name: 'a/b' } },
      [
        `roleRef.apiGroup: Unsupported value: "x": supported values: "${GROUP}"`,
        `roleRef.name: Invalid value: "a/b": may not contain '/'`,
      ],
    ],
    [
      {
        roleRef,
        subjects: [
          { kind: 'ServiceAccount', name: 'S', apiGroup: 'x' },
          { kind: 'Group' },
        ],
      },
      [
        expect.stringMatching(
          /^subjects\[0\]\.name: Invalid value: "S": a lowercase RFC 1123 subdomain/,
        ) as unknown as string,
        'subjects[0].apiGroup: Unsupported value: "x": supported values: ""',
        'subjects[1].name: Required value',
      ],
    ],
  ])('%j is refused', (body, expected) => {
    expect(refusalsOf(roleBindings, body)).toEqual(expected);
  });

  test('of the cluster name the namespace of accounts', () => {
    const subjects = [{ kind: 'ServiceAccount', name: 's' }];
    expect(refusalsOf(clusterRoleBindings, { roleRef, subjects })).toEqual([
      'subjects[0].namespace: Required value',
    ]);
    expect(
      refusalsOf(clusterRoleBindings, { roleRef: { kind: 'Role', name: 'x' } }),
    ).toEqual([
      'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
    ]);
  });

  test('keep their role', () => {
    expect(
      changeRefusals(roleBindings, { roleRef }, { roleRef, subjects: [] }),
    ).toEqual([]);
    expect(
      changeRefusals(
        roleBindings,
        { roleRef },
        { roleRef: { ...roleRef, name: 'edit' } },
      ),
    ).toEqual([
      `roleRef: Invalid value: {"APIGroup":"${GROUP}","Kind":"ClusterRole","Name":"edit"}: field is immutable`,
    ]);
  });
});
