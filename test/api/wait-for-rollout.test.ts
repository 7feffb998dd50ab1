import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { countLists, type Passed } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

interface Waited {
  state: string;
  available: number;
}

const isWatch = ({ query }: Passed) => query.get('watch') === 'true';

describe('waitForRollout', () => {
  let api: Api;
  let tenant: string;
  let path: AppTenant['path'];
  let run: AppTenant['run'];

  beforeAll(async () => {
    ({ api, tenant, path, run } = await startAppTenant({
      MOORAGE_OPERATION_SECONDS: '6',
    }));
  });
  afterAll(() => api.stop());

  const idOf = async (field: string, input: Record<string, unknown>) => {
    const user = field === 'createApp' ? { runAsUser: 101 } : {};
    const payload = await run(field, { ...user, ...input });
    expect(payload.userErrors).toEqual([]);
    return payload.rollout?.id ?? '';
  };
  const query = (id: string, seconds: number) =>
    `{ waitForRollout(id: "${id}", timeoutSeconds: ${seconds}) { state available } }`;
  const wait = async (id: string, seconds = 25, user = 'admin') => {
    const { data, errors } = await api.run<{ waitForRollout: Waited | null }>(
      query(id, seconds),
      {},
      user,
    );
    expect(errors).toBeUndefined();
    return data.waitForRollout;
  };
  const pause = (name: string, paused: boolean) =>
    api.plane.call(
      'PATCH',
      path(name),
      { spec: { paused } },
      'application/merge-patch+json',
    );

  test('answers as soon as the pods are there, by a watch and without reading again and again', async () => {
    const id = await idOf('createApp', {
      name: 'web',
      image: 'nginx:1.27',
      replicas: 2,
    });
    expect(await wait(id)).toEqual({ state: 'COMPLETE', available: 2 });
    await pause('web', true);
    const next = await idOf('updateApp', { name: 'web', image: 'nginx:1.28' });
    api.proxy.reset();
    const waiting = wait(next);
    await eventually(async () =>
      expect(api.proxy.passed.some(isWatch)).toBe(true),
    );
    await pause('web', false);
    expect(await waiting).toEqual({ state: 'COMPLETE', available: 2 });
    expect(
      api.proxy.passed.map((each) => [each.method, isWatch(each)]),
    ).toEqual([
      ['GET', false],
      ['GET', true],
    ]);
    expect(await wait(id)).toMatchObject({ state: 'SUPERSEDED' });
    const scaled = await idOf('scaleApp', { name: 'web', replicas: 4 });
    expect(await wait(scaled)).toEqual({ state: 'COMPLETE', available: 4 });
  });

  test('200 waits of one caller in a tenant cost one watch; others have their own', async () => {
    const names = ['one', 'two', 'three'];
    const ids: string[] = [];
    for (const name of names) {
      await idOf('createApp', { name, image: 'nginx:1.27' });
      await pause(name, true);
      ids.push(await idOf('updateApp', { name, image: 'nginx:1.28' }));
    }
    api.proxy.reset();
    const twenty = Array.from(
      { length: 20 },
      (_none, index) =>
        `w${index}: waitForRollout(id: "${ids[index % ids.length]}") { state }`,
    );
    const waits = Array.from({ length: 10 }, () =>
      api.run<Record<string, Waited>>(`{ ${twenty.join(' ')} }`),
    );
    await eventually(async () =>
      expect(api.proxy.passed.some(isWatch)).toBe(true),
    );
    // All of them are under way before the first can end.
    await sleep(1_000);
    await api.run('{ __typename }');
    for (const name of names) await pause(name, false);
    const answers = await Promise.all(waits);
    const states = answers.flatMap(({ data }) =>
      Object.values(data).map(({ state }) => state),
    );
    expect(states).toHaveLength(200);
    expect(new Set(states)).toEqual(new Set(['COMPLETE']));
    expect(api.proxy.passed.filter(isWatch)).toHaveLength(1);
    expect(api.proxy.passed).toHaveLength(2);
  });

  test.each(['DEPLOYMENT', 'REPLICATION_CONTROLLER'])(
    'ends when the pods of a %s crash, with the cause; 60 who wait ask about the pods together, now and then',
    async (workload) => {
      const id = await idOf('createApp', {
        name: `crash-${workload.charAt(0).toLowerCase()}`,
        image: 'moorage.dev/crash:1',
        workload,
        // Otherwise they would count as ready until they crash.
        probes: { readiness: { tcp: { port: 80 }, initialDelaySeconds: 20 } },
      });
      api.proxy.reset();
      const started = Date.now();
      const part = Array.from(
        { length: 20 },
        (_none, index) =>
          `w${index}: waitForRollout(id: "${id}", timeoutSeconds: 100) { state message }`,
      );
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          api.run<Record<string, { state: string; message: string }>>(
            `{ ${part.join(' ')} }`,
          ),
        ),
      );
      const seconds = (Date.now() - started) / 1_000;
      const told = answers.flatMap(({ data }) => Object.values(data));
      expect(told).toHaveLength(60);
      for (const each of told)
        expect(each).toEqual({
          state: 'STUCK',
          message: expect.stringMatching(/ended with an error/),
        });
      expect(seconds).toBeLessThan(90);
      expect(api.proxy.passed.filter(isWatch)).toHaveLength(1);
      const { pods = 0 } = countLists(api.proxy.passed);
      // News of a ReplicationController are looked at besides.
      expect(pods).toBeLessThan(seconds / 4 + 6);
      const { data } = await api.run<{ rollout: { state: string } }>(
        `{ rollout(id: "${id}") { state message } }`,
      );
      expect(data.rollout).toEqual(told[0]);
    },
    120_000,
  );

  test('of a start ends when the pods crash, too', async () => {
    await run('stopApp', { name: 'crash-d' });
    await eventually(async () => {
      const { items } = await api.plane.call<{ items: object[] }>(
        'GET',
        `/api/v1/namespaces/${tenant}/pods?labelSelector=moorage.dev%2Fapp%3Dcrash-d`,
      );
      expect(items).toEqual([]);
    });
    const id = await idOf('startApp', { name: 'crash-d' });
    expect(await wait(id, 100)).toMatchObject({ state: 'STUCK' });
  }, 120_000);

  test('outlasts the deadline of an operation, and tells how far it is when the time is up', async () => {
    await pause('one', true);
    const id = await idOf('updateApp', { name: 'one', image: 'nginx:1.29' });
    const started = Date.now();
    expect(await wait(id, 7)).toMatchObject({ state: 'PAUSED' });
    expect(Date.now() - started).toBeGreaterThan(6_900);
    const next = wait(id);
    await idOf('updateApp', { name: 'one', image: 'nginx:1.30' });
    expect(await next).toMatchObject({ state: 'SUPERSEDED' });
  });

  test('ends within a second when the client leaves', async () => {
    await pause('two', true);
    const id = await idOf('updateApp', { name: 'two', image: 'nginx:1.31' });
    const leave = new AbortController();
    api.proxy.reset();
    const left = request(`${api.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${api.plane.token('admin')}`,
      },
      body: JSON.stringify({ query: query(id, 60) }),
      signal: leave.signal,
    }).catch(() => undefined);
    await eventually(async () =>
      expect(api.proxy.passed.filter(isWatch)[0]?.status).toBe(200),
    );
    leave.abort();
    await left;
    await eventually(
      async () => expect(api.proxy.passed.find(isWatch)?.ended).toBe(true),
      1,
    );
  });

  test('is authorised as the caller, and answers null when the app goes', async () => {
    await pause('three', true);
    const id = await idOf('updateApp', { name: 'three', image: 'nginx:1.32' });
    const { data, errors } = await api.run<{ waitForRollout: null }>(
      query(id, 5),
      {},
      'mallory',
    );
    expect([data.waitForRollout, errors?.[0]?.extensions.code]).toEqual([
      null,
      'FORBIDDEN',
    ]);
    const waiting = wait(id);
    await run('deleteApp', { name: 'three' });
    expect(await waiting).toBeNull();
  });

  test('refuses a time that is too long, and an id of something else', async () => {
    for (const seconds of [0, 301, -1]) {
      const { errors } = await api.run(query('x', seconds));
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('from 1 to 300'),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    const { errors } = await api.run(query(tenant, 1));
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
