import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

interface Payload {
  app: Record<string, unknown> & { version: string };
  deletedId: string | null;
  userErrors: { code: string; message: string }[];
  changes: {
    kind: string;
    name: string;
    action: string;
    reason: string | null;
    diff: { path: string; before: unknown; after: unknown }[];
  }[];
  warnings: string[];
}
interface Template {
  metadata: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  spec: Record<string, unknown> & { containers: Record<string, unknown>[] };
}
interface Deployment {
  metadata: Record<string, unknown> & {
    uid: string;
    generation: number;
    labels: object;
  };
  spec: Record<string, unknown> & { replicas: number; template: Template };
}

describe('apps', () => {
  let api: Api;
  const tenant = uniqueName('apps');
  const path = (name: string) =>
    `/apis/apps/v1/namespaces/${tenant}/deployments/${name}`;

  beforeAll(async () => {
    api = await startApi();
    await api.run(
      `mutation { createTenant(input: { name: "${tenant}" }) { userErrors { message } } }`,
    );
  });
  afterAll(() => api.stop());

  async function run(
    field: string,
    input: Record<string, unknown>,
  ): Promise<Payload> {
    const object =
      field === 'deleteApp'
        ? 'deletedId'
        : 'app { version image replicas memory memoryLimit env { name value source } ports { name port targetPort exposure nodePort } }';
    const query = `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { payload: ${field}(input: $input) {
      ${object} userErrors { code message facts { key value } } changes { kind name action reason diff { path before after } } warnings } }`;
    const { data, errors } = await api.run<{ payload: Payload }>(query, {
      input: { tenant, ...input },
    });
    expect(errors).toBeUndefined();
    return data.payload;
  }

  test('createApp writes the Deployment and Service of the design', async () => {
    const input = {
      name: 'web',
      image: 'nginx:1.27',
      cpu: 0.25,
      memory: '256Mi',
      replicas: 2,
      ports: [{ port: 80, targetPort: 8080 }],
      env: [{ name: 'GREETING', value: 'costs $(PRICE) and $$' }],
      labels: [{ key: 'team', value: 'blue' }],
      runAsUser: 1000,
    };
    const payload = await run('createApp', input);
    expect(payload).toMatchObject({
      userErrors: [],
      warnings: [],
      changes: [
        { kind: 'Deployment', action: 'CREATED' },
        { kind: 'Service', action: 'CREATED' },
      ],
    });
    expect(payload.app).toMatchObject({
      env: [{ name: 'GREETING', value: 'costs $(PRICE) and $$' }],
      ports: [
        {
          name: 'tcp-80',
          port: 80,
          targetPort: '8080',
          exposure: 'CLUSTER',
          nodePort: null,
        },
      ],
    });
    const { metadata, spec } = await api.plane.call<Deployment>(
      'GET',
      path('web'),
    );
    const labels = {
      'app.kubernetes.io/managed-by': 'moorage',
      'moorage.dev/tenant': tenant,
      'moorage.dev/app': 'web',
      'app.kubernetes.io/name': 'web',
      name: 'web',
    };
    expect(metadata.labels).toEqual({ ...labels, team: 'blue' });
    expect(spec).toMatchObject({
      replicas: 2,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 300,
      selector: { matchLabels: { 'moorage.dev/app': 'web' } },
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
    expect(spec.template.metadata).toMatchObject({
      labels,
      annotations: { 'moorage.dev/changed-by': 'admin' },
    });
    expect(spec.template.spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
    expect(spec.template.spec.containers[0]).toMatchObject({
      image: 'nginx:1.27',
      imagePullPolicy: 'IfNotPresent',
      resources: {
        requests: { cpu: '250m', memory: '256Mi' },
        limits: { memory: '256Mi' },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsUser: 1000,
      },
      readinessProbe: { tcpSocket: { port: 8080 } },
      env: [{ name: 'GREETING', value: 'costs $$(PRICE) and $$$$' }],
    });
    const service = await api.plane.call<{ metadata: object; spec: object }>(
      'GET',
      `/api/v1/namespaces/${tenant}/services/web`,
    );
    expect(service).toMatchObject({
      metadata: {
        ownerReferences: [
          { kind: 'Deployment', name: 'web', uid: metadata.uid },
        ],
      },
      spec: {
        type: 'ClusterIP',
        selector: { 'moorage.dev/app': 'web' },
        ports: [{ name: 'tcp-80', port: 80, targetPort: 8080 }],
      },
    });
  });

  test('createApp costs the objects it writes, two lookups and one preflight', async () => {
    await run('createApp', { name: 'warm', image: 'nginx:1.27' });
    api.proxy.reset();
    await run('createApp', {
      name: 'counted',
      image: 'nginx:1.27',
      ports: [{ port: 80 }],
    });
    const calls = api.proxy.passed.map(
      ({ method, path: at, query }) =>
        `${method} ${at.replace(/^.*\/namespaces\/[^/]+\//, '')}${query.get('dryRun') ? ' dry' : ''}`,
    );
    expect(calls.sort()).toEqual([
      `GET /api/v1/namespaces/${tenant}`,
      'GET replicationcontrollers/counted',
      // For app.ports of the answer.
      'GET services',
      'POST deployments',
      'POST pods dry',
      'POST services',
    ]);
  });

  test('an app is no prefix of another', async () => {
    await run('createApp', { name: 'web-admin', image: 'nginx:1.27' });
    await eventually(async () => {
      const { data } = await api.run<{
        app: { pods: { nodes: { name: string; app: { name: string } }[] } };
      }>(
        `{ app(tenant: "${tenant}", name: "web") { pods { nodes { name app { name } } } } }`,
      );
      expect(data.app.pods.nodes).toHaveLength(2);
      expect(data.app.pods.nodes.every(({ app }) => app.name === 'web')).toBe(
        true,
      );
    });
  });

  test('updateApp keeps what it was not sent, also what kubectl wrote', async () => {
    await api.plane.call(
      'PATCH',
      path('web'),
      {
        spec: { template: { spec: { priority: null, hostname: 'kept' } } },
        metadata: { annotations: { note: 'kept' } },
      },
      'application/merge-patch+json',
    );
    const payload = await run('updateApp', {
      name: 'web',
      image: 'nginx:1.28',
      memory: '512Mi',
      setEnv: [{ name: 'MORE', value: 'x' }],
    });
    expect(payload.userErrors).toEqual([]);
    expect(payload.changes[0]?.diff).toEqual(
      expect.arrayContaining([
        {
          path: '/spec/template/spec/containers/0/image',
          before: 'nginx:1.27',
          after: 'nginx:1.28',
        },
        {
          path: '/spec/template/spec/containers/0/resources/limits/memory',
          before: '256Mi',
          after: '512Mi',
        },
      ]),
    );
    const { metadata, spec } = await api.plane.call<Deployment>(
      'GET',
      path('web'),
    );
    expect(metadata).toMatchObject({ annotations: { note: 'kept' } });
    expect(spec.template.spec).toMatchObject({
      hostname: 'kept',
      containers: [
        {
          image: 'nginx:1.28',
          env: [{ name: 'GREETING' }, { name: 'MORE' }],
          readinessProbe: { tcpSocket: { port: 8080 } },
        },
      ],
    });
    expect(spec.replicas).toBe(2);
  });

  test('an update to what is there already writes nothing', async () => {
    const before = await api.plane.call<Deployment>('GET', path('web'));
    const payload = await run('updateApp', {
      name: 'web',
      image: 'nginx:1.28',
    });
    expect(payload.changes).toMatchObject([
      { kind: 'Deployment', action: 'UNCHANGED', diff: [] },
    ]);
    const after = await api.plane.call<Deployment>('GET', path('web'));
    expect(after.metadata.generation).toBe(before.metadata.generation);
  });

  test('ports add, change and remove the Service; a node port stays with its port', async () => {
    const get = () =>
      api.plane.call<{
        spec: { type: string; ports: { port: number; nodePort?: number }[] };
      }>('GET', `/api/v1/namespaces/${tenant}/services/warm`);
    await run('updateApp', {
      name: 'warm',
      ports: [{ port: 80, exposure: 'NODE_PORT' }],
    });
    const first = await get();
    expect(first.spec).toMatchObject({ type: 'NodePort' });
    const changed = await run('updateApp', {
      name: 'warm',
      ports: [
        { port: 80, exposure: 'NODE_PORT' },
        { port: 81, exposure: 'NODE_PORT' },
      ],
    });
    expect(changed.userErrors).toEqual([]);
    expect((await get()).spec.ports[0]).toMatchObject({
      port: 80,
      nodePort: first.spec.ports[0]?.nodePort,
    });
    const { spec } = await api.plane.call<Deployment>('GET', path('warm'));
    expect(spec.template.metadata.labels['moorage.dev/exposed']).toBe('true');
    await run('updateApp', { name: 'warm', ports: [{ port: 80 }] });
    expect((await get()).spec).toMatchObject({
      type: 'ClusterIP',
      ports: [{ port: 80 }],
    });
    const gone = await run('updateApp', { name: 'warm', ports: [] });
    expect(gone.changes).toMatchObject([
      { kind: 'Deployment' },
      { kind: 'Service', action: 'DELETED' },
    ]);
    await expect(get()).rejects.toThrow('404');
  });

  test('scaleApp restarts nothing; a version that was read before is refused afterwards', async () => {
    const before = await api.plane.call<Deployment>('GET', path('web'));
    const scaled = await run('scaleApp', { name: 'web', replicas: 3 });
    expect(scaled.changes).toMatchObject([
      {
        action: 'CONFIGURED',
        diff: [{ path: '/spec/replicas', before: 2, after: 3 }],
      },
    ]);
    const after = await api.plane.call<Deployment>('GET', path('web'));
    expect(after.spec).toMatchObject({
      replicas: 3,
      template: before.spec.template,
    });
    const stale = Buffer.from(
      `${before.metadata.uid}:${before.metadata.generation}`,
    ).toString('base64url');
    expect(
      (await run('scaleApp', { name: 'web', replicas: 5, ifVersion: stale }))
        .userErrors,
    ).toMatchObject([{ code: 'CONFLICT' }]);
    expect(
      (
        await run('scaleApp', {
          name: 'web',
          replicas: 2,
          ifVersion: scaled.app.version,
        })
      ).userErrors,
    ).toEqual([]);
  });

  test('two changes of different fields at once both win', async () => {
    await Promise.all([
      run('updateApp', { name: 'web', setEnv: [{ name: 'A', value: '1' }] }),
      run('updateApp', { name: 'web', cpu: '300m' }),
      run('updateApp', {
        name: 'web',
        labels: [{ key: 'team', value: 'red' }],
      }),
    ]);
    const { metadata, spec } = await api.plane.call<Deployment>(
      'GET',
      path('web'),
    );
    expect(metadata.labels).toMatchObject({
      team: 'red',
      'moorage.dev/app': 'web',
    });
    expect(spec.template.spec.containers[0]).toMatchObject({
      resources: { requests: { cpu: '300m' } },
      env: expect.arrayContaining([{ name: 'A', value: '1' }]),
    });
  });

  test('dryRun shows what the run then writes, and writes nothing', async () => {
    const input = { name: 'dry', image: 'nginx:1.27', ports: [{ port: 80 }] };
    const dry = await run('createApp', { ...input, dryRun: true });
    await expect(api.plane.call('GET', path('dry'))).rejects.toThrow('404');
    const real = await run('createApp', input);
    expect(
      real.changes.map(({ kind, name, action }) => [kind, name, action]),
    ).toEqual(
      dry.changes.map(({ kind, name, action }) => [kind, name, action]),
    );
    const shown = dry.changes[0]?.diff[0]?.after as Deployment;
    const written = await api.plane.call<Deployment>('GET', path('dry'));
    expect(shown.spec).toEqual(written.spec);
    const drySmaller = await run('updateApp', {
      name: 'dry',
      replicas: 7,
      ports: [],
      dryRun: true,
    });
    expect(drySmaller.changes).toMatchObject([
      { kind: 'Deployment', action: 'CONFIGURED' },
      { kind: 'Service', action: 'DELETED' },
    ]);
    const dryGone = await run('deleteApp', { name: 'dry', dryRun: true });
    expect(dryGone.changes).toMatchObject([
      { kind: 'Deployment', action: 'DELETED' },
      { kind: 'Service', action: 'DELETED' },
    ]);
    expect((await api.plane.call<Deployment>('GET', path('dry'))).spec).toEqual(
      written.spec,
    );
  });

  test('when the Service fails, the workload is taken back and the payload says so', async () => {
    api.proxy.fault = (method, at, query) =>
      method === 'POST' && at.endsWith('/services') && !query.get('dryRun')
        ? {
            status: 403,
            body: {
              kind: 'Status',
              reason: 'Forbidden',
              message: 'no services today',
            },
          }
        : 'pass';
    const payload = await run('createApp', {
      name: 'half',
      image: 'nginx:1.27',
      ports: [{ port: 80 }],
    });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      app: null,
      userErrors: [{ code: 'FORBIDDEN' }],
      changes: [
        {
          kind: 'Deployment',
          action: 'DELETED',
          reason: expect.stringContaining('Taken back'),
        },
        { kind: 'Service', action: 'FAILED' },
      ],
    });
    await eventually(() =>
      expect(api.plane.call('GET', path('half'))).rejects.toThrow('404'),
    );
  });

  test('a lost answer to a create is found out, and nothing is made twice', async () => {
    let lost = 0;
    api.proxy.fault = (method, at, query) =>
      method === 'POST' &&
      at.endsWith('/deployments') &&
      !query.get('dryRun') &&
      lost++ === 0
        ? 'lose'
        : 'pass';
    const payload = await run('createApp', {
      name: 'lost',
      image: 'nginx:1.27',
    });
    api.proxy.fault = () => 'pass';
    expect(lost).toBe(1);
    expect(payload).toMatchObject({
      userErrors: [],
      changes: [{ kind: 'Deployment', action: 'CREATED' }],
    });
  });

  test('trouble after the first write stands in the payload, with what was done', async () => {
    api.proxy.fault = (method, at, query) =>
      method === 'POST' && at.endsWith('/services') && !query.get('dryRun')
        ? { status: 503, body: {} }
        : 'pass';
    const payload = await run('createApp', {
      name: 'trouble',
      image: 'nginx:1.27',
      ports: [{ port: 80 }],
    });
    api.proxy.fault = () => 'pass';
    expect(payload.userErrors).toMatchObject([{ code: 'CLUSTER_UNAVAILABLE' }]);
    expect(payload.changes).toMatchObject([
      { kind: 'Deployment', action: 'DELETED' },
      { kind: 'Service', action: 'FAILED' },
    ]);
  });

  test('the quota refuses a pod of the app before anything is written, with its numbers', async () => {
    await api.plane.call(
      'POST',
      `/api/v1/namespaces/${tenant}/resourcequotas`,
      {
        metadata: { name: 'small' },
        spec: { hard: { 'requests.storage': '1Gi', 'count/pods': '1' } },
      },
    );
    await eventually(async () => {
      const { status } = await api.plane.call<{ status: { used?: object } }>(
        'GET',
        `/api/v1/namespaces/${tenant}/resourcequotas/small`,
      );
      expect(status.used).toBeDefined();
    });
    const payload = await run('createApp', {
      name: 'crowded',
      image: 'nginx:1.27',
    });
    expect(payload.userErrors).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        message: expect.stringContaining('exceeded quota'),
        facts: expect.arrayContaining([
          { key: 'requested', value: 'count/pods=1' },
          { key: 'hard', value: 'count/pods=1' },
        ]),
      },
    ]);
    expect(payload.changes).toEqual([]);
    await expect(api.plane.call('GET', path('crowded'))).rejects.toThrow('404');
    await api.plane.call(
      'DELETE',
      `/api/v1/namespaces/${tenant}/resourcequotas/small`,
    );
  });

  test('deleteApp takes its pods and its Service along', async () => {
    const payload = await run('deleteApp', { name: 'web' });
    expect(payload.deletedId).toBe(
      Buffer.from(`App/${tenant}/web`).toString('base64url'),
    );
    expect(payload.changes).toMatchObject([
      { kind: 'Deployment', action: 'DELETED' },
      { kind: 'Service', name: 'web', action: 'DELETED' },
    ]);
    await eventually(async () => {
      await expect(api.plane.call('GET', path('web'))).rejects.toThrow('404');
      await expect(
        api.plane.call('GET', `/api/v1/namespaces/${tenant}/services/web`),
      ).rejects.toThrow('404');
      const { items } = await api.plane.call<{ items: object[] }>(
        'GET',
        `/api/v1/namespaces/${tenant}/pods?labelSelector=moorage.dev%2Fapp%3Dweb`,
      );
      expect(items).toEqual([]);
    });
  });

  test('a Deployment without the label is no app', async () => {
    const labels = { x: 'y' };
    await api.plane.call(
      'POST',
      `/apis/apps/v1/namespaces/${tenant}/deployments`,
      {
        metadata: { name: 'foreign' },
        spec: {
          replicas: 0,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'c', image: 'c' }] },
          },
        },
      },
    );
    const { data } = await api.run<{ app: null }>(
      `{ app(tenant: "${tenant}", name: "foreign") { name } }`,
    );
    expect(data.app).toBeNull();
    expect(
      (await run('deleteApp', { name: 'foreign' })).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
