import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { APP_LIFE_MISTAKES } from '../fixtures/app-life-mistakes.js';
import { APP_MISTAKES } from '../fixtures/app-mistakes.js';
import { APP_SIZE_MISTAKES } from '../fixtures/app-size-mistakes.js';
import { MEMBER_MISTAKES } from '../fixtures/member-mistakes.js';
import { MISTAKES } from '../fixtures/mistakes.js';
import { TENANT_MISTAKES } from '../fixtures/tenant-mistakes.js';
import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { guardsOf } from '../support/guards-of.js';
import { type Api, startApi } from '../support/start-api.js';

describe('bad input', () => {
  let api: Api;
  let nodePort = 0;
  const tenant = uniqueName('bad');

  beforeAll(async () => {
    api = await startApi();
    await api.run(`mutation { createTenant(input: { name: "${tenant}", podSecurity: BASELINE, quota: [{ resource: "services.nodeports", hard: "20" }] }) { userErrors { message } }
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
        ? ['pods', 'services', 'secrets', 'replicationcontrollers']
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
    const guards = JSON.stringify(await guardsOf(api.plane, tenant));
    const made = await Promise.allSettled(
      ['never-made', 'fresh'].map((name) =>
        api.plane.call('GET', `/api/v1/namespaces/${name}`),
      ),
    );
    const objects = lists.flatMap(({ items }, index) =>
      items
        .filter(({ metadata }) => !metadata.name.startsWith('taken-'))
        .map(
          ({ metadata }) =>
            `${kinds[index]}/${metadata.name} ${metadata.generation}`,
        ),
    );
    return [...objects, guards, ...made.map(({ status }) => status)];
  };

  /** The world before the first mistake: each mistake leaves it as it is. */
  let before: unknown[] | undefined;
  test.each([
    ...MISTAKES,
    ...TENANT_MISTAKES,
    ...MEMBER_MISTAKES,
    ...APP_MISTAKES,
    ...APP_LIFE_MISTAKES,
    ...APP_SIZE_MISTAKES,
  ])('%s', async (_what, mutation, input, code, field, words) => {
    before ??= await world();
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
        userErrors: {
          code: string;
          field: string[] | null;
          message: string;
        }[];
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
