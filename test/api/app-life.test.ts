import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

const RESUME = 'moorage.dev/resume-replicas';
const REVISION = 'deployment.kubernetes.io/revision';
const RESTARTED = 'kubectl.kubernetes.io/restartedAt';

describe('the life of an app', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];
  let read: AppTenant['read'];

  beforeAll(async () => {
    ({ api, tenant, run, read } = await startAppTenant());
    await run('createApp', {
      name: 'web',
      image: 'nginx:1.27',
      replicas: 2,
      env: [{ name: 'MODE', value: 'old' }],
    });
    await run('createApp', {
      name: 'classic',
      image: 'nginx:1.27',
      replicas: 2,
      workload: 'REPLICATION_CONTROLLER',
    });
  });
  afterAll(() => api.stop());

  const revisionOf = async (name: string) =>
    Number((await read(name)).metadata.annotations[REVISION]);
  const atRevision = (name: string, revision: number) =>
    eventually(async () => expect(await revisionOf(name)).toBe(revision));

  test('stopApp remembers the number of pods, startApp brings it back, and neither touches the template', async () => {
    const before = await read('web');
    const stopped = await run('stopApp', { name: 'web' });
    expect(stopped).toMatchObject({
      app: { replicas: 0 },
      userErrors: [],
      changes: [{ kind: 'Deployment', action: 'CONFIGURED' }],
    });
    expect((await read('web')).metadata.annotations[RESUME]).toBe('2');
    const again = await run('stopApp', { name: 'web' });
    expect(again.changes).toMatchObject([{ action: 'UNCHANGED' }]);
    const started = await run('startApp', { name: 'web' });
    expect(started).toMatchObject({ app: { replicas: 2 }, userErrors: [] });
    const after = await read('web');
    expect(after.spec).toMatchObject({
      replicas: 2,
      template: before.spec.template,
    });
    expect(after.metadata.annotations[RESUME]).toBeUndefined();
    const idle = await run('startApp', { name: 'web' });
    expect(idle.changes).toMatchObject([{ action: 'UNCHANGED' }]);
  });

  test('a dry stop shows the change and makes none', async () => {
    const dry = await run('stopApp', { name: 'web', dryRun: true });
    expect(dry.changes[0]?.diff).toEqual(
      expect.arrayContaining([{ path: '/spec/replicas', before: 2, after: 0 }]),
    );
    expect((await read('web')).spec.replicas).toBe(2);
  });

  test('a stale version is refused by each verb, and a status write makes none stale', async () => {
    const { app } = await run('startApp', { name: 'web' });
    await api.plane.call(
      'PATCH',
      `/apis/apps/v1/namespaces/${tenant}/deployments/web/status`,
      { status: { observedGeneration: 1 } },
      'application/merge-patch+json',
    );
    const fresh = await run('restartApp', {
      name: 'web',
      ifVersion: app.version,
    });
    expect(fresh.userErrors).toEqual([]);
    const stale = { name: 'web', ifVersion: app.version };
    for (const [verb, more] of [
      ['stopApp', {}],
      ['scaleApp', { replicas: 7 }],
      ['restartApp', {}],
      ['rollbackApp', {}],
      ['updateApp', { image: 'nginx:9' }],
      ['setAppSecrets', { set: [{ name: 'A', value: 'x' }] }],
      ['deleteApp', {}],
    ] as const) {
      const { userErrors, changes } = await run(verb, { ...stale, ...more });
      expect([verb, userErrors]).toMatchObject([
        verb,
        [
          {
            code: 'CONFLICT',
            field: ['input', 'ifVersion'],
            facts: [{ key: 'version', value: fresh.app.version }],
          },
        ],
      ]);
      expect(changes.filter(({ action }) => action !== 'FAILED')).toEqual([]);
    }
  });

  test('restartApp writes the mark of kubectl and who did it; two restarts are two', async () => {
    await run('restartApp', { name: 'web' });
    const { spec } = await read('web');
    const first = spec.template.metadata.annotations;
    expect(first).toMatchObject({ 'moorage.dev/changed-by': 'admin' });
    await run('restartApp', { name: 'web' });
    const second = (await read('web')).spec.template.metadata.annotations;
    expect(Date.parse(second[RESTARTED] ?? '')).toBeGreaterThan(
      Date.parse(first[RESTARTED] ?? ''),
    );
  });

  const acceptOf = (plural: string) =>
    api.proxy.passed
      .filter(({ path }) => path.endsWith(`/${plural}`))
      .map(({ accept }) => accept);

  test('rollbackApp brings image and variables back, and leaves a scale alone', async () => {
    await run('createApp', {
      name: 'roll',
      image: 'nginx:1.27',
      env: [{ name: 'MODE', value: 'old' }],
    });
    await atRevision('roll', 1);
    const first = (await read('roll')).spec.template;
    const none = await run('rollbackApp', { name: 'roll' });
    expect(none.userErrors).toMatchObject([{ code: 'NOTHING_TO_ROLL_BACK' }]);
    await run('updateApp', {
      name: 'roll',
      image: 'nginx:1.28',
      setEnv: [{ name: 'MODE', value: 'new' }],
    });
    await atRevision('roll', 2);
    await run('scaleApp', { name: 'roll', replicas: 3 });
    const dry = await run('rollbackApp', { name: 'roll', dryRun: true });
    expect(dry.changes[0]?.diff).toEqual(
      expect.arrayContaining([
        {
          path: '/spec/template/spec/containers/0/image',
          before: 'nginx:1.28',
          after: 'nginx:1.27',
        },
      ]),
    );
    expect((await read('roll')).spec.template).not.toEqual(first);
    api.proxy.reset();
    const back = await run('rollbackApp', { name: 'roll' });
    // It writes back what it has read, so it must not lose what only a newer cluster knows.
    expect(acceptOf('replicasets')).toEqual(['application/json']);
    expect(back).toMatchObject({
      app: {
        image: 'nginx:1.27',
        replicas: 3,
        env: [{ name: 'MODE', value: 'old' }],
      },
      userErrors: [],
    });
    const { spec } = await read('roll');
    expect(spec).toMatchObject({ replicas: 3, template: first });
    await atRevision('roll', 3);
    api.proxy.reset();
    await api.run(
      `{ app(tenant: "${tenant}", name: "roll") { releases { image } } }`,
    );
    expect(acceptOf('replicasets')[0]).toContain('protobuf');
    const known = await api.plane.call<{
      items: { metadata: { annotations: Record<string, string> } }[];
    }>(
      'GET',
      `/apis/apps/v1/namespaces/${tenant}/replicasets?labelSelector=moorage.dev%2Fapp%3Droll`,
    );
    expect(
      known.items.map(({ metadata }) => metadata.annotations[REVISION]).sort(),
    ).toEqual(['2', '3']);
  });

  test('rollbackApp to a certain revision: an unknown one is named with those that there are, the current one is nothing to do', async () => {
    const unknown = await run('rollbackApp', { name: 'roll', revision: 9 });
    expect(unknown.userErrors).toMatchObject([
      { code: 'INVALID', field: ['input', 'revision'] },
    ]);
    expect(unknown.userErrors[0]?.message).toMatch(/no revision 9.*3, 2/);
    const current = await run('rollbackApp', { name: 'roll', revision: 3 });
    expect(current.userErrors).toMatchObject([
      { code: 'NOTHING_TO_ROLL_BACK' },
    ]);
    const second = await run('rollbackApp', { name: 'roll', revision: 2 });
    expect(second.app).toMatchObject({ image: 'nginx:1.28', replicas: 3 });
  });

  test('a paused app takes changes, but is neither restarted nor rolled back', async () => {
    await run('createApp', { name: 'calm', image: 'nginx:1.27' });
    await atRevision('calm', 1);
    await run('updateApp', { name: 'calm', image: 'nginx:1.28', paused: true });
    expect((await read('calm')).spec).toMatchObject({ paused: true });
    for (const verb of ['restartApp', 'rollbackApp']) {
      const { userErrors } = await run(verb, { name: 'calm' });
      expect(userErrors).toMatchObject([{ code: 'APP_PAUSED' }]);
      expect(userErrors[0]?.message).toMatch(/paused: false/);
    }
    expect(await revisionOf('calm')).toBe(1);
    await run('updateApp', { name: 'calm', paused: false });
    expect((await read('calm')).spec.paused).toBeUndefined();
    await atRevision('calm', 2);
  });

  test('a ReplicationController stops, starts and changes; what it cannot do it says, with what to do instead', async () => {
    const get = () =>
      api.plane.call<{ spec: { replicas: number } }>(
        'GET',
        `/api/v1/namespaces/${tenant}/replicationcontrollers/classic`,
      );
    await run('stopApp', { name: 'classic' });
    expect((await get()).spec.replicas).toBe(0);
    await run('startApp', { name: 'classic' });
    expect((await get()).spec.replicas).toBe(2);
    for (const [verb, more, words] of [
      ['restartApp', {}, /deletePod.*Deployment/],
      ['rollbackApp', {}, /updateApp.*Deployment/],
      ['updateApp', { paused: true }, /no rollout/],
    ] as const) {
      const { userErrors } = await run(verb, { name: 'classic', ...more });
      expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED_FOR_WORKLOAD' }]);
      expect(userErrors[0]?.message).toMatch(words);
    }
  });

  test('where an autoscaler sets the number of pods, scaleApp and updateApp say so; stopApp works; deleteApp keeps and names it', async () => {
    await run('createApp', { name: 'auto', image: 'nginx:1.27', replicas: 2 });
    await api.plane.call(
      'POST',
      `/apis/autoscaling/v2/namespaces/${tenant}/horizontalpodautoscalers`,
      {
        metadata: { name: 'grow' },
        spec: {
          minReplicas: 2,
          maxReplicas: 5,
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'auto',
          },
        },
      },
    );
    for (const verb of ['scaleApp', 'updateApp']) {
      const { userErrors } = await run(verb, { name: 'auto', replicas: 4 });
      expect(userErrors).toMatchObject([
        {
          code: 'AUTOSCALED',
          field: ['input', 'replicas'],
          facts: [
            { key: 'autoscaler', value: 'grow' },
            { key: 'min', value: '2' },
            { key: 'max', value: '5' },
          ],
        },
      ]);
    }
    expect((await read('auto')).spec.replicas).toBe(2);
    expect((await run('stopApp', { name: 'auto' })).userErrors).toEqual([]);
    const { changes } = await run('deleteApp', { name: 'auto' });
    expect(changes).toMatchObject([
      { kind: 'Deployment', action: 'DELETED' },
      { kind: 'HorizontalPodAutoscaler', name: 'grow', action: 'KEPT' },
    ]);
  });

  test('a stop and a change of another field at once both win', async () => {
    const payloads = await Promise.all([
      run('stopApp', { name: 'web' }),
      run('updateApp', { name: 'web', cpu: '300m' }),
      run('setAppSecrets', { name: 'web', set: [{ name: 'A', value: '1' }] }),
      run('setAppSecrets', { name: 'web', set: [{ name: 'B', value: '2' }] }),
    ]);
    expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const { spec } = await read('web');
    expect(spec.replicas).toBe(0);
    expect(spec.template.spec.containers[0]).toMatchObject({
      resources: { requests: { cpu: '300m' } },
      env: expect.arrayContaining([
        expect.objectContaining({ name: 'A' }),
        expect.objectContaining({ name: 'B' }),
      ]),
    });
  });
});
