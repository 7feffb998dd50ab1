import { describe, expect, test } from '@jest/globals';

import { type Deed, toPermission } from '../../../src/graphql/permission.js';

describe('rules of a namespace', () => {
  const allows = (
    deed: Deed,
    rule: {
      verbs: string[];
      apiGroups?: string[];
      resources?: string[];
      resourceNames?: string[];
    },
  ) =>
    toPermission(
      { incomplete: false, nonResourceRules: [], resourceRules: [rule] },
      deed,
    ).allowed;
  const create = { verb: 'create', group: 'apps', resource: 'deployments' };
  const scale = {
    verb: 'update',
    group: 'apps',
    resource: 'deployments/scale',
  };
  const update = {
    verb: 'update',
    group: '',
    resource: 'namespaces',
    name: 'acme',
  };

  test('cover a deed by verb, group and resource', () => {
    const rule = {
      verbs: ['create'],
      apiGroups: ['apps'],
      resources: ['deployments'],
    };
    expect(allows(create, rule)).toBe(true);
    expect(allows(create, { ...rule, verbs: ['get'] })).toBe(false);
    expect(allows(create, { ...rule, apiGroups: [''] })).toBe(false);
    expect(allows(create, { ...rule, resources: ['pods'] })).toBe(false);
    expect(
      allows(create, { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }),
    ).toBe(true);
    expect(allows(create, { verbs: ['create'] })).toBe(false);
  });

  test('cover a subresource by its own word only', () => {
    const rule = { verbs: ['update'], apiGroups: ['apps'] };
    expect(allows(scale, { ...rule, resources: ['deployments'] })).toBe(false);
    expect(allows(scale, { ...rule, resources: ['*/scale'] })).toBe(true);
    expect(allows(scale, { ...rule, resources: ['deployments/scale'] })).toBe(
      true,
    );
  });

  test('for certain names cover a deed on one of them', () => {
    const rule = {
      verbs: ['*'],
      apiGroups: ['', 'apps'],
      resources: ['namespaces', 'deployments'],
      resourceNames: ['acme'],
    };
    expect(allows(update, rule)).toBe(true);
    expect(allows({ ...update, name: 'other' }, rule)).toBe(false);
    expect(allows(create, rule)).toBe(false);
  });

  test('give a reason, and say when they may be incomplete', () => {
    const status = { nonResourceRules: [], resourceRules: [] };
    expect(toPermission({ ...status, incomplete: false }, create)).toEqual({
      allowed: false,
      reason:
        'None of the roles that you have here lets you create deployments.apps.',
    });
    expect(
      toPermission(
        { ...status, incomplete: true, evaluationError: 'a webhook' },
        create,
      ).reason,
    ).toContain('(a webhook): it may be allowed all the same');
  });
});
