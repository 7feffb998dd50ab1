import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

interface Variable {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef: { name: string; key: string } };
}

describe('the secrets of an app', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];
  let read: AppTenant['read'];
  let path: AppTenant['path'];
  let secretsOf: AppTenant['secretsOf'];

  beforeAll(async () => {
    ({ api, tenant, run, read, path, secretsOf } = await startAppTenant());
  });
  afterAll(() => api.stop());

  /** What the app sees under a variable: its value, read through the template as a kubelet does. */
  const seen = async (app: string) => {
    const { spec } = await read(app);
    const values = await secretsOf(app);
    const env = (spec.template.spec.containers[0]?.env ?? []) as Variable[];
    return Object.fromEntries(
      env.map(({ name, value, valueFrom }) => [
        name,
        valueFrom ? values[valueFrom.secretKeyRef.name] : value,
      ]),
    );
  };
  /** A developer's rights: to make and delete Secrets, but never to read one. */
  const letBlindly = async (user: string) => {
    const all = ['get', 'list', 'create', 'update', 'delete'];
    const rights = `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}`;
    await api.plane.call('POST', `${rights}/roles`, {
      metadata: { name: 'blind' },
      rules: [
        { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
        {
          apiGroups: [''],
          resources: ['secrets'],
          verbs: ['create', 'delete'],
        },
        { apiGroups: [''], resources: ['pods', 'services'], verbs: all },
        { apiGroups: [''], resources: ['replicationcontrollers'], verbs: all },
        { apiGroups: ['apps'], resources: ['deployments'], verbs: all },
        { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['list'] },
      ],
    });
    await api.plane.call('POST', `${rights}/rolebindings`, {
      metadata: { name: 'blind' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'blind',
      },
      subjects: [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user },
      ],
    });
  };
  const atRevision = (name: string, revision: number) =>
    eventually(async () =>
      expect(
        (await read(name)).metadata.annotations[
          'deployment.kubernetes.io/revision'
        ],
      ).toBe(String(revision)),
    );

  test('createApp writes one immutable Secret for each, and no answer has a value', async () => {
    const payload = await run('createApp', {
      name: 'safe',
      image: 'nginx:1.27',
      env: [{ name: 'MODE', value: 'x' }],
      secrets: [
        { name: 'DB_PASS', value: 'hunter-two' },
        { name: '_KEY', value: '$(MODE)' },
      ],
    });
    expect(payload).toMatchObject({
      userErrors: [],
      changes: [
        { kind: 'Secret', action: 'CREATED' },
        { kind: 'Secret', action: 'CREATED' },
        { kind: 'Deployment', action: 'CREATED' },
      ],
      app: { secrets: [{ name: 'DB_PASS' }, { name: '_KEY' }] },
    });
    expect(JSON.stringify(payload)).not.toMatch(/hunter|aHVudGVy/);
    expect(await seen('safe')).toEqual({
      MODE: 'x',
      DB_PASS: 'hunter-two',
      _KEY: '$(MODE)',
    });
    const name = payload.changes[0]?.name ?? '';
    expect(name).toMatch(/^safe-env-[a-z0-9]{10}$/);
    const secret = await api.plane.call(
      'GET',
      `/api/v1/namespaces/${tenant}/secrets/${name}`,
    );
    expect(secret).toMatchObject({
      immutable: true,
      metadata: {
        labels: {
          'moorage.dev/app': 'safe',
          'moorage.dev/secret': 'DB_PASS',
        },
      },
    });
  });

  test('a dry run shows the Secret without its value', async () => {
    const payload = await run('setAppSecrets', {
      name: 'safe',
      set: [{ name: 'DB_PASS', value: 'swordfish' }],
      dryRun: true,
    });
    expect(payload.changes).toMatchObject([
      { kind: 'Secret', action: 'CREATED' },
      { kind: 'Deployment', action: 'CONFIGURED' },
    ]);
    expect(payload.changes[0]?.diff[0]?.after).toMatchObject({
      data: { DB_PASS: '(not shown)' },
    });
    expect(JSON.stringify(payload)).not.toMatch(/swordfish|c3dvcmRmaXNo/);
    expect(Object.keys(await secretsOf('safe'))).toHaveLength(2);
  });

  test('setting one needs no right to read any, and leaves the others', async () => {
    const before = await seen('safe');
    await letBlindly('alice');
    const input = {
      name: 'safe',
      set: [{ name: 'DB_PASS', value: 'second' }],
      unset: ['MISSING'],
    };
    const payload = await eventually(async () => {
      const answer = await run('setAppSecrets', input, 'alice');
      expect(answer.app).not.toBeNull();
      return answer;
    });
    expect(payload.userErrors).toEqual([]);
    expect(await seen('safe')).toEqual({ ...before, DB_PASS: 'second' });
    const times = payload.app.secrets as { updatedAt: string }[];
    expect(Date.parse(times[0]?.updatedAt ?? '')).toBeGreaterThan(
      Date.parse(times[1]?.updatedAt ?? ''),
    );
  });

  test('a rollback brings the old values back, in the pods as well, and leaves a scale alone', async () => {
    await run('createApp', {
      name: 'time',
      image: 'nginx:1.27',
      env: [{ name: 'MODE', value: 'one' }],
      secrets: [{ name: 'TOKEN', value: 'first' }],
    });
    await atRevision('time', 1);
    await run('setAppSecrets', {
      name: 'time',
      set: [{ name: 'TOKEN', value: 'second' }],
    });
    await atRevision('time', 2);
    await run('updateApp', {
      name: 'time',
      setEnv: [{ name: 'MODE', value: 'two' }],
    });
    await atRevision('time', 3);
    await run('scaleApp', { name: 'time', replicas: 2 });
    expect(await seen('time')).toEqual({ MODE: 'two', TOKEN: 'second' });
    await run('rollbackApp', { name: 'time', revision: 1 });
    expect(await seen('time')).toEqual({ MODE: 'one', TOKEN: 'first' });
    expect((await read('time')).spec.replicas).toBe(2);
    const secret = (
      (await read('time')).spec.template.spec.containers[0]?.env as Variable[]
    )[1]?.valueFrom?.secretKeyRef.name;
    await eventually(async () => {
      const { items } = await api.plane.call<{
        items: { spec: { containers: { env: Variable[] }[] } }[];
      }>(
        'GET',
        `/api/v1/namespaces/${tenant}/pods?labelSelector=moorage.dev%2Fapp%3Dtime`,
      );
      expect(
        items.filter(
          ({ spec }) =>
            spec.containers[0]?.env[1]?.valueFrom?.secretKeyRef.name === secret,
        ).length,
      ).toBeGreaterThan(0);
    });
  });

  test('versions that no template refers to are deleted, by name; those of a revision stay', async () => {
    await run('createApp', {
      name: 'tidy',
      image: 'nginx:1.27',
      secrets: [{ name: 'TOKEN', value: '1' }],
    });
    await atRevision('tidy', 1);
    const set = (value: string) =>
      run('setAppSecrets', { name: 'tidy', set: [{ name: 'TOKEN', value }] });
    await set('2');
    await atRevision('tidy', 2);
    await set('3');
    await atRevision('tidy', 3);
    expect(Object.values(await secretsOf('tidy')).sort()).toEqual([
      '1',
      '2',
      '3',
    ]);
    await api.plane.call(
      'PATCH',
      path('tidy'),
      { spec: { revisionHistoryLimit: 0, replicas: 0 } },
      'application/merge-patch+json',
    );
    await eventually(async () => {
      const { items } = await api.plane.call<{ items: object[] }>(
        'GET',
        `/apis/apps/v1/namespaces/${tenant}/replicasets?labelSelector=moorage.dev%2Fapp%3Dtidy`,
      );
      expect(items).toHaveLength(1);
    });
    const payload = await set('4');
    expect(payload.changes.map(({ action }) => action)).toEqual([
      'DELETED',
      'DELETED',
      'CREATED',
      'CONFIGURED',
    ]);
    expect(Object.values(await secretsOf('tidy')).sort()).toEqual(['3', '4']);
    const { annotations } = (await read('tidy')).metadata;
    const register = JSON.parse(
      annotations['moorage.dev/secret-times'] ?? '',
    ) as object;
    expect(Object.keys(register).sort()).toEqual(
      Object.keys(await secretsOf('tidy')).sort(),
    );
  });

  test('unset takes a secret away, and touches no plain variable', async () => {
    await run('createApp', {
      name: 'less',
      image: 'nginx:1.27',
      env: [{ name: 'PLAIN', value: 'x' }],
      secrets: [{ name: 'TOKEN', value: 'first' }],
    });
    const payload = await run('setAppSecrets', {
      name: 'less',
      unset: ['TOKEN', 'PLAIN'],
    });
    expect(payload.app.secrets).toEqual([]);
    expect(await seen('less')).toEqual({ PLAIN: 'x' });
  });

  test('pods of a ReplicationController keep the versions that they run with', async () => {
    await run('createApp', {
      name: 'classic',
      image: 'nginx:1.27',
      workload: 'REPLICATION_CONTROLLER',
      secrets: [{ name: 'TOKEN', value: '1' }],
    });
    await eventually(async () => {
      const { items } = await api.plane.call<{ items: object[] }>(
        'GET',
        `/api/v1/namespaces/${tenant}/pods?labelSelector=moorage.dev%2Fapp%3Dclassic`,
      );
      expect(items).toHaveLength(1);
    });
    const set = (value: string) =>
      run('setAppSecrets', {
        name: 'classic',
        set: [{ name: 'TOKEN', value }],
      });
    await set('2');
    await set('3');
    await set('4');
    expect(Object.values(await secretsOf('classic')).sort()).toEqual([
      '1',
      '3',
      '4',
    ]);
  });

  test('deleteApp takes every version along, and lists them', async () => {
    const names = Object.keys(await secretsOf('time'));
    expect(names).toHaveLength(2);
    const payload = await run('deleteApp', { name: 'time' });
    expect(
      payload.changes
        .filter(({ kind }) => kind === 'Secret')
        .map(({ name, action }) => [name, action])
        .sort(),
    ).toEqual(names.map((name) => [name, 'DELETED']).sort());
    expect(await secretsOf('time')).toEqual({});
  });
});
