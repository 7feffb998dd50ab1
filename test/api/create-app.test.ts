import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  type AppTenant,
  type Deployment,
  startAppTenant,
} from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

describe('createApp', () => {
  let api: Api;
  let tenant: string;
  let path: AppTenant['path'];
  let run: AppTenant['run'];

  beforeAll(async () => {
    ({ api, tenant, path, run } = await startAppTenant());
  });
  afterAll(() => api.stop());

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
});
