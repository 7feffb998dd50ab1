import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
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
    expect(guards['resourcequotas/moorage']).toEqual({
      labels,
      spec: {
        hard: {
          'requests.cpu': '4',
          'requests.memory': '8Gi',
          'limits.memory': '16Gi',
          pods: '40',
          services: '20',
          'services.nodeports': '0',
          'services.loadbalancers': '0',
          persistentvolumeclaims: '10',
          'requests.storage': '50Gi',
          'count/deployments.apps': '20',
          replicationcontrollers: '20',
          'count/replicasets.apps': '240',
          configmaps: '200',
          secrets: '200',
        },
      },
    });
    expect(guards['limitranges/moorage']).toEqual({
      labels,
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { cpu: '100m', memory: '128Mi' },
            default: { memory: '512Mi' },
            max: { memory: '8Gi' },
          },
        ],
      },
    });
    const everyPod = { podSelector: {} };
    expect(guards['networkpolicies/moorage-default-deny']).toEqual({
      labels,
      spec: { ...everyPod, policyTypes: ['Ingress', 'Egress'] },
    });
    expect(guards['networkpolicies/moorage-allow-dns']).toEqual({
      labels,
      spec: {
        ...everyPod,
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              {
                namespaceSelector: {
                  matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
                },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: [
              { protocol: 'UDP', port: 53 },
              { protocol: 'TCP', port: 53 },
            ],
          },
        ],
      },
    });
    expect(guards['networkpolicies/moorage-allow-same-tenant']).toEqual({
      labels,
      spec: {
        ...everyPod,
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [everyPod] }],
        egress: [{ to: [everyPod] }],
      },
    });
    expect(guards['networkpolicies/moorage-allow-exposed']).toEqual({
      labels,
      spec: {
        podSelector: { matchLabels: { 'moorage.dev/exposed': 'true' } },
        policyTypes: ['Ingress'],
        ingress: [{}],
      },
    });
    expect(guards['networkpolicies/moorage-allow-internet']).toMatchObject({
      spec: {
        ...everyPod,
        egress: [
          {
            to: [
              {
                ipBlock: {
                  cidr: '0.0.0.0/0',
                  except: expect.arrayContaining([
                    '169.254.0.0/16',
                    '168.63.129.16/32',
                    '10.0.0.0/8',
                  ]),
                },
              },
              {
                ipBlock: {
                  cidr: '::/0',
                  except: expect.arrayContaining(['fc00::/7']),
                },
              },
            ],
          },
        ],
      },
    });
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
    // Three roles, and the namespace before it is written again.
    expect(asked).toHaveLength(4);
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

  test('without the roles it says what to run, and writes nothing', async () => {
    const name = uniqueName('setup');
    api.proxy.fault = (_method, path) =>
      path.endsWith('/clusterroles/moorage-developer')
        ? {
            status: 404,
            body: { kind: 'Status', reason: 'NotFound', message: '-' },
          }
        : 'pass';
    const payload = await create({ name });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      tenant: null,
      changes: [],
      userErrors: [
        {
          code: 'SETUP_MISSING',
          message: expect.stringMatching(
            /lacks the ClusterRole moorage-developer.*npm run setup-cluster/,
          ),
        },
      ],
    });
    await expect(
      api.plane.call('GET', `/api/v1/namespaces/${name}`),
    ).rejects.toThrow('404');
  });

  test('waits for the account of the pods, and gives nobody rights when it does not come', async () => {
    const name = uniqueName('late');
    api.proxy.fault = (method, path) =>
      method === 'GET' && path.endsWith(`/${name}/serviceaccounts/default`)
        ? {
            status: 404,
            body: { kind: 'Status', reason: 'NotFound', message: '-' },
          }
        : 'pass';
    const payload = await create({ name, members: MEMBERS });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      tenant: { name },
      userErrors: [
        {
          code: 'CLUSTER_TIMEOUT',
          retryable: true,
          message: expect.stringContaining('repairTenant'),
        },
      ],
    });
    expect(actionsOf(payload).slice(-4)).toEqual([
      'FAILED ServiceAccount default',
      expect.stringMatching(/^SKIPPED RoleBinding moorage-admin-/),
      expect.stringMatching(/^SKIPPED RoleBinding moorage-viewer-/),
      expect.stringMatching(/^SKIPPED RoleBinding moorage-developer-/),
    ]);
    const guards = await guardsOf(api.plane, name);
    expect(
      Object.keys(guards).filter((key) => key.startsWith('rolebindings/')),
    ).toEqual([]);
    const repaired = await mutateTenant(
      api,
      'repairTenant',
      { name },
      operator,
    );
    expect(repaired.userErrors).toEqual([]);
    const whole = uniqueName('whole');
    await create({ name: whole, members: MEMBERS });
    expect(await guardsOf(api.plane, name)).toEqual(
      await guardsOf(api.plane, whole),
    );
  });

  test('says when the quota is not counted in time', async () => {
    const name = uniqueName('uncounted');
    api.proxy.fault = (method, path) =>
      method === 'GET' && path.endsWith('/resourcequotas/moorage')
        ? {
            status: 200,
            body: {
              metadata: { name: 'moorage' },
              spec: { hard: { pods: '1' } },
            },
          }
        : 'pass';
    const payload = await create({ name });
    api.proxy.fault = () => 'pass';
    expect(payload.userErrors).toEqual([]);
    expect(payload.warnings).toEqual([
      expect.stringContaining('has not counted the quota'),
    ]);
  });
});

