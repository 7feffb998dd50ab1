import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import type { Fault } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

const REFUSED = {
  status: 403,
  body: { kind: 'Status', reason: 'Forbidden', message: 'not today' },
};

describe('a write that fails in the middle', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];
  let read: AppTenant['read'];
  let secretsOf: AppTenant['secretsOf'];

  beforeAll(async () => {
    ({ api, tenant, run, read, secretsOf } = await startAppTenant());
  });
  afterAll(() => api.stop());

  /** Makes trouble at the n-th real write to the tenant while `work` runs. */
  const failing = async <T>(
    n: number,
    trouble: ReturnType<Fault>,
    work: () => Promise<T>,
  ): Promise<T> => {
    let writes = 0;
    api.proxy.fault = (method, at, query) =>
      method !== 'GET' &&
      at.includes(`/namespaces/${tenant}/`) &&
      !query.get('dryRun') &&
      ++writes === n
        ? trouble
        : 'pass';
    try {
      return await work();
    } finally {
      api.proxy.fault = () => 'pass';
    }
  };
  const objectsOf = async (app: string) => {
    const lists = await Promise.all(
      ['apis/apps/v1', 'api/v1'].flatMap((root) =>
        (root === 'api/v1' ? ['services', 'secrets'] : ['deployments']).map(
          (plural) =>
            api.plane.call<{ items: { metadata: { name: string } }[] }>(
              'GET',
              `/${root}/namespaces/${tenant}/${plural}?labelSelector=moorage.dev%2Fapp%3D${app}`,
            ),
        ),
      ),
    );
    return lists.map(({ items }) => items.length);
  };
  const wish = (name: string) => ({
    name,
    image: 'nginx:1.27',
    ports: [{ port: 80 }],
    secrets: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  });

  test.each([1, 2, 3, 4])(
    'createApp leaves nothing when write %i of 4 is refused',
    async (n) => {
      const name = `refused${n}`;
      const payload = await failing(n, REFUSED, () =>
        run('createApp', wish(name)),
      );
      expect(payload.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
      expect(payload.changes.map(({ action }) => action)).toEqual([
        ...Array<string>(n - 1).fill('DELETED'),
        'FAILED',
      ]);
      await eventually(async () =>
        expect(await objectsOf(name)).toEqual([0, 0, 0]),
      );
    },
  );

  test.each([1, 2, 3, 4])(
    'createApp is whole when the answer to write %i of 4 is lost',
    async (n) => {
      const name = `lost${n}`;
      const payload = await failing(n, 'lose', () =>
        run('createApp', wish(name)),
      );
      expect(payload.userErrors).toEqual([]);
      expect(await objectsOf(name)).toEqual([1, 1, 2]);
    },
  );

  test.each([1, 2])(
    'setAppSecrets changes nothing when write %i of 2 is refused',
    async (n) => {
      await run('createApp', wish(`set${n}`));
      const before = await read(`set${n}`);
      const payload = await failing(n, REFUSED, () =>
        run('setAppSecrets', {
          name: `set${n}`,
          set: [{ name: 'A', value: 'x' }],
        }),
      );
      expect(payload.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
      expect((await read(`set${n}`)).spec).toEqual(before.spec);
      await eventually(async () =>
        expect(Object.values(await secretsOf(`set${n}`)).sort()).toEqual([
          '1',
          '2',
        ]),
      );
    },
  );

  test('setAppSecrets keeps the Secret when it is not known whether the app refers to it', async () => {
    await run('createApp', wish('dark'));
    api.proxy.fault = (method) => (method === 'PUT' ? 'lose' : 'pass');
    const payload = await run('setAppSecrets', {
      name: 'dark',
      set: [{ name: 'A', value: 'x' }],
    });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      userErrors: [{ code: 'OUTCOME_UNKNOWN' }],
      changes: [
        { kind: 'Secret', action: 'KEPT' },
        { kind: 'Deployment', action: 'FAILED' },
      ],
    });
    expect(Object.values(await secretsOf('dark')).sort()).toEqual([
      '1',
      '2',
      'x',
    ]);
  });

  test('a lost answer to a change with ifVersion is no conflict', async () => {
    const { app } = await run('createApp', wish('once'));
    const payload = await failing(2, 'lose', () =>
      run('setAppSecrets', {
        name: 'once',
        set: [{ name: 'A', value: 'x' }],
        ifVersion: app.version,
      }),
    );
    expect(payload.userErrors).toEqual([]);
    const stopped = await failing(1, 'lose', () =>
      run('stopApp', { name: 'once', ifVersion: payload.app.version }),
    );
    expect(stopped.userErrors).toEqual([]);
    expect((await read('once')).spec.replicas).toBe(0);
  });

  test.each([1, 2])(
    'updateApp with new ports changes nothing when write %i of 2 is refused',
    async (n) => {
      const name = `port${n}`;
      await run('createApp', { name, image: 'nginx:1.27' });
      const before = await read(name);
      const payload = await failing(n, REFUSED, () =>
        run('updateApp', { name, ports: [{ port: 80 }] }),
      );
      expect(payload.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
      expect((await read(name)).spec).toEqual(before.spec);
      await eventually(async () =>
        expect(await objectsOf(name)).toEqual([1, 0, 0]),
      );
    },
  );

  test('deleteApp says which Secret it could not delete', async () => {
    await run('createApp', wish('going'));
    const payload = await failing(2, REFUSED, () =>
      run('deleteApp', { name: 'going' }),
    );
    expect(payload.deletedId).not.toBeNull();
    expect(
      payload.changes.map(({ kind, action }) => `${kind} ${action}`),
    ).toEqual([
      'Deployment DELETED',
      'Service DELETED',
      'Secret KEPT',
      'Secret DELETED',
    ]);
  });

  describe('the idempotency key', () => {
    const keyed = (name: string) => ({ ...wish(name), idempotencyKey: 'k-1' });

    test('completes what an earlier call left', async () => {
      // As after the loss of the server between two writes: the Service is missing.
      await run('createApp', keyed('half'));
      await api.plane.call(
        'DELETE',
        `/api/v1/namespaces/${tenant}/services/half`,
      );
      const payload = await run('createApp', keyed('half'));
      expect(payload).toMatchObject({
        userErrors: [],
        changes: [
          { kind: 'Deployment', action: 'UNCHANGED' },
          { kind: 'Service', action: 'CREATED' },
        ],
      });
      const again = await run('createApp', keyed('half'));
      expect(again.userErrors).toEqual([]);
      expect(again.changes.map(({ action }) => action)).toEqual([
        'UNCHANGED',
        'UNCHANGED',
      ]);
      expect(await objectsOf('half')).toEqual([1, 1, 2]);
    });

    test('takes the secrets of an earlier call that made no app', async () => {
      await run('createApp', keyed('early'));
      await api.plane.call(
        'DELETE',
        `/apis/apps/v1/namespaces/${tenant}/deployments/early`,
        { propagationPolicy: 'Background' },
      );
      await eventually(async () =>
        expect(await objectsOf('early')).toEqual([0, 0, 2]),
      );
      const payload = await run('createApp', keyed('early'));
      expect(
        payload.changes.map(({ kind, action }) => `${kind} ${action}`),
      ).toEqual([
        'Secret UNCHANGED',
        'Secret UNCHANGED',
        'Deployment CREATED',
        'Service CREATED',
      ]);
    });

    test('makes one app of two calls at once', async () => {
      const payloads = await Promise.all([
        run('createApp', keyed('twin')),
        run('createApp', keyed('twin')),
      ]);
      expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      expect(await objectsOf('twin')).toEqual([1, 1, 2]);
    });

    test('is no licence: another key, or none, finds the name taken, and writes nothing', async () => {
      for (const idempotencyKey of ['k-2', undefined]) {
        const payload = await run('createApp', {
          ...wish('twin'),
          idempotencyKey,
        });
        expect(payload.userErrors).toMatchObject([
          { code: 'ALREADY_EXISTS', field: ['input', 'name'] },
        ]);
        expect(payload.changes).toEqual([]);
      }
      expect(await objectsOf('twin')).toEqual([1, 1, 2]);
    });
  });
});
