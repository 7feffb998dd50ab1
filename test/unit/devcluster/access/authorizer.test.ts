import { beforeEach, describe, expect, test } from '@jest/globals';

import {
  type Authorizer,
  createAuthorizer,
} from '../../../../devcluster/access/authorizer.js';
import {
  RBAC_GROUP,
  ROLE_BINDINGS,
  ROLES,
} from '../../../../devcluster/access/rbac-object.js';
import { ObjectStore } from './object-store.js';
import { grant, request, rule } from './rights.js';

const JANE = { name: 'jane', groups: ['devs', 'system:authenticated'] };
const ROBOT = {
  name: 'system:serviceaccount:blue:robot',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:blue'],
};
const LIST_PODS = request('list', 'pods');
const LISTS = [rule('list', 'pods')];

let store: ObjectStore;
let authorizer: Authorizer;

beforeEach(() => {
  store = new ObjectStore();
  authorizer = createAuthorizer(store);
});

const reasonFor = (user = JANE) => authorizer.authorize(user, LIST_PODS).reason;

describe('authorize', () => {
  test('allows nothing without a binding', () => {
    expect(authorizer.authorize(JANE, LIST_PODS)).toEqual({
      allowed: false,
      reason: '',
    });
  });

  test('allows masters everything, without a reason', () => {
    const root = { name: 'root', groups: ['system:masters'] };
    expect(authorizer.authorize(root, { verb: 'x', path: '/y' })).toEqual({
      allowed: true,
      reason: '',
    });
  });

  test('names the binding, the role and the first subject that is meant', () => {
    grant(
      store,
      'blue',
      'b',
      LISTS,
      { kind: 'User', name: 'other' },
      { kind: 'Group', name: 'devs' },
      { kind: 'User', name: 'jane' },
    );
    expect(reasonFor()).toBe(
      'RBAC: allowed by RoleBinding "b/blue" of Role "b" to Group "devs"',
    );
  });

  test('names a binding of the whole cluster first', () => {
    grant(store, 'blue', 'b', LISTS, { kind: 'User', name: 'jane' });
    grant(store, '', 'c', LISTS, { kind: 'User', name: 'jane' });
    expect(reasonFor()).toBe(
      'RBAC: allowed by ClusterRoleBinding "c" of ClusterRole "c" to User "jane"',
    );
  });

  test('takes an account without namespace as one of the namespace of the binding', () => {
    const subject = { kind: 'ServiceAccount', name: 'robot' };
    grant(store, 'green', 'g', LISTS, subject);
    grant(store, '', 'c', LISTS, subject);
    expect(authorizer.authorize(ROBOT, LIST_PODS).allowed).toBe(false);
    grant(store, 'blue', 'b', LISTS, subject);
    expect(reasonFor(ROBOT)).toBe(
      'RBAC: allowed by RoleBinding "b/blue" of Role "b" to ServiceAccount "robot/blue"',
    );
  });

  test('keeps a right to its namespace', () => {
    grant(store, 'blue', 'b', LISTS, { kind: 'User', name: 'jane' });
    const elsewhere = ['green', ''].map((namespace) =>
      authorizer.authorize(JANE, request('list', 'pods', { namespace })),
    );
    expect(elsewhere.map(({ allowed }) => allowed)).toEqual([false, false]);
  });

  test('follows the store', () => {
    const jane = { kind: 'User', name: 'jane' };
    const answers = [authorizer.authorize(JANE, LIST_PODS).allowed];
    grant(store, 'blue', 'b', LISTS, jane);
    answers.push(authorizer.authorize(JANE, LIST_PODS).allowed);
    store.put(ROLES, { metadata: { name: 'b', namespace: 'blue' }, rules: [] });
    answers.push(authorizer.authorize(JANE, LIST_PODS).allowed);
    grant(store, 'blue', 'b', LISTS, jane);
    answers.push(authorizer.authorize(JANE, LIST_PODS).allowed);
    store.remove(ROLE_BINDINGS, 'blue', 'b');
    answers.push(authorizer.authorize(JANE, LIST_PODS).allowed);
    expect(answers).toEqual([false, true, false, true, false]);
  });

  test('says once which roles are missing, and only to who is denied', () => {
    for (const [name, kind, role] of [
      ['a', 'Role', 'gone'],
      ['b', 'ClusterRole', 'gone'],
      ['c', 'Role', 'gone'],
    ] as const)
      store.put(ROLE_BINDINGS, {
        metadata: { name, namespace: 'blue' },
        roleRef: { apiGroup: RBAC_GROUP, kind, name: role },
        subjects: [{ kind: 'User', name: 'jane' }],
      });
    expect(authorizer.authorize(JANE, LIST_PODS)).toEqual({
      allowed: false,
      reason:
        'rbac: RBAC: [role.rbac.authorization.k8s.io "gone" not found, clusterrole.rbac.authorization.k8s.io "gone" not found]',
    });
    grant(store, 'blue', 'd', LISTS, { kind: 'Group', name: 'devs' });
    expect(authorizer.authorize(JANE, LIST_PODS).allowed).toBe(true);
    expect(authorizer.rulesOf(JANE, 'blue')).toEqual({
      rules: LISTS,
      missing: [
        { apiGroup: RBAC_GROUP, kind: 'Role', name: 'gone' },
        { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: 'gone' },
        { apiGroup: RBAC_GROUP, kind: 'Role', name: 'gone' },
      ],
    });
  });
});
