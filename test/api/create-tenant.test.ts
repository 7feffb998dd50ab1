import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { DEFAULT_GUARDS } from '../fixtures/default-guards.js';
import { uniqueName } from '../support/control-plane.js';
import { guardsOf } from '../support/guards-of.js';
import { makeOperator, type Operator } from '../support/operator.js';
import { type Api, startApi } from '../support/start-api.js';
import { actionsOf, mutateTenant } from '../support/tenant-mutation.js';

const MEMBERS = [
  { kind: 'USER', name: 'carol', role: 'ADMIN' },
  { kind: 'GROUP', name: 'testers', role: 'VIEWER' },
  {
    kind: 'SERVICE_ACCOUNT',
    name: 'ci',
    namespace: 'pipelines',
    role: 'DEVELOPER',
  },
];

describe('createTenant', () => {
  let api: Api;
  let operator: Operator;
  beforeAll(async () => {
    api = await startApi();
    operator = await makeOperator(api.plane);
  });
  afterAll(async () => {
    await operator.remove();
    await api.stop();
  });
  const create = (input: Record<string, unknown>) =>
    mutateTenant(api, 'createTenant', input, operator);

  test('writes the guards of the design, as an operator who may do nothing else', async () => {
    const name = uniqueName('guarded');
    const payload = await create({ name, members: MEMBERS });
    expect(payload).toMatchObject({ userErrors: [], warnings: [] });
    expect(payload.tenant?.name).toBe(name);
    const guards = await guardsOf(api.plane, name);
    const labels = {
      'app.kubernetes.io/managed-by': 'moorage',
      'moorage.dev/tenant': 'TENANT',
    };
    expect(guards).toMatchObject({
      namespace: {
        labels: {
          ...labels,
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'latest',
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/audit': 'restricted',
        },
        spec: { egress: 'INTERNET', podSecurity: 'RESTRICTED', frozen: false },
      },
      'serviceaccounts/default': { automountServiceAccountToken: false },
    });
    for (const [key, spec] of Object.entries(DEFAULT_GUARDS))
      expect([key, guards[key]]).toEqual([key, { labels, spec }]);
    const bindings = Object.entries(guards).filter(([key]) =>
      key.startsWith('rolebindings/'),
    );
    expect(bindings.map(([, binding]) => binding)).toEqual(
      expect.arrayContaining([
        {
          labels,
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: 'moorage-developer',
          },
          subjects: [
            { kind: 'ServiceAccount', name: 'ci', namespace: 'pipelines' },
          ],
        },
      ]),
    );
    expect(bindings.map(([key]) => key.slice(13).replace(/-\w+$/, ''))).toEqual(
      ['moorage-admin', 'moorage-developer', 'moorage-viewer'],
    );
  });

  test('writes in the order that is a property of security, and its requests are counted', async () => {
    const name = uniqueName('ordered');
    await create({ name: uniqueName('warm') });
    api.proxy.reset();
    const payload = await create({ name, members: MEMBERS });
    const written = api.proxy.passed
      .filter(({ method }) => method !== 'GET')
      .map(
        ({ method, path, query }) =>
          `${method} ${path
            .split('/')
            .slice(path.includes('/namespaces/') ? -2 : -1)
            .join(
              '/',
            )}${query.get('force') ? ` ${query.get('fieldManager')}` : ''}`,
      );
    const bindings = written.slice(-4, -1);
    expect(written).toEqual([
      'POST namespaces',
      'PATCH resourcequotas/moorage moorage',
      'PATCH limitranges/moorage moorage',
      'PATCH networkpolicies/moorage-default-deny moorage',
      'PATCH networkpolicies/moorage-allow-dns moorage',
      'PATCH networkpolicies/moorage-allow-same-tenant moorage',
      'PATCH networkpolicies/moorage-allow-exposed moorage',
      'PATCH networkpolicies/moorage-allow-internet moorage',
      'PATCH serviceaccounts/default moorage',
      ...bindings,
      // The wish for members is struck off.
      `PUT namespaces/${name}`,
    ]);
    expect(bindings).toEqual([
      expect.stringMatching(
        /^PATCH rolebindings\/moorage-admin-\w{12} moorage$/,
      ),
      expect.stringMatching(/^PATCH rolebindings\/moorage-viewer-/),
      expect.stringMatching(/^PATCH rolebindings\/moorage-developer-/),
    ]);
    expect(payload.changes).toHaveLength(13);
    const asked = api.proxy.passed.filter(
      ({ method, path }) =>
        method === 'GET' && !/serviceaccounts|resourcequotas/.test(path),
    );
    // Three roles, the wish once more after the guards, and the namespace before it is written again.
    expect(asked).toHaveLength(5);
  });

  test('is usable at once: the quota is counted and a pod is let in', async () => {
    const name = uniqueName('usable');
    const { data } = await api.run<{
      createPod: { userErrors: { message: string }[] };
    }>(`mutation { createTenant(input: { name: "${name}" }) { userErrors { message } }
      createPod(input: { tenant: "${name}", name: "first", image: "nginx:1.27", runAsUser: 1000 }) { userErrors { message } } }`);
    expect(data.createPod.userErrors).toEqual([]);
    const pod = await api.plane.call(
      'GET',
      `/api/v1/namespaces/${name}/pods/first`,
    );
    expect(pod).toMatchObject({
      spec: {
        containers: [
          {
            resources: {
              requests: { cpu: '100m', memory: '128Mi' },
              limits: { memory: '512Mi' },
            },
          },
        ],
      },
    });
  });

  test('takes inputs over the plan, and says in what it reads that it did', async () => {
    const name = uniqueName('wishes');
    const { userErrors } = await create({
      name,
      quota: [
        { resource: 'pods', hard: 5 },
        { resource: 'requests.memory', hard: '1024Mi' },
        { resource: 'count/jobs.batch', hard: '7' },
      ],
      containerDefaults: { cpuLimit: 0.5, memoryLimit: '256Mi', maxMemory: '' },
      podSecurity: 'BASELINE',
      egress: 'TENANT_ONLY',
      deleteProtected: true,
    });
    expect(userErrors).toEqual([]);
    const guards = await guardsOf(api.plane, name);
    expect(guards).toMatchObject({
      namespace: {
        labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
        spec: {
          egress: 'TENANT_ONLY',
          podSecurity: 'BASELINE',
          deleteProtected: true,
          quota: { pods: '5', 'requests.memory': '1Gi', 'requests.cpu': '4' },
        },
      },
      'resourcequotas/moorage': {
        spec: {
          hard: {
            pods: '5',
            'requests.memory': '1Gi',
            'count/jobs.batch': '7',
            services: '20',
          },
        },
      },
    });
    expect(guards['limitranges/moorage']).toMatchObject({
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { cpu: '100m', memory: '128Mi' },
            default: { cpu: '500m', memory: '256Mi' },
          },
        ],
      },
    });
    expect(guards).not.toHaveProperty([
      'networkpolicies/moorage-allow-internet',
    ]);
    const closed = uniqueName('closed');
    await create({ name: closed, egress: 'NONE' });
    const none = await guardsOf(api.plane, closed);
    expect(none).not.toHaveProperty(['networkpolicies/moorage-allow-dns']);
    expect(none['networkpolicies/moorage-allow-same-tenant']).toMatchObject({
      spec: { policyTypes: ['Ingress'] },
    });
  });

  test('dryRun shows every object that the run then writes, and writes nothing', async () => {
    const name = uniqueName('dry');
    const dry = await create({ name, members: MEMBERS, dryRun: true });
    expect(dry.userErrors).toEqual([]);
    await expect(
      api.plane.call('GET', `/api/v1/namespaces/${name}`),
    ).rejects.toThrow('404');
    const real = await create({ name, members: MEMBERS });
    expect(actionsOf(dry)).toEqual(actionsOf(real));
    const guards = await guardsOf(api.plane, name);
    for (const { kind, name: object, diff, reason } of dry.changes.slice(
      1,
      -1,
    )) {
      expect(reason).toMatch(/^Not checked by the cluster/);
      const shown = JSON.parse(
        JSON.stringify(diff[0]?.after).replaceAll(name, 'TENANT'),
      ) as { metadata: { labels?: object } } & Record<string, unknown>;
      const { metadata, apiVersion: _version, kind: _kind, ...body } = shown;
      const key = `${{ NetworkPolicy: 'networkpolicies' }[kind] ?? `${kind.toLowerCase()}s`}/${object}`;
      expect([key, guards[key]]).toEqual([
        key,
        { labels: metadata.labels, ...body },
      ]);
    }
  });
});
