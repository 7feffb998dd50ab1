import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import {
  type Cause,
  invalidStatus,
  isInvalid,
  isNotSupported,
  isRequired,
} from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';

const GROUP = 'rbac.authorization.k8s.io';

let namespace: string;
let cluster: string;
let inside: string;

/** Expects that a creation is refused for the causes alone. */
async function expectRefusal(
  path: string,
  kind: string,
  more: object,
  ...causes: Cause[]
) {
  const name = uniqueName('refused');
  const { status, body } = await call('POST', path, {
    body: { metadata: { name }, ...more },
  });
  expect(body).toEqual(invalidStatus(`${kind}.${GROUP}`, name, ...causes));
  expect(status).toBe(422);
}

/** Whether the account may read pods in its namespace. */
const mayReadPods = async (account: string) => {
  const { body } = await call(
    'POST',
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    {
      body: {
        spec: {
          user: `system:serviceaccount:${namespace}:${account}`,
          resourceAttributes: { namespace, verb: 'get', resource: 'pods' },
        },
      },
    },
  );
  return body.status.allowed;
};

beforeAll(async () => {
  namespace = await aNamespace();
  cluster = `/apis/${GROUP}/v1`;
  inside = `${cluster}/namespaces/${namespace}`;
});

afterAll(closePlane);

describe('roles and bindings', () => {
  clause('K18/defaults', 'MUST be completed with their group', async () => {
    const { body } = await call('POST', `${inside}/rolebindings`, {
      body: {
        metadata: { name: 'completed' },
        roleRef: { kind: 'ClusterRole', name: 'view' },
        subjects: [
          { kind: 'User', name: 'u' },
          { kind: 'Group', name: 'g' },
          { kind: 'ServiceAccount', name: 's', namespace: 'n' },
        ],
      },
    });
    expect(body).toMatchObject({
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'view' },
    });
    expect(body.subjects).toEqual([
      { kind: 'User', name: 'u', apiGroup: GROUP },
      { kind: 'Group', name: 'g', apiGroup: GROUP },
      { kind: 'ServiceAccount', name: 's', namespace: 'n' },
    ]);
  });

  clause(
    'K18/subject',
    'MUST take an account without a namespace as one of its own',
    async () => {
      const subjects = [{ kind: 'ServiceAccount', name: 'reader' }];
      await call('POST', `${inside}/roles`, {
        body: {
          metadata: { name: 'read-pods' },
          rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
        },
      });
      expect(await mayReadPods('reader')).toBe(false);
      const { status, body } = await call('POST', `${inside}/rolebindings`, {
        body: {
          metadata: { name: 'reader' },
          roleRef: { kind: 'Role', name: 'read-pods' },
          subjects,
        },
      });
      expect(status).toBe(201);
      expect(body.subjects).toEqual(subjects);
      await eventually(async () => {
        expect(await mayReadPods('reader')).toBe(true);
      });
      expect(await mayReadPods('other')).toBe(false);
      await expectRefusal(
        `${cluster}/clusterrolebindings`,
        'ClusterRoleBinding',
        { roleRef: { kind: 'ClusterRole', name: 'view' }, subjects },
        isRequired('subjects[0].namespace'),
      );
    },
  );

  clause('K18/invalid', 'MUST be complete and of known kinds', async () => {
    await expectRefusal(
      `${inside}/roles`,
      'Role',
      { rules: [{ apiGroups: [''], resources: ['pods'] }] },
      isRequired('rules[0].verbs'),
    );
    await expectRefusal(
      `${inside}/roles`,
      'Role',
      { rules: [{ verbs: ['get'] }] },
      isRequired(
        'rules[0].apiGroups',
        'resource rules must supply at least one api group',
      ),
      isRequired(
        'rules[0].resources',
        'resource rules must supply at least one resource',
      ),
    );
    await expectRefusal(
      `${inside}/roles`,
      'Role',
      { rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }] },
      isInvalid(
        'rules[0].nonResourceURLs',
        ['/healthz'],
        'namespaced rules cannot apply to non-resource URLs',
      ),
    );
    await expectRefusal(
      `${inside}/rolebindings`,
      'RoleBinding',
      {
        roleRef: { kind: 'Foo', name: 'x' },
        subjects: [{ kind: 'Bar', name: 'y' }],
      },
      isNotSupported('roleRef.kind', 'Foo', 'Role', 'ClusterRole'),
      isNotSupported(
        'subjects[0].kind',
        'Bar',
        'ServiceAccount',
        'User',
        'Group',
      ),
    );
    await expectRefusal(
      `${cluster}/clusterrolebindings`,
      'ClusterRoleBinding',
      { roleRef: { kind: 'Role', name: 'x' } },
      isNotSupported('roleRef.kind', 'Role', 'ClusterRole'),
    );
  });
});
