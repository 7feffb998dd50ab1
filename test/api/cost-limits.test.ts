import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';
import { mutateTenant } from '../support/tenant-mutation.js';

interface Extensions {
  cost: { requested: number; maximum: number };
}

describe('operations that would cost too much', () => {
  let api: Api;
  const tenant = uniqueName('costly');
  beforeAll(async () => {
    api = await startApi({
      MOORAGE_MAX_COST: '100',
      MOORAGE_MAX_PRODUCED: '10',
      MOORAGE_MAX_OBJECTS: '5000',
    });
    await mutateTenant(api, 'createTenant', { name: tenant });
    for (const name of ['one', 'two'])
      await api.run(
        `mutation { createApp(input: { tenant: "${tenant}", name: "${name}", image: "a:1", replicas: 0, cpu: "10m", memory: "16Mi", ports: [{ port: 80 }] }) { userErrors { message } } }`,
      );
  });
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${tenant}`);
    await api.stop();
  });

  test('are refused before the cluster is asked, and say by how much', async () => {
    // Lists that were allowed are started early from now on, but not for this.
    await api.run('{ apps(first: 1) { nodes { name } } }');
    api.proxy.reset();
    const { status, errors, extensions } = await api.run(
      '{ tenants(first: 50) { nodes { apps { nodes { name } } viewerCan { update { allowed } delete { allowed } } } } }',
    );
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('may need 101 calls'),
        extensions: {
          code: 'QUERY_TOO_COMPLEX',
          cost: { requested: 101, maximum: 100 },
        },
      },
    ]);
    expect(extensions?.cluster.requests).toBe(0);
    expect(api.proxy.passed).toEqual([]);
  });

  test.each([
    [
      'depth',
      `{ tenant(name: "x") { ${'apps { nodes { tenant { '.repeat(5)} name ${'} } }'.repeat(5)} } }`,
    ],
    [
      'aliases',
      `{ ${Array.from({ length: 19 }, (_, n) => `v${n}: viewer { a: name b: name }`).join(' ')} }`,
    ],
    [
      'fields of the query itself',
      `{ ${'viewer { name } '.repeat(21).trim()} }`,
    ],
  ])('%s has a limit', async (_, query) => {
    const { status, errors } = await api.run(query);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  });

  test('a mutation has at most ten fields', async () => {
    const one = (n: number) =>
      `m${n}: deleteApp(input: { tenant: "${tenant}", name: "one" }) { deletedId }`;
    const { errors } = await api.run(
      `mutation { ${Array.from({ length: 11 }, (_, n) => one(n)).join(' ')} }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    const { data } = await api.run(
      `{ app(tenant: "${tenant}", name: "one") { name } }`,
    );
    expect(data).toEqual({ app: { name: 'one' } });
  });

  test('every answer says what it was taken for', async () => {
    const { extensions } = await api.run(
      '{ tenants(first: 20) { nodes { viewerCan { update { allowed } } } } }',
    );
    expect((extensions as unknown as Extensions).cost).toEqual({
      requested: 21,
      maximum: 100,
    });
  });

  test('an answer that grows by going back and forth ends as TOO_LARGE, and the rest of it stays', async () => {
    const back = (inner: string) =>
      `services { nodes { name tenant { name ${inner} } } }`;
    const { data, errors } = await api.run<{ tenant: { name: string } }>(
      `{ tenant(name: "${tenant}") { name ${back(back(back('')))} } }`,
    );
    expect(data.tenant.name).toBe(tenant);
    expect(errors?.map(({ extensions }) => extensions.code)).toContain(
      'TOO_LARGE',
    );
  });

  test('introspection is not what they are meant for', async () => {
    const { errors } = await api.run(
      '{ __schema { types { fields { args { type { ofType { ofType { ofType { name } } } } } } } } }',
    );
    expect(errors).toBeUndefined();
  });
});
