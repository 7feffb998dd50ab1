import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  type AppTenant,
  type Deployment,
  startAppTenant,
} from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

describe('changes of an app', () => {
  let api: Api;
  let tenant: string;
  let path: AppTenant['path'];
  let run: AppTenant['run'];
  let read: AppTenant['read'];

  beforeAll(async () => {
    ({ api, tenant, path, run, read } = await startAppTenant());
    const image = 'nginx:1.27';
    const env = [{ name: 'GREETING', value: 'hello' }];
    const ports = [{ port: 80, targetPort: 8080 }];
    await run('createApp', {
      name: 'web',
      image,
      memory: '256Mi',
      replicas: 2,
      env,
      ports,
    });
    await run('createApp', { name: 'warm', image });
  });
  afterAll(() => api.stop());

  test('updateApp keeps what it was not sent, also what kubectl wrote', async () => {
    await api.plane.call(
      'PATCH',
      path('web'),
      {
        spec: { template: { spec: { priority: null, hostname: 'kept' } } },
        metadata: { annotations: { note: 'kept' } },
      },
      'application/merge-patch+json',
    );
    const payload = await run('updateApp', {
      name: 'web',
      image: 'nginx:1.28',
      memory: '512Mi',
      setEnv: [{ name: 'MORE', value: 'x' }],
    });
    expect(payload.userErrors).toEqual([]);
    expect(payload.changes[0]?.diff).toEqual(
      expect.arrayContaining([
        {
          path: '/spec/template/spec/containers/0/image',
          before: 'nginx:1.27',
          after: 'nginx:1.28',
        },
        {
          path: '/spec/template/spec/containers/0/resources/limits/memory',
          before: '256Mi',
          after: '512Mi',
        },
      ]),
    );
    const { metadata, spec } = await api.plane.call<Deployment>(
      'GET',
      path('web'),
    );
    expect(metadata).toMatchObject({ annotations: { note: 'kept' } });
    expect(spec.template.spec).toMatchObject({
      hostname: 'kept',
      containers: [
        {
          image: 'nginx:1.28',
          env: [{ name: 'GREETING' }, { name: 'MORE' }],
          readinessProbe: { tcpSocket: { port: 8080 } },
        },
      ],
    });
    expect(spec.replicas).toBe(2);
  });

  test('a change that had to be tried again tells only what it changed itself', async () => {
    api.proxy.reset();
    api.proxy.fault = (method) => {
      if (method !== 'PUT') return 'pass';
      api.proxy.fault = () => 'pass';
      return { delay: 800 };
    };
    const changing = run('updateApp', {
      name: 'warm',
      labels: [{ key: 'team', value: 'red' }],
    });
    await eventually(async () =>
      expect(api.proxy.passed.some(({ method }) => method === 'PUT')).toBe(
        true,
      ),
    );
    await api.plane.call(
      'PATCH',
      path('warm'),
      { metadata: { annotations: { note: 'by another' } } },
      'application/merge-patch+json',
    );
    const { userErrors, changes } = await changing;
    expect([userErrors, changes]).toMatchObject([
      [],
      [
        {
          action: 'CONFIGURED',
          diff: [{ path: '/metadata/labels/team', before: null, after: 'red' }],
        },
      ],
    ]);
    expect((await read('warm')).metadata).toMatchObject({
      annotations: { note: 'by another' },
      labels: { team: 'red' },
    });
  });

  test('an update to what is there already writes nothing', async () => {
    const before = await api.plane.call<Deployment>('GET', path('web'));
    const payload = await run('updateApp', {
      name: 'web',
      image: 'nginx:1.28',
    });
    expect(payload.changes).toMatchObject([
      { kind: 'Deployment', action: 'UNCHANGED', diff: [] },
    ]);
    const after = await api.plane.call<Deployment>('GET', path('web'));
    expect(after.metadata.generation).toBe(before.metadata.generation);
  });

  test('ports add, change and remove the Service; a node port stays with its port', async () => {
    const get = () =>
      api.plane.call<{
        spec: { type: string; ports: { port: number; nodePort?: number }[] };
      }>('GET', `/api/v1/namespaces/${tenant}/services/warm`);
    await run('updateApp', {
      name: 'warm',
      ports: [{ port: 80, exposure: 'NODE_PORT' }],
    });
    const first = await get();
    expect(first.spec).toMatchObject({ type: 'NodePort' });
    const changed = await run('updateApp', {
      name: 'warm',
      ports: [
        { port: 80, exposure: 'NODE_PORT' },
        { port: 81, exposure: 'NODE_PORT' },
      ],
    });
    expect(changed.userErrors).toEqual([]);
    expect((await get()).spec.ports[0]).toMatchObject({
      port: 80,
      nodePort: first.spec.ports[0]?.nodePort,
    });
    const { spec } = await api.plane.call<Deployment>('GET', path('warm'));
    expect(spec.template.metadata.labels['moorage.dev/exposed']).toBe('true');
    await run('updateApp', { name: 'warm', ports: [{ port: 80 }] });
    expect((await get()).spec).toMatchObject({
      type: 'ClusterIP',
      ports: [{ port: 80 }],
    });
    const gone = await run('updateApp', { name: 'warm', ports: [] });
    expect(gone.changes).toMatchObject([
      { kind: 'Deployment' },
      { kind: 'Service', action: 'DELETED' },
    ]);
    await expect(get()).rejects.toThrow('404');
  });

  test('scaleApp restarts nothing; a version that was read before is refused afterwards', async () => {
    const before = await api.plane.call<Deployment>('GET', path('web'));
    const scaled = await run('scaleApp', { name: 'web', replicas: 3 });
    expect(scaled.changes).toMatchObject([
      {
        action: 'CONFIGURED',
        diff: [{ path: '/spec/replicas', before: 2, after: 3 }],
      },
    ]);
    const after = await api.plane.call<Deployment>('GET', path('web'));
    expect(after.spec).toMatchObject({
      replicas: 3,
      template: before.spec.template,
    });
    const stale = Buffer.from(
      `${before.metadata.uid}:${before.metadata.generation}`,
    ).toString('base64url');
    expect(
      (await run('scaleApp', { name: 'web', replicas: 5, ifVersion: stale }))
        .userErrors,
    ).toMatchObject([{ code: 'CONFLICT' }]);
    expect(
      (
        await run('scaleApp', {
          name: 'web',
          replicas: 2,
          ifVersion: scaled.app.version,
        })
      ).userErrors,
    ).toEqual([]);
  });

  test('two changes of different fields at once both win', async () => {
    const payloads = await Promise.all([
      run('updateApp', { name: 'web', setEnv: [{ name: 'A', value: '1' }] }),
      run('updateApp', { name: 'web', cpu: '300m' }),
      run('updateApp', {
        name: 'web',
        labels: [{ key: 'team', value: 'red' }],
      }),
    ]);
    expect(payloads.flatMap((payload) => payload.userErrors)).toEqual([]);
    const { metadata, spec } = await api.plane.call<Deployment>(
      'GET',
      path('web'),
    );
    expect(metadata.labels).toMatchObject({
      team: 'red',
      'moorage.dev/app': 'web',
    });
    expect(spec.template.spec.containers[0]).toMatchObject({
      resources: { requests: { cpu: '300m' } },
      env: expect.arrayContaining([{ name: 'A', value: '1' }]),
    });
  });

  test('deleteApp takes its pods and its Service along', async () => {
    const payload = await run('deleteApp', { name: 'web' });
    expect(payload.deletedId).toBe(
      Buffer.from(`App/${tenant}/web`).toString('base64url'),
    );
    expect(payload.changes).toMatchObject([
      { kind: 'Deployment', action: 'DELETED' },
      { kind: 'Service', name: 'web', action: 'DELETED' },
    ]);
    await eventually(async () => {
      await expect(api.plane.call('GET', path('web'))).rejects.toThrow('404');
      await expect(
        api.plane.call('GET', `/api/v1/namespaces/${tenant}/services/web`),
      ).rejects.toThrow('404');
      const { items } = await api.plane.call<{ items: object[] }>(
        'GET',
        `/api/v1/namespaces/${tenant}/pods?labelSelector=moorage.dev%2Fapp%3Dweb`,
      );
      expect(items).toEqual([]);
    });
  });

  test('a Deployment without the label is no app', async () => {
    const labels = { x: 'y' };
    await api.plane.call(
      'POST',
      `/apis/apps/v1/namespaces/${tenant}/deployments`,
      {
        metadata: { name: 'foreign' },
        spec: {
          replicas: 0,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'c', image: 'c' }] },
          },
        },
      },
    );
    const { data } = await api.run<{ app: null }>(
      `{ app(tenant: "${tenant}", name: "foreign") { name } }`,
    );
    expect(data.app).toBeNull();
    expect(
      (await run('deleteApp', { name: 'foreign' })).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
