import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { startReadsWorld } from '../support/reads-world.js';
import type { Api } from '../support/start-api.js';

type Named = { id: string; name: string };

describe('relations and lookups', () => {
  let api: Api;
  let tenant: string;

  beforeAll(async () => {
    ({ api, tenant } = await startReadsWorld());
  }, 60_000);
  afterAll(() => api.stop());

  test('every relation, in both directions', async () => {
    const { data, errors } = await api.run<object>(`{
      app(tenant: "${tenant}", name: "web") {
        tenant { name } pods { nodes { app { name tenant { name } } tenant { name } } } ports { name port exposure nodePort } urls
        services { nodes { name app { name } pods { totalCount } tenant { name } } } }
      controller: app(tenant: "${tenant}", name: "api") { workload pods { nodes { app { name workload } } } services { nodes { name } } ports { port } }
      pod(tenant: "${tenant}", name: "lonely") { app { name } tenant { name } phase nodeName ip startedAt containers { name image state ready restarts memory } }
      service(tenant: "${tenant}", name: "outside") { type app { name } pods { nodes { name } } ports { port } selector { key } }
    }`);
    expect(errors).toBeUndefined();
    const ofWeb = {
      app: { name: 'web', tenant: { name: tenant } },
      tenant: { name: tenant },
    };
    expect(data).toMatchObject({
      app: {
        tenant: { name: tenant },
        pods: { nodes: [ofWeb, ofWeb, ofWeb] },
        ports: [
          { port: 80, exposure: 'NODE_PORT', nodePort: expect.any(Number) },
          { port: 9000, exposure: 'NONE', nodePort: null },
        ],
        urls: [expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)],
        services: {
          nodes: [
            {
              name: 'web',
              app: { name: 'web' },
              pods: { totalCount: 3 },
              tenant: { name: tenant },
            },
          ],
        },
      },
      controller: {
        workload: 'REPLICATION_CONTROLLER',
        pods: {
          nodes: [{ app: { name: 'api', workload: 'REPLICATION_CONTROLLER' } }],
        },
        services: { nodes: [] },
        ports: [],
      },
      pod: {
        app: null,
        tenant: { name: tenant },
        phase: 'RUNNING',
        nodeName: 'moorage-node',
        containers: [
          {
            name: 'main',
            image: 'nginx:1.27',
            state: 'RUNNING',
            ready: true,
            restarts: 0,
          },
        ],
      },
      service: {
        type: 'EXTERNAL_NAME',
        app: null,
        pods: { nodes: [] },
        ports: [],
        selector: [],
      },
    });
  });

  test('node finds every id again, and nothing for an id that is none', async () => {
    const { data } = await api.run<{
      tenant: Named & {
        apps: { nodes: Named[] };
        pods: { nodes: Named[] };
        services: { nodes: Named[] };
      };
    }>(
      `{ tenant(name: "${tenant}") { id name apps { nodes { id name } } pods { nodes { id name } } services { nodes { id name } } } }`,
    );
    const all = [
      data.tenant,
      ...data.tenant.apps.nodes,
      ...data.tenant.pods.nodes,
      ...data.tenant.services.nodes,
    ];
    for (const { id, name } of all) {
      const found = await api.run<{ node: object }>(
        `{ node(id: "${id}") { id ... on Tenant { name } ... on App { name } ... on Pod { name } ... on Service { name } } }`,
      );
      expect(found.data.node).toEqual({ id, name });
    }
    const foreign = (parts: string) => Buffer.from(parts).toString('base64url');
    for (const id of [
      '',
      'nonsense',
      foreign('Tenant/kube-system'),
      foreign('Pod/../x'),
      foreign('Secret/a/b'),
      foreign(`App/${tenant}/`),
    ]) {
      const found = await api.run<{ node: null }>(
        'query ($id: ID!) { node(id: $id) { id } }',
        { id },
      );
      expect([id, found.data.node, found.errors]).toEqual([
        id,
        null,
        undefined,
      ]);
    }
  });

  test('what is no tenant is invisible as a tenant', async () => {
    const { data, errors } = await api.run<object>(
      '{ tenant(name: "kube-system") { name } pods(tenant: "kube-system") { nodes { name } } app(tenant: "default", name: "x") { name } odd: tenant(name: "../..") { name } empty: tenant(name: "") { name } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      tenant: null,
      pods: null,
      app: null,
      odd: null,
      empty: null,
    });
  });

  test('viewer, its rights, and the cluster with its nodes', async () => {
    const query =
      '{ viewer { name groups can(verb: "list", resource: "deployments", apiGroup: "apps") { allowed reason } } cluster { version source nodes { name ready cpu memory pods kubeletVersion } } }';
    const asAdmin = await api.run<object>(query);
    expect(asAdmin.data).toMatchObject({
      viewer: {
        name: 'admin',
        groups: expect.arrayContaining(['system:masters']),
        can: { allowed: true },
      },
      cluster: {
        version: expect.stringMatching(/^v1\.37\.2(\+moorage-devcluster)?$/),
        source: 'KUBECONFIG',
        nodes: [{ name: 'moorage-node', ready: true }],
      },
    });
    const stranger = await api.run<object>(query, {}, 'mallory');
    expect(stranger.data).toMatchObject({
      viewer: { name: 'mallory', can: { allowed: false } },
      cluster: {
        version: expect.stringMatching(/^v1\.37\.2(\+moorage-devcluster)?$/),
        nodes: null,
      },
    });
    expect(stranger.errors?.[0]).toMatchObject({
      path: ['cluster', 'nodes'],
      extensions: { code: 'FORBIDDEN' },
    });
  });

  test('what is read after a write of the same operation is read anew', async () => {
    const query = `mutation { first: createPod(input: { tenant: "${tenant}", name: "early", image: "nginx:1" }) { pod { tenant { pods { totalCount } } } }
      second: createPod(input: { tenant: "${tenant}", name: "late", image: "nginx:1" }) { pod { tenant { pods { totalCount } } } } }`;
    const { data } =
      await api.run<
        Record<string, { pod: { tenant: { pods: { totalCount: number } } } }>
      >(query);
    expect(
      [data.first, data.second].map(
        (payload) => payload?.pod.tenant.pods.totalCount,
      ),
    ).toEqual([6, 7]);
  });
});
