import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

/** Row by row what the original design could do; docs/original-design.md has the same rows. */
describe('the original design', () => {
  let api: Api;
  const tenant = uniqueName('original');

  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  async function mutate(
    field: string,
    input: Record<string, unknown>,
    select = '',
  ) {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const query = `mutation Run($input: ${type}!) { payload: ${field}(input: $input) { userErrors { code message field } changes { kind name action } ${select} } }`;
    const answer = await api.run<{
      payload: { userErrors: unknown[] } & Record<string, unknown>;
    }>(query, { input });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.payload.userErrors).toEqual([]);
    return answer.data.payload;
  }

  test('connects by kubeconfig', async () => {
    const { data } = await api.run<{ cluster: object }>(
      '{ cluster { version source } }',
    );
    expect(data.cluster).toEqual({
      version: expect.stringMatching(/^v1\.37\.2(\+moorage-devcluster)?$/),
      source: 'KUBECONFIG',
    });
  });

  test('creates and updates a namespace for a tenant', async () => {
    await mutate('createTenant', {
      name: tenant,
      displayName: 'First',
      podSecurity: 'BASELINE',
      quota: [{ resource: 'services.nodeports', hard: '5' }],
    });
    await mutate('updateTenant', { name: tenant, displayName: 'Second' });
    const namespace = await api.plane.call<{
      metadata: { labels: object; annotations: object };
    }>('GET', `/api/v1/namespaces/${tenant}`);
    expect(namespace.metadata.labels).toMatchObject({
      'moorage.dev/tenant': tenant,
      'app.kubernetes.io/managed-by': 'moorage',
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
    expect(namespace.metadata.annotations).toMatchObject({
      'moorage.dev/display-name': 'Second',
      'moorage.dev/created-by': 'admin',
    });
  });

  test('creates, updates and deletes a pod', async () => {
    await mutate('createPod', {
      tenant,
      name: 'single',
      image: 'nginx:1.26',
      cpu: '0.1',
      memory: '64Mi',
      ports: [{ port: 9080 }],
    });
    await mutate('updatePod', {
      tenant,
      name: 'single',
      image: 'nginx:1.27',
      labels: [{ key: 'tier', value: 'front' }],
    });
    const path = `/api/v1/namespaces/${tenant}/pods/single`;
    const pod = await api.plane.call<{
      metadata: { labels: object };
      spec: { containers: object[] };
    }>('GET', path);
    expect(pod.metadata.labels).toMatchObject({
      name: 'single',
      tier: 'front',
      'moorage.dev/pod': 'single',
    });
    expect(pod.spec.containers[0]).toMatchObject({
      image: 'nginx:1.27',
      resources: {
        requests: { cpu: '100m', memory: '64Mi' },
        limits: { memory: '64Mi' },
      },
      ports: [{ containerPort: 9080, protocol: 'TCP' }],
    });
    await mutate('deletePod', {
      tenant,
      name: 'single',
      gracePeriodSeconds: 0,
    });
    await eventually(() =>
      expect(api.plane.call('GET', path)).rejects.toThrow('404'),
    );
  });

  test('creates, scales, updates and deletes a replication controller with instanceCount replicas', async () => {
    await mutate('createApp', {
      tenant,
      name: 'legacy',
      image: 'nginx:1.26',
      cpu: '100m',
      memory: '64Mi',
      replicas: 3,
      workload: 'REPLICATION_CONTROLLER',
    });
    const path = `/api/v1/namespaces/${tenant}/replicationcontrollers/legacy`;
    const controller = await api.plane.call<{
      spec: { replicas: number; template: { metadata: { labels: object } } };
    }>('GET', path);
    expect(controller.spec.replicas).toBe(3);
    expect(controller.spec.template.metadata.labels).toMatchObject({
      name: 'legacy',
    });
    await eventually(async () => {
      const { data } = await api.run<{
        app: { pods: { nodes: { ready: boolean }[] } };
      }>(
        'query ($tenant: String!) { app(tenant: $tenant, name: "legacy") { pods { nodes { ready } } } }',
        { tenant },
      );
      expect(data.app.pods.nodes).toEqual([
        { ready: true },
        { ready: true },
        { ready: true },
      ]);
    });
    await mutate('scaleApp', { tenant, name: 'legacy', replicas: 2 });
    await mutate('updateApp', { tenant, name: 'legacy', image: 'nginx:1.27' });
    const changed = await api.plane.call<{
      spec: { replicas: number; template: { spec: { containers: object[] } } };
    }>('GET', path);
    expect(changed.spec).toMatchObject({
      replicas: 2,
      template: { spec: { containers: [{ image: 'nginx:1.27' }] } },
    });
    await mutate('deleteApp', { tenant, name: 'legacy' });
    await eventually(() =>
      expect(api.plane.call('GET', path)).rejects.toThrow('404'),
    );
    await eventually(async () => {
      const { items } = await api.plane.call<{ items: object[] }>(
        'GET',
        `/api/v1/namespaces/${tenant}/pods?labelSelector=name%3Dlegacy`,
      );
      expect(items).toEqual([]);
    });
  });

  test('creates, updates and deletes a NodePort service 9080 to 9080 selected by name', async () => {
    const selector = [{ key: 'name', value: 'legacy' }];
    await mutate('createService', {
      tenant,
      name: 'door',
      type: 'NODE_PORT',
      selector,
      ports: [{ port: 9080, targetPort: '9080' }],
    });
    const path = `/api/v1/namespaces/${tenant}/services/door`;
    type Door = {
      spec: {
        type: string;
        selector: object;
        ports: { port: number; targetPort: number; nodePort: number }[];
      };
    };
    const door = await api.plane.call<Door>('GET', path);
    expect(door.spec).toMatchObject({
      type: 'NodePort',
      selector: { name: 'legacy' },
      ports: [{ port: 9080, targetPort: 9080 }],
    });
    await mutate('updateService', {
      tenant,
      name: 'door',
      ports: [{ port: 9080, targetPort: '8080' }],
    });
    const changed = await api.plane.call<Door>('GET', path);
    expect(changed.spec.ports).toMatchObject([
      { port: 9080, targetPort: 8080, nodePort: door.spec.ports[0]?.nodePort },
    ]);
    await mutate('deleteService', { tenant, name: 'door' });
    await expect(api.plane.call('GET', path)).rejects.toThrow('404');
  });

  test('deletes the namespace of a tenant', async () => {
    await mutate(
      'deleteTenant',
      { name: tenant, confirmName: tenant },
      'deletedId tenant { name }',
    );
    await eventually(
      () =>
        expect(
          api.plane.call('GET', `/api/v1/namespaces/${tenant}`),
        ).rejects.toThrow('404'),
      25,
    );
  });
});