describe('createTenant where the name is taken', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());
  const create = (input: Record<string, unknown>) =>
    mutateTenant(api, 'createTenant', input);

  test('adopts a namespace with a dry run first, and warns of what that changes', async () => {
    const name = uniqueName('adopted');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: {
        name,
        labels: { team: 'blue' },
        annotations: { note: 'kept' },
      },
    });
    const refused = await create({ name });
    expect(refused.userErrors).toMatchObject([
      {
        code: 'ALREADY_EXISTS',
        message: expect.stringMatching(/is no tenant.*adopt: true/),
        field: ['input', 'name'],
      },
    ]);
    const dry = await create({ name, adopt: true, dryRun: true });
    const untouched = await guardsOf(api.plane, name);
    expect(Object.keys(untouched)).toEqual([
      'namespace',
      'serviceaccounts/default',
    ]);
    expect(untouched.namespace).not.toMatchObject({
      labels: { 'moorage.dev/tenant': 'TENANT' },
    });
    const real = await create({ name, adopt: true });
    expect(real.userErrors).toEqual([]);
    expect(actionsOf(real)).toEqual(actionsOf(dry));
    expect(actionsOf(real)[0]).toBe(`CONFIGURED Namespace ${name}`);
    for (const { warnings } of [dry, real]) {
      expect(warnings.join(' ')).toMatch(/Network policies hold at once/);
      expect(warnings.join(' ')).toMatch(/quota counts what is there/);
    }
    const { metadata } = await api.plane.call<{
      metadata: { labels: object; annotations: object };
    }>('GET', `/api/v1/namespaces/${name}`);
    expect(metadata.labels).toMatchObject({
      team: 'blue',
      'moorage.dev/tenant': name,
    });
    expect(metadata.annotations).toMatchObject({ note: 'kept' });
    expect(metadata.annotations).not.toHaveProperty(['moorage.dev/created-by']);
    const again = await create({ name, adopt: true });
    expect(again.userErrors).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
  });

  test('adopting what is not there makes it', async () => {
    const name = uniqueName('fresh');
    const payload = await create({ name, adopt: true });
    expect(payload.userErrors).toEqual([]);
    expect(actionsOf(payload)[0]).toBe(`CREATED Namespace ${name}`);
  });

  test('refuses a tenant, a namespace of another one, and one on its way out', async () => {
    const name = uniqueName('taken');
    await create({ name });
    const other = uniqueName('other');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: other, labels: { 'moorage.dev/tenant': name } },
    });
    const ending = uniqueName('ending');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: ending },
    });
    await api.plane.call('POST', `/api/v1/namespaces/${ending}/configmaps`, {
      metadata: { name: 'stays', finalizers: ['moorage.dev/test'] },
    });
    await api.plane.call('DELETE', `/api/v1/namespaces/${ending}`);
    for (const adopt of [false, true]) {
      expect((await create({ name, adopt })).userErrors).toMatchObject([
        {
          code: 'ALREADY_EXISTS',
          message: expect.stringContaining('repairTenant'),
        },
      ]);
      expect((await create({ name: other, adopt })).userErrors).toMatchObject([
        {
          code: 'ALREADY_EXISTS',
          message: expect.stringContaining(`label of a tenant "${name}"`),
        },
      ]);
      expect((await create({ name: ending, adopt })).userErrors).toMatchObject([
        {
          code: 'TENANT_TERMINATING',
          message: expect.stringContaining('still being deleted'),
        },
      ]);
    }
    await api.plane.call(
      'PATCH',
      `/api/v1/namespaces/${ending}/configmaps/stays`,
      { metadata: { finalizers: null } },
      'application/merge-patch+json',
    );
    await eventually(() =>
      expect(
        api.plane.call('GET', `/api/v1/namespaces/${ending}`),
      ).rejects.toThrow('404'),
    );
  });
});
