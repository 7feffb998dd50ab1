import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

type Row = [
  what: string,
  mutation: string,
  input: Record<string, unknown>,
  code: string,
  field: string[] | null,
  words: RegExp,
];

const app = (more: object) => ({ name: 'web', image: 'nginx:1.27', ...more });
const long = 'x'.repeat(64);

const ROWS: Row[] = [
  [
    'a reserved tenant name',
    'createTenant',
    { name: 'kube-system' },
    'NAME_RESERVED',
    ['input', 'name'],
    /kept for the cluster/,
  ],
  [
    'a reserved tenant prefix',
    'createTenant',
    { name: 'openshift-x' },
    'NAME_RESERVED',
    ['input', 'name'],
    /Choose another name/,
  ],
  [
    'a tenant name with capitals',
    'createTenant',
    { name: 'Acme' },
    'INVALID',
    ['input', 'name'],
    /lower-case/,
  ],
  [
    'a tenant name that is too long',
    'createTenant',
    { name: long },
    'INVALID',
    ['input', 'name'],
    /at most 63/,
  ],
  [
    'a duplicate tenant',
    'createTenant',
    { name: '$tenant' },
    'ALREADY_EXISTS',
    ['input', 'name'],
    /nothing was overwritten/,
  ],
  [
    'a reserved label',
    'createTenant',
    { name: 'fresh', labels: [{ key: 'moorage.dev/tenant', value: 'x' }] },
    'INVALID',
    ['input', 'labels', '0', 'key'],
    /reserved/,
  ],
  [
    'a null',
    'createTenant',
    { name: 'fresh', displayName: null },
    'INVALID',
    ['input', 'displayName'],
    /Leave it out/,
  ],
  [
    'an unconfirmed deletion',
    'deleteTenant',
    { name: '$tenant', confirmName: 'other' },
    'NOT_CONFIRMED',
    ['input', 'confirmName'],
    /repeat its name/,
  ],
  [
    'the deletion of no tenant',
    'deleteTenant',
    { name: 'kube-system', confirmName: 'kube-system' },
    'NOT_FOUND',
    ['input', 'name'],
    /no tenant/,
  ],
  [
    'a missing tenant',
    'createApp',
    { ...app({}), tenant: 'no-such-tenant' },
    'NOT_FOUND',
    ['input', 'tenant'],
    /no tenant/,
  ],
  [
    'an empty tenant',
    'createApp',
    { ...app({}), tenant: '' },
    'NOT_FOUND',
    ['input', 'tenant'],
    /no tenant/,
  ],
  [
    'a tenant that climbs',
    'createApp',
    { ...app({}), tenant: '../kube-system' },
    'NOT_FOUND',
    ['input', 'tenant'],
    /no tenant/,
  ],
  [
    'an image with spaces',
    'createApp',
    app({ image: 'not an image' }),
    'INVALID',
    ['input', 'image'],
    /is not an image/,
  ],
  [
    'an empty image',
    'createApp',
    app({ image: '' }),
    'INVALID',
    ['input', 'image'],
    /is not an image/,
  ],
  [
    'an app name with a dot',
    'createApp',
    app({ name: 'a.b' }),
    'INVALID',
    ['input', 'name'],
    /begin with a letter/,
  ],
  [
    'an app name that is too long',
    'createApp',
    app({ name: 'x'.repeat(53) }),
    'INVALID',
    ['input', 'name'],
    /at most 52/,
  ],
  [
    'negative replicas',
    'createApp',
    app({ replicas: -1 }),
    'INVALID',
    ['input', 'replicas'],
    /0 to 10000/,
  ],
  [
    'absurd replicas',
    'createApp',
    app({ replicas: 2_000_000_000 }),
    'INVALID',
    ['input', 'replicas'],
    /0 to 10000/,
  ],
  [
    'memory without a unit',
    'createApp',
    app({ memory: '256' }),
    'INVALID',
    ['input', 'memory'],
    /did you mean 256Mi\?/,
  ],
  [
    'memory in milli',
    'createApp',
    app({ memory: '256m' }),
    'INVALID',
    ['input', 'memory'],
    /did you mean 256Mi\?/,
  ],
  [
    'memory in MB',
    'createApp',
    app({ memory: '256MB' }),
    'INVALID',
    ['input', 'memory'],
    /did you mean 256Mi\?/,
  ],
  [
    'memory that is none',
    'createApp',
    app({ memory: 'lots' }),
    'INVALID',
    ['input', 'memory'],
    /suffix/,
  ],
  [
    'no CPU at all',
    'createApp',
    app({ cpu: '0' }),
    'INVALID',
    ['input', 'cpu'],
    /0\.25/,
  ],
  [
    'a limit below the request',
    'createApp',
    app({ memory: '1Gi', memoryLimit: '512Mi' }),
    'INVALID',
    ['input', 'memoryLimit'],
    /below the request/,
  ],
  [
    'port 0',
    'createApp',
    app({ ports: [{ port: 0 }] }),
    'INVALID',
    ['input', 'ports', '0', 'port'],
    /1 to 65535/,
  ],
  [
    'port 70000',
    'createApp',
    app({ ports: [{ port: 70_000 }] }),
    'INVALID',
    ['input', 'ports', '0', 'port'],
    /1 to 65535/,
  ],
  [
    'the same port twice',
    'createApp',
    app({ ports: [{ port: 80 }, { port: 80 }] }),
    'INVALID',
    ['input', 'ports', '1'],
    /given twice/,
  ],
  [
    'a long port name',
    'createApp',
    app({ ports: [{ port: 80, name: 'a-very-long-name' }] }),
    'INVALID',
    ['input', 'ports', '0', 'name'],
    /at most 15/,
  ],
  [
    'a node port without exposure',
    'createApp',
    app({ ports: [{ port: 80, nodePort: 30_000 }] }),
    'INVALID',
    ['input', 'ports', '0', 'nodePort'],
    /NODE_PORT/,
  ],
  [
    'two exposures',
    'createApp',
    app({ ports: [{ port: 80 }, { port: 81, exposure: 'NODE_PORT' }] }),
    'INVALID',
    ['input', 'ports'],
    /share one Service/,
  ],
  [
    'a node port out of range',
    'createApp',
    app({ ports: [{ port: 80, exposure: 'NODE_PORT', nodePort: 80 }] }),
    'INVALID',
    ['input', 'ports', '0', 'nodePort'],
    /range/,
  ],
  [
    'a taken node port',
    'createApp',
    app({
      ports: [{ port: 80, exposure: 'NODE_PORT', nodePort: '$nodePort' }],
    }),
    'NODE_PORT_TAKEN',
    null,
    /Leave nodePort out/,
  ],
  [
    'a variable with an equals sign',
    'createApp',
    app({ env: [{ name: 'A=B', value: '' }] }),
    'INVALID',
    ['input', 'env', '0', 'name'],
    /without "="/,
  ],
  [
    'a duplicate app',
    'createApp',
    app({ name: 'taken' }),
    'ALREADY_EXISTS',
    ['input', 'name'],
    /nothing was overwritten/,
  ],
  [
    'an app of the other kind',
    'createApp',
    app({ name: 'taken', workload: 'REPLICATION_CONTROLLER' }),
    'ALREADY_EXISTS',
    ['input', 'name'],
    /Deployment "taken"/,
  ],
  [
    'an app that is not there',
    'scaleApp',
    { name: 'nope', replicas: 1 },
    'NOT_FOUND',
    ['input', 'name'],
    /no app "nope"/,
  ],
  [
    'negative scaling',
    'scaleApp',
    { name: 'taken', replicas: -5 },
    'INVALID',
    ['input', 'replicas'],
    /0 to 10000/,
  ],
  [
    'a stale version',
    'scaleApp',
    { name: 'taken', replicas: 2, ifVersion: 'b2xk' },
    'CONFLICT',
    ['input', 'ifVersion'],
    /Read it again/,
  ],
  [
    'a variable set and unset',
    'updateApp',
    { name: 'taken', setEnv: [{ name: 'A', value: '1' }], unsetEnv: ['A'] },
    'INVALID',
    ['input', 'unsetEnv', '0'],
    /say one of them/,
  ],
  [
    'a taken node port by update',
    'updateApp',
    {
      name: 'taken',
      image: 'nginx:9',
      ports: [{ port: 80, exposure: 'NODE_PORT', nodePort: '$nodePort' }],
    },
    'NODE_PORT_TAKEN',
    null,
    /another service/,
  ],
  [
    'a pod that is not there',
    'updatePod',
    { name: 'nope', image: 'nginx:1' },
    'NOT_FOUND',
    ['input', 'name'],
    /not there/,
  ],
  [
    'a pod that a controller would adopt',
    'createPod',
    {
      name: 'pirate',
      image: 'nginx:1',
      labels: [{ key: 'crew', value: 'old' }],
    },
    'INVALID',
    ['input', 'labels'],
    /take it over/,
  ],
  [
    'a negative grace period',
    'deletePod',
    { name: 'nope', gracePeriodSeconds: -1 },
    'INVALID',
    ['input', 'gracePeriodSeconds'],
    /0 or more/,
  ],
  [
    'a service for no one',
    'createService',
    { name: 'door', ports: [{ port: 80 }] },
    'INVALID',
    ['input', 'app'],
    /either app or selector/,
  ],
  [
    'a service without ports',
    'createService',
    { name: 'door', app: 'taken', ports: [] },
    'INVALID',
    ['input', 'ports'],
    /at least one port/,
  ],
  [
    'an external name without a host',
    'createService',
    { name: 'door', type: 'EXTERNAL_NAME', ports: [] },
    'INVALID',
    ['input', 'externalName'],
    /host outside/,
  ],
  [
    'a service on a taken node port',
    'createService',
    {
      name: 'door',
      app: 'taken',
      type: 'NODE_PORT',
      ports: [{ port: 80, nodePort: '$nodePort' }],
    },
    'NODE_PORT_TAKEN',
    null,
    /Leave nodePort out/,
  ],
];

