import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

const wish = (name: string) => ({
  name,
  image: 'nginx:1.27',
  replicas: 1,
  ports: [{ port: 80 }],
  env: [{ name: 'MODE', value: 'old' }],
  secrets: [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ],
});

/** What an app is after a change that was repeated, by the values that its pods see. */
interface State {
  replicas: number;
  image: string;
  env: Record<string, string | undefined>;
  service?: number[];
}

const MADE: State = {
  replicas: 1,
  image: 'nginx:1.27',
  env: { MODE: 'old', A: '1', B: '2' },
  service: [80],
};

/** Each mutation with more than nothing to write: how many writes it has, and what the app is when it is done. */
const CHANGES: [
  mutation: string,
  writes: number,
  input: Record<string, unknown>,
  done: Partial<State>,
][] = [
  [
    'updateApp',
    1,
    { image: 'nginx:1.28', setEnv: [{ name: 'MODE', value: 'new' }] },
    { image: 'nginx:1.28', env: { MODE: 'new', A: '1', B: '2' } },
  ],
  ['updateApp', 2, { ports: [{ port: 81 }] }, { service: [81] }],
  ['updateApp', 2, { ports: [] }, { service: undefined }],
  ['scaleApp', 1, { replicas: 2 }, { replicas: 2 }],
  ['stopApp', 1, {}, { replicas: 0 }],
  ['restartApp', 1, {}, {}],
  [
    'setAppSecrets',
    3,
    {
      set: [
        { name: 'A', value: 'x' },
        { name: 'C', value: 'y' },
      ],
      unset: ['B'],
    },
    { env: { MODE: 'old', A: 'x', C: 'y' } },
  ],
];

