import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { startAppTenant } from '../support/app-tenant.js';
import { ask } from '../support/ask.js';
import {
  type Operation,
  OPERATIONS,
} from '../support/differential-operations.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

/** The same operations through graphql-jit and through graphql-js, each twice: compiled anew, and out of the cache. */
describe('compiled queries', () => {
  let compiled: Api;
  let plain: Api;
  let tenant: string;

  beforeAll(async () => {
    const world = await startAppTenant({ MOORAGE_COMPILED_QUERIES: 'on' });
    ({ api: compiled, tenant } = world);
    plain = await startApi({ MOORAGE_COMPILED_QUERIES: 'off' });
    for (const [name, replicas] of [
      ['web', 2],
      ['none', 0],
    ] as const)
      await world.run('createApp', {
        ...{ name, replicas, cpu: '50m', memory: '64Mi' },
        image: 'registry.example.com/app:1',
        env: [{ name: 'GREETING', value: 'hello' }],
        ports: [{ port: 8080 }],
      });
    await eventually(async () => {
      const { data } = await plain.run<{ app: { pods: { nodes: object[] } } }>(
        `{ app(tenant: "${tenant}", name: "web") { pods { nodes { ready } } } }`,
      );
      expect(data.app.pods.nodes).toEqual([{ ready: true }, { ready: true }]);
    });
  }, 60_000);
  afterAll(async () => {
    await compiled.plane.call('DELETE', `/api/v1/namespaces/${tenant}`);
    await compiled.stop();
    await plain.stop();
  });

  async function answer(api: Api, operation: Operation): Promise<unknown> {
    const { query, variables, operationName } = JSON.parse(
      JSON.stringify(operation).replaceAll('TENANT', tenant),
    ) as Operation;
    const user = operation.asStranger ? 'mallory' : 'admin';
    const { status, data, errors } = await ask(
      api.url,
      { body: JSON.stringify({ query, variables, operationName }) },
      { authorization: `Bearer ${api.plane.token(user)}` },
    );
    const known = errors?.map(({ extensions, ...error }) => ({
      ...error,
      extensions: { ...extensions, errorId: typeof extensions.errorId },
    }));
    return { status, data, errors: known };
  }

  test('there are enough of them to compare', () => {
    expect(OPERATIONS.length).toBeGreaterThanOrEqual(60);
  });

  test.each(
    OPERATIONS.map((operation) => [operation.query, operation] as const),
  )('answer as graphql-js does: %s', async (_, operation) => {
    const wanted = await answer(plain, operation);
    expect(await answer(compiled, operation)).toEqual(wanted);
    expect(await answer(compiled, operation)).toEqual(wanted);
  });
});
