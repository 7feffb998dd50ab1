import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

interface Rollout {
  id: string;
  state: string;
  message: string;
  revision: number | null;
  updated: number;
  available: number;
  total: number;
  startedAt: string | null;
  deadlineAt: string | null;
}

const FIELDS =
  'id state message revision updated available total startedAt deadlineAt';

describe('rollouts', () => {
  let api: Api;
  let tenant: string;
  let path: AppTenant['path'];
  let run: AppTenant['run'];

  beforeAll(async () => {
    ({ api, tenant, path, run } = await startAppTenant());
  });
  afterAll(() => api.stop());

  const idOf = async (field: string, input: Record<string, unknown>) => {
    const user = field === 'createApp' ? { runAsUser: 101 } : {};
    const payload = await run(field, { ...user, ...input });
    expect(payload.userErrors).toEqual([]);
    return payload.rollout?.id ?? '';
  };
  const ask = async (id: string, user = 'admin') => {
    const { data, errors } = await api.run<{ rollout: Rollout | null }>(
      `query ($id: ID!) { rollout(id: $id) { ${FIELDS} } }`,
      { id },
      user,
    );
    expect(errors).toBeUndefined();
    return data.rollout;
  };
  const reach = (id: string, state: string) =>
    eventually(async () => {
      const rollout = await ask(id);
      expect(rollout?.state).toBe(state);
      return rollout;
    });

  test('a change has a name that is COMPLETE when its pods are there, and SUPERSEDED by the next template', async () => {
    const made = await run('createApp', {
      runAsUser: 101,
      name: 'web',
      image: 'nginx:1.27',
      replicas: 2,
    });
    expect(made.rollout).toMatchObject({ state: 'PENDING', total: 2 });
    const first = made.rollout?.id ?? '';
    expect(await reach(first, 'COMPLETE')).toMatchObject({
      id: first,
      message: 'All 2 pods are of this version and available.',
      revision: 1,
      updated: 2,
      available: 2,
      startedAt: expect.stringMatching(/Z$/),
    });
    const scaled = await idOf('scaleApp', { name: 'web', replicas: 3 });
    expect((await reach(scaled, 'COMPLETE'))?.available).toBe(3);
    // A mere scale supersedes nothing.
    expect(await ask(first)).toMatchObject({ state: 'COMPLETE', total: 3 });
    const second = await idOf('updateApp', {
      name: 'web',
      image: 'nginx:1.28',
    });
    expect(await ask(first)).toMatchObject({
      state: 'SUPERSEDED',
      revision: 1,
    });
    expect(await reach(second, 'COMPLETE')).toMatchObject({
      revision: 2,
      updated: 3,
    });
    expect(await ask(first)).toMatchObject({ updated: 0, available: 0 });
    expect(new Set([first, scaled, second]).size).toBe(3);
  });

  test('a restart by kubectl supersedes it too', async () => {
    const id = await idOf('createApp', { name: 'again', image: 'nginx:1.27' });
    await reach(id, 'COMPLETE');
    await api.plane.call(
      'PATCH',
      path('again'),
      {
        spec: {
          template: {
            metadata: {
              annotations: {
                'kubectl.kubernetes.io/restartedAt': '2026-11-24T08:00:00Z',
              },
            },
          },
        },
      },
      'application/merge-patch+json',
    );
    expect((await ask(id))?.state).toBe('SUPERSEDED');
  });

  test('a paused one says so, and one without progress FAILED', async () => {
    const id = await idOf('createApp', {
      name: 'slow',
      image: 'nginx:1.27',
      replicas: 1,
    });
    await reach(id, 'COMPLETE');
    const patch = (spec: object) =>
      api.plane.call(
        'PATCH',
        path('slow'),
        { spec },
        'application/merge-patch+json',
      );
    await patch({
      paused: true,
      progressDeadlineSeconds: 2,
      minReadySeconds: 1,
    });
    const next = await idOf('updateApp', { name: 'slow', cpu: '200m' });
    await reach(next, 'PAUSED');
    // Room for the new pod is taken away: it cannot be made, and there is no progress.
    await api.plane.call(
      'POST',
      `/api/v1/namespaces/${tenant}/resourcequotas`,
      {
        metadata: { name: 'tight' },
        spec: { hard: { pods: '0' } },
      },
    );
    await patch({ paused: false });
    expect(await reach(next, 'FAILED')).toMatchObject({ total: 1, updated: 0 });
    await api.plane.call(
      'DELETE',
      `/api/v1/namespaces/${tenant}/resourcequotas/tight`,
    );
  });

  test('a ReplicationController leaves old pods: its rollout says so', async () => {
    const id = await idOf('createApp', {
      name: 'old',
      image: 'nginx:1.27',
      workload: 'REPLICATION_CONTROLLER',
    });
    await reach(id, 'COMPLETE');
    const next = await idOf('updateApp', { name: 'old', image: 'nginx:1.28' });
    await eventually(async () =>
      expect(await ask(next)).toMatchObject({
        state: 'PROGRESSING',
        updated: 0,
        message: expect.stringContaining('1 of 1 pods still run the previous'),
      }),
    );
  });

  test('who may not see the app, and an app that is gone, get null; another id is refused in words', async () => {
    const id = await idOf('createApp', { name: 'brief', image: 'nginx:1.27' });
    expect(await ask(id, 'mallory')).toBeNull();
    const node = await api.run<{ node: { state: string } }>(
      `{ node(id: "${id}") { id ... on Rollout { state } } }`,
    );
    expect(node.data.node).toMatchObject({ id, state: expect.any(String) });
    await run('deleteApp', { name: 'brief' });
    await eventually(async () => expect(await ask(id)).toBeNull());
    await idOf('createApp', { name: 'brief', image: 'nginx:1.27' });
    expect(await ask(id)).toBeNull();
    const app = Buffer.from(`App/${tenant}/brief`).toString('base64url');
    for (const wrong of ['', 'x', app, `${id}AAAA`]) {
      const { errors } = await api.run(`{ rollout(id: "${wrong}") { id } }`);
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('not the id of a rollout'),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  });

  test('a dry run starts none', async () => {
    const payload = await run('createApp', {
      name: 'never',
      image: 'nginx:1.27',
      dryRun: true,
    });
    expect([payload.userErrors, payload.rollout]).toEqual([[], null]);
  });
});