describe('a server that is killed while it changes an app', () => {
  /** The server that is asked again; others are killed. */
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];
  let path: AppTenant['path'];
  let secretsOf: AppTenant['secretsOf'];
  let apps = 0;

  beforeAll(async () => {
    ({ api, tenant, run, path, secretsOf } = await startAppTenant());
  });
  afterAll(() => api.stop());

  const find = async <T>(at: string): Promise<T | undefined> =>
    api.plane.call<T>('GET', at).catch(() => undefined);
  const stateOf = async (name: string): Promise<State> => {
    const { spec } = await api.plane.call<{
      spec: {
        replicas: number;
        template: {
          spec: {
            containers: {
              image: string;
              env: {
                name: string;
                value?: string;
                valueFrom?: { secretKeyRef: { name: string } };
              }[];
            }[];
          };
        };
      };
    }>('GET', path(name));
    const [container] = spec.template.spec.containers;
    const values = await secretsOf(name);
    const service = await find<{ spec: { ports: { port: number }[] } }>(
      `/api/v1/namespaces/${tenant}/services/${name}`,
    );
    return {
      replicas: spec.replicas,
      image: container?.image ?? '',
      env: Object.fromEntries(
        (container?.env ?? []).map(({ name: variable, value, valueFrom }) => [
          variable,
          valueFrom ? values[valueFrom.secretKeyRef.name] : value,
        ]),
      ),
      service: service?.spec.ports.map(({ port }) => port),
    };
  };
  /** Runs a mutation at a server that is dead when its n-th write was carried out, and never heard of it. */
  const runKilled = async (mutation: string, input: object, n: number) => {
    const doomed = await startApi();
    let writes = 0;
    const killed = new Promise<void>((resolve) => {
      doomed.proxy.fault = (method, at, query) => {
        const asks =
          method === 'GET' ||
          query.has('dryRun') ||
          at.includes('/selfsubject');
        return !asks && ++writes === n
          ? { whenDone: () => void doomed.kill().then(resolve) }
          : 'pass';
      };
    });
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const call = doomed.run(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { message } } }`,
      { input: { tenant, ...input } },
    );
    await Promise.all([expect(call).rejects.toThrow(), killed]);
    await doomed.stop();
  };
  const fresh = () => `app${++apps}`;

  test.each([1, 2, 3, 4])(
    'createApp after write %i of 4: the same call with its key makes it whole, and no more than that',
    async (n) => {
      const name = fresh();
      const input = { ...wish(name), idempotencyKey: `key-${name}` };
      await runKilled('createApp', input, n);
      const again = await run('createApp', input);
      expect(again.userErrors).toEqual([]);
      expect(await stateOf(name)).toEqual(MADE);
      expect(Object.values(await secretsOf(name)).sort()).toEqual(['1', '2']);
    },
  );

  test.each(
    CHANGES.flatMap(([mutation, writes, input, done]) =>
      Array.from(
        { length: writes },
        (_none, index) =>
          [mutation, JSON.stringify(input), index + 1, input, done] as const,
      ),
    ),
  )(
    '%s %s after write %i: the app is as before or after the change, and the same call ends it',
    async (mutation, _text, n, input, done) => {
      const name = fresh();
      await run('createApp', wish(name));
      await runKilled(mutation, { name, ...input }, n);
      const after = { ...MADE, ...done };
      const left = await stateOf(name);
      // The Service and the workload are two objects; each is as before or after.
      for (const key of ['replicas', 'image', 'env', 'service'] as const)
        expect([MADE[key], after[key]]).toContainEqual(left[key]);
      const again = await run(mutation, { name, ...input });
      expect(again.userErrors).toEqual([]);
      expect(await stateOf(name)).toEqual(after);
    },
  );

  test('startApp and rollbackApp after their write: they are done', async () => {
    const name = fresh();
    await run('createApp', wish(name));
    await run('stopApp', { name });
    await runKilled('startApp', { name }, 1);
    expect(await stateOf(name)).toEqual(MADE);
    await eventually(async () => {
      const { data } = await api.run<{ app: { releases: object[] } }>(
        `{ app(tenant: "${tenant}", name: "${name}") { releases { revision } } }`,
      );
      expect(data.app.releases).toHaveLength(1);
    });
    await run('updateApp', { name, image: 'nginx:1.28' });
    await eventually(async () => {
      const { data } = await api.run<{ app: { releases: object[] } }>(
        `{ app(tenant: "${tenant}", name: "${name}") { releases { revision } } }`,
      );
      expect(data.app.releases).toHaveLength(2);
    });
    await runKilled('rollbackApp', { name, revision: 1 }, 1);
    expect(await stateOf(name)).toEqual(MADE);
    const again = await run('rollbackApp', { name, revision: 1 });
    expect(again.userErrors[0]?.code).toMatch(/NOTHING_TO_ROLL_BACK|INVALID/);
  });

  test('a Secret that nothing came to refer to goes with the app', async () => {
    const name = fresh();
    await run('createApp', { name, image: 'nginx:1.27' });
    const input = { name, set: [{ name: 'A', value: 'stray' }] };
    await runKilled('setAppSecrets', input, 1);
    expect(Object.values(await secretsOf(name))).toEqual(['stray']);
    await run('deleteApp', { name });
    await eventually(async () => expect(await secretsOf(name)).toEqual({}));
  });

  test.each([1, 2, 3])(
    'deleteApp after write %i of 3: the app goes, and only values without an app may be left',
    async (n) => {
      const name = fresh();
      await run('createApp', wish(name));
      await runKilled('deleteApp', { name }, n);
      await eventually(async () => {
        expect(await find(path(name))).toBeUndefined();
        expect(
          await find(`/api/v1/namespaces/${tenant}/services/${name}`),
        ).toBeUndefined();
      });
      expect(Object.keys(await secretsOf(name))).toHaveLength(3 - n);
      // The name is free again, and the new app has its own secrets.
      await run('createApp', {
        ...wish(name),
        secrets: [{ name: 'A', value: 'fresh' }],
      });
      expect((await stateOf(name)).env).toEqual({ MODE: 'old', A: 'fresh' });
    },
  );
});
