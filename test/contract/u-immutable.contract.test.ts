import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import {
  type Cause,
  invalidStatus,
  isForbidden,
  isInvalid,
} from './invalid.js';
import {
  aReplicationController,
  aService,
  aWaitingPod,
  aWorkload,
} from './manifests.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';

const IMMUTABLE = 'field is immutable';
const RBAC = '/apis/rbac.authorization.k8s.io/v1';

let namespace: string;
let home: string;

beforeAll(async () => {
  namespace = await aNamespace();
  home = `/api/v1/namespaces/${namespace}`;
});
afterAll(closePlane);

/** Makes an object, patches it and returns the refusal. */
async function change(
  collection: string,
  body: { metadata: { name: string } },
  patch: object,
) {
  const made = await call('POST', collection, { body });
  expect([made.status, made.body.message]).toEqual([201, undefined]);
  return call('PATCH', `${collection}/${body.metadata.name}`, {
    body: patch,
    type: PATCH.merge,
  });
}

async function expectRefusal(
  kind: string,
  ...[collection, body, patch, cause]: [...Parameters<typeof change>, Cause]
) {
  const answer = await change(collection, body, patch);
  expect(answer.body).toEqual(invalidStatus(kind, body.metadata.name, cause));
  expect(answer.status).toBe(422);
}

/** The text ends in a difference as Go prints it. */
async function expectForbiddenSpec(
  start: string,
  ...parameters: Parameters<typeof change>
) {
  const { status, body } = await change(...parameters);
  expect(status).toBe(422);
  expect(body.reason).toBe('Invalid');
  expect(body.message).toContain(` is invalid: spec: Forbidden: ${start}\n`);
  const { causes } = body.details as { causes: Record<string, string>[] };
  expect(causes).toHaveLength(1);
  expect(causes[0]).toMatchObject({
    field: 'spec',
    reason: 'FieldValueForbidden',
  });
  expect(causes[0]?.message?.startsWith(`Forbidden: ${start}\n`)).toBe(true);
}

describe('what an update may not change', () => {
  clause('U10/pod', 'MUST be most of the spec of a pod', async () => {
    const pods = `${home}/pods`;
    await expectForbiddenSpec(
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
      pods,
      aWaitingPod('p'),
      { spec: { restartPolicy: 'Never' } },
    );
    const allowed = await call('PATCH', `${pods}/p`, {
      body: {
        spec: {
          activeDeadlineSeconds: 9,
          containers: [{ name: 'main', image: 'example.com/app:2' }],
        },
      },
      type: PATCH.strategic,
    });
    expect(allowed.status).toBe(200);
    expect(allowed.body.spec).toMatchObject({
      activeDeadlineSeconds: 9,
      containers: [{ image: 'example.com/app:2' }],
    });
  });

  clause('U10/selector', 'MUST be the selector of a workload', async () => {
    const selector = { matchLabels: { app: 'z' } };
    for (const [plural, kind] of [
      ['deployments', 'Deployment'],
      ['replicasets', 'ReplicaSet'],
    ] as const) {
      const collection = `/apis/apps/v1/namespaces/${namespace}/${plural}`;
      await expectRefusal(
        `${kind}.apps`,
        collection,
        aWorkload(plural),
        {
          spec: { selector, template: { metadata: { labels: { app: 'z' } } } },
        },
        isInvalid('spec.selector', selector, IMMUTABLE),
      );
    }
  });

  clause('U10/cluster-ip', 'MUST be the address of a service', async () => {
    const answer = await change(`${home}/services`, aService('s'), {
      spec: { clusterIP: '10.96.2.2', clusterIPs: ['10.96.2.2'] },
    });
    expect(answer.body).toEqual(
      invalidStatus(
        'Service',
        's',
        isInvalid(
          'spec.clusterIPs[0]',
          ['10.96.2.2'],
          'may not change once set',
        ),
      ),
    );
  });

  clause('U10/role-ref', 'MUST be the role of a binding', async () => {
    const group = 'rbac.authorization.k8s.io';
    await expectRefusal(
      `RoleBinding.${group}`,
      `${RBAC}/namespaces/${namespace}/rolebindings`,
      {
        metadata: { name: 'b' },
        ...{ roleRef: { kind: 'Role', name: 'r', apiGroup: group } },
      },
      { roleRef: { name: 'zz' } },
      isInvalid(
        'roleRef',
        { APIGroup: group, Kind: 'Role', Name: 'zz' },
        IMMUTABLE,
      ),
    );
  });

  clause('U10/secret-type', 'MUST be the type of a secret', async () => {
    await expectRefusal(
      'Secret',
      `${home}/secrets`,
      { metadata: { name: 'typed' } },
      { type: 'foo' },
      isInvalid('type', 'foo', IMMUTABLE),
    );
  });

  clause('U10/immutable', 'MUST be data that is immutable', async () => {
    for (const [plural, kind] of [
      ['configmaps', 'ConfigMap'],
      ['secrets', 'Secret'],
    ] as const)
      await expectRefusal(
        kind,
        `${home}/${plural}`,
        { metadata: { name: 'fixed' }, ...{ immutable: true } },
        { data: { a: 'YQ==' } },
        isForbidden('data', 'field is immutable when `immutable` is set'),
      );
    const metadata = await call('PATCH', `${home}/secrets/fixed`, {
      body: { metadata: { labels: { a: 'b' } } },
      type: PATCH.merge,
    });
    expect(metadata.status).toBe(200);
  });

  clause('U10/pvc', 'MUST be the spec of a claim', async () => {
    await expectForbiddenSpec(
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
      `${home}/persistentvolumeclaims`,
      {
        metadata: { name: 'claim' },
        ...{
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'none',
            resources: { requests: { storage: '1Gi' } },
          },
        },
      },
      { spec: { resources: { requests: { storage: '2Gi' } } } },
    );
  });

  clause(
    'U10/rc-selector',
    'MUST not be that of an old controller',
    async () => {
      const { status, body } = await change(
        `${home}/replicationcontrollers`,
        aReplicationController('rc'),
        {
          spec: {
            selector: { app: 'z' },
            template: { metadata: { labels: { app: 'z' } } },
          },
        },
      );
      expect(status).toBe(200);
      expect(body.spec.selector).toEqual({ app: 'z' });
    },
  );
});
