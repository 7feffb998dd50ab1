import { beforeEach, describe, expect, test } from '@jest/globals';

import { createAuthorizer } from '../../../../devcluster/access/authorizer.js';
import { checkEscalation } from '../../../../devcluster/access/check-escalation.js';
import {
  RBAC_GROUP,
  ROLE_BINDINGS,
} from '../../../../devcluster/access/rbac-object.js';
import type { AdmissionRequest } from '../../../../devcluster/api/admission.js';
import type { Kind } from '../../../../devcluster/api/kind.js';
import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import { StatusError } from '../../../../devcluster/api/status-error.js';
import { ObjectStore } from './object-store.js';
import { grant, rule } from './rights.js';

const JANE = { name: 'jane', groups: ['devs'] };
const SECRETS = [rule('get', 'secrets')];

let store: ObjectStore;

beforeEach(() => {
  store = new ObjectStore();
  grant(store, 'blue', 'b', [rule('get', 'pods')], {
    kind: 'User',
    name: 'jane',
  });
});

/** What a write is answered; undefined when it is allowed. */
function refusal(
  plural: string,
  object: KubeObject,
  more: Partial<AdmissionRequest> = {},
) {
  try {
    checkEscalation(
      {
        operation: 'CREATE',
        kind: { group: RBAC_GROUP, plural } as Kind,
        subresource: '',
        namespace: 'blue',
        name: object.metadata.name ?? '',
        object,
        user: JANE,
        dryRun: false,
        reader: store,
        warn: () => undefined,
        ...more,
      },
      createAuthorizer(store),
    );
    return undefined;
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
}

const aRole = (rules: unknown, more: object = {}): KubeObject => ({
  metadata: { name: 'r', namespace: 'blue', ...more },
  rules,
});
const toRole = (kind: string, name: string): KubeObject => ({
  metadata: { name: 'rb', namespace: 'blue' },
  roleRef: { apiGroup: RBAC_GROUP, kind, name },
});

describe('a written role', () => {
  test('may hold what its writer holds', () => {
    expect(refusal('roles', aRole([rule('get', 'pods')]))).toBeUndefined();
    expect(refusal('roles', aRole(null))).toBeUndefined();
  });

  test('may not hold more', () => {
    const error = refusal('roles', aRole(SECRETS));
    expect(error?.code).toBe(403);
    expect(error?.message).toBe(
      'roles.rbac.authorization.k8s.io "r" is forbidden: user "jane" (groups=["devs"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}',
    );
  });

  test('is of no interest when a master writes it, or when it is deleted', () => {
    const user = { name: 'root', groups: ['system:masters'] };
    const role = aRole(SECRETS);
    expect(refusal('roles', role, { user })).toBeUndefined();
    expect(refusal('roles', role, { operation: 'DELETE' })).toBeUndefined();
  });

  test('may hold anything for who may escalate, by name only on update', () => {
    const escalate = rule('escalate', 'roles', {
      apiGroups: [RBAC_GROUP],
      resourceNames: ['r'],
    });
    grant(store, 'blue', 'e', [escalate], { kind: 'Group', name: 'devs' });
    const old = aRole([]);
    const update = { operation: 'UPDATE', old } as const;
    expect(refusal('roles', aRole(SECRETS), update)).toBeUndefined();
    expect(refusal('roles', aRole(SECRETS))?.code).toBe(403);
  });

  test('may change only for the garbage collector when it holds more', () => {
    const old = aRole(SECRETS, { finalizers: ['a/b'] });
    const update = { operation: 'UPDATE', old } as const;
    expect(refusal('roles', aRole(SECRETS), update)).toBeUndefined();
    const labelled = aRole(SECRETS, { labels: { a: 'b' } });
    expect(refusal('roles', labelled, update)?.code).toBe(403);
  });

  test('says what could not be found out about its writer', () => {
    store.put(ROLE_BINDINGS, {
      ...toRole('ClusterRole', 'gone'),
      subjects: [{ kind: 'User', name: 'jane' }],
    });
    expect(refusal('roles', aRole(SECRETS))?.message).toMatch(
      /; resolution errors: \[roles\.rbac\.authorization\.k8s\.io "gone" not found\]$/,
    );
  });

  test('may aggregate only for who may do everything', () => {
    const role: KubeObject = {
      metadata: { name: 'r' },
      aggregationRule: { clusterRoleSelectors: [{}] },
    };
    const inCluster = { namespace: '' };
    expect(refusal('clusterroles', role, inCluster)?.message).toBe(
      'clusterroles.rbac.authorization.k8s.io "r" is forbidden: must have cluster-admin privileges to use the aggregationRule',
    );
    grant(
      store,
      '',
      'all',
      [
        rule('*', '*', { apiGroups: ['*'] }),
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ],
      { kind: 'User', name: 'jane' },
    );
    expect(refusal('clusterroles', role, inCluster)).toBeUndefined();
  });
});

describe('a written binding', () => {
  test('may be to a role of which its writer holds all', () => {
    expect(refusal('rolebindings', toRole('Role', 'b'))).toBeUndefined();
    grant(store, 'blue', 's', SECRETS);
    const { message } = refusal('rolebindings', toRole('Role', 's')) ?? {};
    expect(message).toMatch(/^rolebindings\..* Verbs:\["get"\]\}$/s);
  });

  test('must be to something', () => {
    expect(refusal('rolebindings', toRole('Role', 'gone'))?.status).toEqual(
      expect.objectContaining({
        code: 404,
        message: 'rolebindings.rbac.authorization.k8s.io "gone" not found',
      }),
    );
    expect(refusal('rolebindings', toRole('Foo', 'x'))?.code).toBe(500);
    const inCluster = { namespace: '' };
    const toLocal = toRole('Role', 'b');
    const { message } =
      refusal('clusterrolebindings', toLocal, inCluster) ?? {};
    expect(message).toBe('Namespace parameter required.');
  });
});