describe('bad input', () => {
  let api: Api;
  let nodePort = 0;
  const tenant = uniqueName('bad');

  beforeAll(async () => {
    api = await startApi();
    await api.run(`mutation { createTenant(input: { name: "${tenant}", podSecurity: BASELINE }) { userErrors { message } }
      createApp(input: { tenant: "${tenant}", name: "taken", image: "nginx:1.27" }) { userErrors { message } } }`);
    const service = await api.plane.call<{
      spec: { ports: { nodePort: number }[] };
    }>('POST', `/api/v1/namespaces/${tenant}/services`, {
      metadata: { name: 'holder' },
      spec: { type: 'NodePort', selector: { a: 'b' }, ports: [{ port: 80 }] },
    });
    nodePort = service.spec.ports[0]?.nodePort ?? 0;
    const crew = { crew: 'old' };
    await api.plane.call(
      'POST',
      `/api/v1/namespaces/${tenant}/replicationcontrollers`,
      {
        metadata: { name: 'ship' },
        spec: {
          replicas: 0,
          selector: crew,
          template: {
            metadata: { labels: crew },
            spec: { containers: [{ name: 'c', image: 'c' }] },
          },
        },
      },
    );
  }, 60_000);
  afterAll(() => api.stop());

  const world = async () => {
    const kinds = ['api/v1', 'apis/apps/v1'].flatMap((root) =>
      (root === 'api/v1'
        ? ['pods', 'services', 'replicationcontrollers']
        : ['deployments']
      ).map((plural) => `/${root}/namespaces/${tenant}/${plural}`),
    );
    const lists = await Promise.all(
      kinds.map((path) =>
        api.plane.call<{
          items: { metadata: { name: string; generation?: number } }[];
        }>('GET', path),
      ),
    );
    return lists.flatMap(({ items }, index) =>
      items
        .filter(({ metadata }) => !metadata.name.startsWith('taken-'))
        .map(
          ({ metadata }) =>
            `${kinds[index]}/${metadata.name} ${metadata.generation}`,
        ),
    );
  };

  test.each(ROWS)('%s', async (_what, mutation, input, code, field, words) => {
    const before = await world();
    const filled = JSON.parse(
      JSON.stringify(input)
        .replaceAll('"$nodePort"', String(nodePort))
        .replaceAll('$tenant', tenant),
    ) as object;
    const inTenant =
      mutation.endsWith('Tenant') || 'tenant' in input
        ? filled
        : { ...filled, tenant };
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { userErrors { code field message } changes { kind action reason } } }`;
    const { data, errors } = await api.run<{
      payload: {
        userErrors: { code: string; field: string[] | null; message: string }[];
      };
    }>(query, { input: inTenant });
    expect(errors).toBeUndefined();
    expect(data.payload.userErrors[0]).toMatchObject({
      code,
      ...(field && { field }),
    });
    expect(data.payload.userErrors[0]?.message).toMatch(words);
    // What was taken back goes in the background.
    await eventually(async () => expect(await world()).toEqual(before));
  });

  test.each([
    ['first: 0', 'BAD_USER_INPUT'],
    ['first: 201', 'BAD_USER_INPUT'],
    ['first: -1', 'BAD_USER_INPUT'],
    ['after: "nonsense"', 'BAD_USER_INPUT'],
    ['filter: { labelSelector: "a in (" }', 'BAD_USER_INPUT'],
  ])('a list with %s', async (argument, code) => {
    for (const field of ['tenants', 'pods']) {
      const { errors } = await api.run(
        `{ ${field}(${argument}) { nodes { name } } }`,
      );
      expect(errors?.[0]?.extensions.code).toBe(code);
    }
  });
});
