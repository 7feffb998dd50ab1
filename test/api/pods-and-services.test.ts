import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  type DirectTenant,
  startDirectTenant,
} from '../support/direct-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';
import { mutateTenant } from '../support/tenant-mutation.js';

describe('pods and services that are made directly', () => {
  let api: Api;
  let tenant: string;
  let run: DirectTenant['run'];
  let done: DirectTenant['done'];
  let read: DirectTenant['read'];

  beforeAll(async () => {
    ({ api, tenant, run, done, read } = await startDirectTenant());
  }, 60_000);
  afterAll(() => api.stop());

  const ports = [{ port: 80 }];
  const selector = [{ key: 'name', value: 'solo' }];

  test('a pod is not adopted, neither by its first labels nor by new ones', async () => {
    await api.run(
      `mutation { createApp(input: { tenant: "${tenant}", name: "web", image: "nginx:1.27" }) { userErrors { message } } }`,
    );
    await api.plane.call(
      'POST',
      `/api/v1/namespaces/${tenant}/replicationcontrollers`,
      {
        metadata: { name: 'ship' },
        spec: {
          replicas: 0,
          selector: { crew: 'old' },
          template: {
            metadata: { labels: { crew: 'old' } },
            spec: { containers: [{ name: 'c', image: 'c' }] },
          },
        },
      },
    );
    const labels = [{ key: 'crew', value: 'old' }];
    const pirate = { name: 'pirate', image: 'nginx:1.27', runAsUser: 101 };
    const refusal = {
      code: 'INVALID',
      field: ['input', 'labels'],
      message: expect.stringContaining('ReplicationController "ship"'),
    };
    const born = await run('createPod', { ...pirate, labels });
    expect(born.userErrors).toMatchObject([refusal]);
    await done('createPod', pirate);
    const turned = await run('updatePod', { name: 'pirate', labels });
    expect([turned.userErrors, turned.changes]).toMatchObject([[refusal], []]);
    const { metadata } = await read('pods', 'pirate');
    expect(metadata.labels).not.toHaveProperty('crew');
    expect(metadata.labels).not.toHaveProperty(['moorage.dev/app']);
    const reserved = [{ key: 'moorage.dev/app', value: 'web' }];
    const posing = await run('updatePod', {
      name: 'pirate',
      labels: reserved,
    });
    expect(posing.userErrors).toMatchObject([
      { code: 'INVALID', field: ['input', 'labels', '0', 'key'] },
    ]);
  });

  test('a service picks the pods of an app, or those of a selector, reserved labels too', async () => {
    await done('createService', { name: 'of-app', app: 'web', ports });
    expect((await read('services', 'of-app')).spec.selector).toEqual({
      'moorage.dev/app': 'web',
    });
    await done('createService', {
      name: 'of-labels',
      selector: [{ key: 'moorage.dev/app', value: 'web' }],
      ports: [{ port: 80, targetPort: 'http' }],
    });
    const { data } = await api.run<{
      app: { services: { nodes: { name: string }[] } };
    }>(
      `{ app(tenant: "${tenant}", name: "web") { services { nodes { name } } } }`,
    );
    expect(data.app.services.nodes.map(({ name }) => name)).toEqual([
      'of-app',
      'of-labels',
    ]);
  });

  test('a node port stays with its port, is not for a CLUSTER_IP, and belongs to one service', async () => {
    await done('createService', {
      name: 'node',
      app: 'web',
      type: 'NODE_PORT',
      ports,
    });
    const first = (await read('services', 'node')).spec.ports?.[0]?.nodePort;
    await done('updateService', {
      name: 'node',
      ports: [
        { port: 80, name: 'one' },
        { port: 81, name: 'two' },
      ],
    });
    const { spec } = await read('services', 'node');
    expect(spec.ports).toMatchObject([
      { port: 80, nodePort: first },
      { port: 81, nodePort: expect.any(Number) },
    ]);
    const inside = await run('updateService', {
      name: 'of-app',
      ports: [{ port: 80, nodePort: first }],
    });
    expect([inside.userErrors, inside.changes]).toMatchObject([
      [
        {
          code: 'INVALID',
          field: ['input', 'ports', '0', 'nodePort'],
          message: 'A nodePort needs the type NODE_PORT or LOAD_BALANCER.',
        },
      ],
      [{ action: 'FAILED' }],
    ]);
    const taken = await run('createService', {
      name: 'late',
      app: 'web',
      type: 'NODE_PORT',
      ports: [{ port: 80, nodePort: first }],
    });
    expect(taken.userErrors).toMatchObject([{ code: 'NODE_PORT_TAKEN' }]);
    await done('updateService', { name: 'node', type: 'CLUSTER_IP' });
    expect((await read('services', 'node')).spec.ports).toEqual([
      expect.not.objectContaining({ nodePort: expect.anything() }),
      expect.not.objectContaining({ nodePort: expect.anything() }),
    ]);
  });

  test('more node ports than the quota allows, and a load balancer, are refused with what to ask for', async () => {
    const many = await run('createService', {
      name: 'many',
      app: 'web',
      type: 'NODE_PORT',
      ports: [1, 2, 3, 4, 5].map((port) => ({ port, name: `p${port}` })),
    });
    const balanced = await run('createService', {
      name: 'balanced',
      app: 'web',
      type: 'LOAD_BALANCER',
      ports,
    });
    for (const [{ userErrors }, resource] of [
      [many, 'services.nodeports'],
      [balanced, 'services.loadbalancers'],
    ] as const)
      expect(userErrors).toMatchObject([
        {
          code: 'QUOTA_EXCEEDED',
          message: expect.stringContaining('An operator of tenants allows'),
          facts: expect.arrayContaining([
            { key: 'hard', value: expect.stringContaining(resource) },
          ]),
        },
      ]);
    const refused = await run('updateService', {
      name: 'of-app',
      type: 'LOAD_BALANCER',
    });
    expect(refused.userErrors).toMatchObject([{ code: 'QUOTA_EXCEEDED' }]);
    expect((await read('services', 'of-app')).spec.type).toBe('ClusterIP');
    await mutateTenant(api, 'updateTenant', {
      name: tenant,
      quota: [{ resource: 'services.loadbalancers', hard: '1' }],
    });
    await eventually(async () => {
      const open = await run('updateService', {
        name: 'of-app',
        type: 'LOAD_BALANCER',
      });
      expect(open.userErrors).toEqual([]);
    });
    expect((await read('services', 'of-app')).spec.type).toBe('LoadBalancer');
  });

  test('an external name leads to a host, has no pods, and becomes nothing else by half', async () => {
    const host = { type: 'EXTERNAL_NAME', externalName: 'db.example.org' };
    await done('createService', { name: 'db', ports: [], ...host });
    expect((await read('services', 'db')).spec).toMatchObject({
      type: 'ExternalName',
      externalName: 'db.example.org',
    });
    for (const [input, field] of [
      [{ ...host, app: 'web' }, ['input', 'app']],
      [{ ...host, selector }, ['input', 'selector']],
      [{ ...host, externalName: 'no host' }, ['input', 'externalName']],
      [{ app: 'web', externalName: 'x.org', ports }, ['input', 'externalName']],
    ] as const) {
      const refused = await run('createService', {
        name: 'bad',
        ports: [],
        ...input,
      });
      expect(refused.userErrors[0]).toMatchObject({ code: 'INVALID', field });
      expect(refused.changes).toEqual([]);
    }
    const turned = await run('updateService', {
      name: 'of-labels',
      type: 'EXTERNAL_NAME',
    });
    expect(turned.userErrors).toMatchObject([
      { code: 'INVALID', field: ['input', 'type'] },
    ]);
    await done('updateService', {
      name: 'db',
      type: 'CLUSTER_IP',
      selector,
      ports,
    });
    const { spec } = await read('services', 'db');
    expect(spec).toMatchObject({
      type: 'ClusterIP',
      selector: { name: 'solo' },
    });
    expect(spec.externalName).toBeUndefined();
  });

  test('a stale version is refused with the current one; a lost answer to a change with it is no conflict', async () => {
    const { service } = await done('updateService', {
      name: 'of-labels',
      labels: [{ key: 'team', value: 'red' }],
    });
    const ifVersion = service?.version;
    api.proxy.fault = (method) => {
      if (method !== 'PUT') return 'pass';
      api.proxy.fault = () => 'pass';
      return 'lose';
    };
    const changed = await done('updateService', {
      name: 'of-labels',
      labels: [{ key: 'team', value: 'blue' }],
      ifVersion,
    });
    for (const field of ['updateService', 'deleteService']) {
      const stale = await run(field, {
        name: 'of-labels',
        ifVersion,
        ...(field === 'updateService' && { type: 'NODE_PORT' }),
      });
      expect(stale.userErrors).toEqual([
        {
          code: 'CONFLICT',
          field: ['input', 'ifVersion'],
          message: expect.stringContaining('Read it again'),
          facts: [{ key: 'version', value: changed.service?.version }],
        },
      ]);
    }
    const { pod } = await done('updatePod', {
      name: 'pirate',
      labels: [{ key: 'eye', value: 'one' }],
    });
    await done('updatePod', {
      name: 'pirate',
      image: 'nginx:1.28',
      ifVersion: pod?.version,
    });
    for (const field of ['updatePod', 'deletePod']) {
      const stale = await run(field, {
        name: 'pirate',
        ifVersion: pod?.version,
        ...(field === 'updatePod' && { image: 'nginx:1.29' }),
      });
      expect(stale.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    }
  });

  test('two changes of different fields at once both win', async () => {
    await Promise.all([
      done('updateService', { name: 'of-labels', ports: [{ port: 90 }] }),
      done('updateService', {
        name: 'of-labels',
        labels: [{ key: 'team', value: 'green' }],
      }),
      done('updateService', { name: 'of-labels', selector }),
    ]);
    expect(await read('services', 'of-labels')).toMatchObject({
      metadata: { labels: { team: 'green' } },
      spec: { ports: [{ port: 90 }], selector: { name: 'solo' } },
    });
  });
});
