import { beforeEach, describe, expect, test } from '@jest/globals';

import { createAuthorizer } from '../../../../devcluster/access/authorizer.js';
import type { DistinctHeaders } from '../../../../devcluster/access/impersonation-headers.js';
import {
  createImpersonator,
  type Impersonator,
} from '../../../../devcluster/access/impersonator.js';
import type { PolicyRule } from '../../../../devcluster/access/rbac-object.js';
import type { User } from '../../../../devcluster/api/user.js';
import { ObjectStore } from './object-store.js';
import { grant, request, rule } from './rights.js';

const ROOT = { name: 'root', groups: ['system:masters'] };
const JANE = { name: 'jane', groups: [] };
const AUTHENTICATION = { apiGroups: ['authentication.k8s.io'] };

let store: ObjectStore;
let impersonator: Impersonator;

beforeEach(() => {
  store = new ObjectStore();
  impersonator = createImpersonator(createAuthorizer(store));
});

const become = (caller: User, headers: DistinctHeaders) =>
  impersonator.impersonate(caller, headers, request('list', 'pods'));

function refusal(headers: DistinctHeaders): string {
  try {
    become(JANE, headers);
    return 'allowed';
  } catch (error) {
    return (error as Error).message;
  }
}

const allow = (name: string, ...rules: PolicyRule[]) =>
  grant(store, '', name, rules, { kind: 'User', name: 'jane' });

const user = (name: string, ...groups: string[]): DistinctHeaders => ({
  'impersonate-user': [name],
  ...(groups.length > 0 && { 'impersonate-group': groups }),
});

describe('the impersonated user', () => {
  test('is the caller without headers', () => {
    expect(become(JANE, {})).toBe(JANE);
  });

  test.each([
    [user('bob'), ['system:authenticated']],
    [user('bob', 'a', 'a, b'), ['a', 'a, b', 'system:authenticated']],
    [user('bob', 'K\u00c3\u00b6ln'), ['Köln', 'system:authenticated']],
    [user('bob', 'system:authenticated', 'a'), ['system:authenticated', 'a']],
    [user('bob', 'system:unauthenticated'), ['system:unauthenticated']],
    [user('bob', 'system:masters'), ['system:masters', 'system:authenticated']],
    [user('system:anonymous'), ['system:unauthenticated']],
    [user('system:node:n1'), ['system:nodes', 'system:authenticated']],
    [
      user('system:serviceaccount:blue:robot'),
      [
        'system:serviceaccounts',
        'system:serviceaccounts:blue',
        'system:authenticated',
      ],
    ],
    [
      user('system:serviceaccount:blue:robot', 'a'),
      ['a', 'system:authenticated'],
    ],
    [user('system:serviceaccount:Blue:robot'), ['system:authenticated']],
  ])('of %j has these groups', (headers, groups) => {
    expect(become(ROOT, headers).groups).toEqual(groups);
  });

  test('has the uid and the extra that are sent', () => {
    expect(
      become(ROOT, {
        ...user('bob'),
        'impersonate-uid': ['7'],
        'impersonate-extra-acme.com%2fteam': ['Blue', 'Red'],
        'impersonate-extra-%zz': ['x'],
      }),
    ).toMatchObject({
      uid: '7',
      extra: { 'acme.com/team': ['Blue', 'Red'], '%zz': ['x'] },
    });
  });
});

describe('a refusal', () => {
  test('tells of the first way that could lead to the user', () => {
    const on = (mode: string) =>
      `pods is forbidden: User "jane" cannot impersonate-on:${mode}:list resource "pods" in API group "" in the namespace "blue"`;
    expect(refusal(user('bob'))).toBe(on('user-info'));
    expect(refusal(user('system:node:n1'))).toBe(on('arbitrary-node'));
    expect(refusal(user('system:serviceaccount:blue:robot'))).toBe(
      on('serviceaccount'),
    );
    expect(refusal(user('system:serviceaccount:blue:robot', 'a'))).toBe(
      'serviceaccounts "robot" is forbidden: User "jane" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "blue"',
    );
  });

  test('tells of the way that last worked', () => {
    allow('older', rule('impersonate', 'users', { resourceNames: ['bob'] }));
    expect(refusal(user('carol'))).toMatch(/impersonate-on:user-info:list/);
    expect(refusal(user('bob'))).toBe('allowed');
    expect(refusal(user('carol'))).toBe(
      'users "carol" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
    );
  });

  test('names the part of the user that is not allowed', () => {
    allow(
      'newer',
      rule('impersonate-on:user-info:list', 'pods'),
      rule('impersonate:user-info', 'users groups uids', {
        ...AUTHENTICATION,
        resourceNames: ['bob', 'a', '7', 'system:masters'],
      }),
    );
    expect(refusal(user('bob', 'a'))).toBe('allowed');
    expect(refusal(user('bob', 'a', 'b'))).toMatch(
      /^groups\.authentication\.k8s\.io "b" is forbidden/,
    );
    expect(refusal({ ...user('bob'), 'impersonate-uid': ['8'] })).toMatch(
      /^uids\.authentication\.k8s\.io "8" is forbidden/,
    );
    const extra = (key: string) => ({
      ...user('bob'),
      [`impersonate-extra-${key}`]: ['x'],
    });
    expect(refusal(extra('acme.com%2fteam'))).toMatch(
      /^userextras\.authentication\.k8s\.io "x" is forbidden: .* resource "userextras\/acme\.com\/team"/,
    );
    expect(refusal(extra('team'))).toMatch(
      /extra\.key: Invalid value: "team": must be a domain-prefixed path \(such as "acme\.io\/foo"\)$/,
    );
    expect(refusal(user('bob', 'system:masters'))).toMatch(
      /impersonating the system:masters group is not allowed$/,
    );
  });

  test('asks once for many groups', () => {
    allow(
      'many',
      rule('impersonate-on:user-info:list', 'pods'),
      rule('impersonate:user-info', 'users groups', {
        ...AUTHENTICATION,
        resourceNames: ['bob', '*'],
      }),
    );
    expect(refusal(user('bob', 'a', 'b', 'c', 'd'))).toBe('allowed');
    expect(refusal(user('bob', 'a', 'b', 'c'))).toMatch(/"a" is forbidden/);
  });

  test('lets an account be the node of its pod', () => {
    const robot = {
      name: 'system:serviceaccount:blue:robot',
      groups: [],
      extra: { 'authentication.kubernetes.io/node-name': ['n1'] },
    };
    grant(
      store,
      '',
      'node',
      [
        rule('impersonate-on:associated-node:list', 'pods'),
        rule('impersonate:associated-node', 'nodes', AUTHENTICATION),
      ],
      { kind: 'ServiceAccount', name: 'robot', namespace: 'blue' },
    );
    expect(become(robot, user('system:node:n1')).name).toBe('system:node:n1');
    expect(() => become(robot, user('system:node:n2'))).toThrow(
      /impersonate-on:arbitrary-node:list/,
    );
  });

  test('asks for a user first of all', () => {
    expect(refusal({ 'impersonate-uid': ['7'] })).toBe(
      'requested &user.DefaultInfo{Name:"", UID:"7", Groups:[]string(nil), Extra:map[string][]string(nil)} without impersonating a user name',
    );
    expect(
      refusal({
        'impersonate-extra-b': ['x', 'y'],
        'impersonate-extra-a': ['z'],
      }),
    ).toBe(
      'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string(nil), Extra:map[string][]string{"a":[]string{"z"}, "b":[]string{"x", "y"}}} without impersonating a user name',
    );
  });
});
