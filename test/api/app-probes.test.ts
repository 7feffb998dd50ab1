import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import type { Api } from '../support/start-api.js';

describe('the probes of an app', () => {
  let api: Api;
  let run: AppTenant['run'];
  let read: AppTenant['read'];
  let path: AppTenant['path'];

  beforeAll(async () => {
    ({ api, run, read, path } = await startAppTenant());
  });
  afterAll(() => api.stop());

  const container = async (name: string) =>
    (await read(name)).spec.template.spec.containers[0] as Record<
      'readinessProbe' | 'livenessProbe' | 'startupProbe',
      Record<string, unknown> | undefined
    >;

  test('are written as asked for, and read back', async () => {
    const payload = await run('createApp', {
      name: 'full',
      image: 'nginx:1.27',
      ports: [{ port: 80 }],
      probes: {
        readiness: { http: { path: '/ready', port: 80 }, periodSeconds: 7 },
        liveness: {
          exec: { command: ['true'] },
          initialDelaySeconds: 9,
          timeoutSeconds: 2,
          failureThreshold: 4,
        },
        startup: { tcp: { port: 80 } },
      },
    });
    expect(payload).toMatchObject({
      userErrors: [],
      app: {
        probes: {
          readiness: {
            kind: 'HTTP',
            path: '/ready',
            port: '80',
            periodSeconds: 7,
          },
          liveness: { kind: 'EXEC', command: ['true'] },
          startup: { kind: 'TCP' },
        },
      },
    });
    expect(await container('full')).toMatchObject({
      readinessProbe: { httpGet: { path: '/ready', port: 80 } },
      livenessProbe: {
        exec: { command: ['true'] },
        initialDelaySeconds: 9,
        timeoutSeconds: 2,
        failureThreshold: 4,
      },
      startupProbe: { tcpSocket: { port: 80 }, periodSeconds: 5 },
    });
  });

  test('one that is given stays when the ports change; the derived one follows', async () => {
    await run('createApp', {
      name: 'derived',
      image: 'nginx:1.27',
      ports: [{ port: 53, protocol: 'UDP' }, { port: 80 }],
    });
    expect((await container('derived')).readinessProbe).toMatchObject({
      tcpSocket: { port: 80 },
    });
    await run('updateApp', { name: 'derived', ports: [{ port: 81 }] });
    expect((await container('derived')).readinessProbe).toMatchObject({
      tcpSocket: { port: 81 },
    });
    await run('updateApp', {
      name: 'derived',
      probes: { readiness: { tcp: { port: 81 } } },
    });
    await run('updateApp', { name: 'derived', ports: [{ port: 82 }] });
    expect((await container('derived')).readinessProbe).toMatchObject({
      tcpSocket: { port: 81 },
    });
  });

  test('none at all stays none', async () => {
    await run('createApp', {
      name: 'none',
      image: 'nginx:1.27',
      probes: { readiness: { disabled: true } },
    });
    await run('updateApp', { name: 'none', ports: [{ port: 80 }] });
    expect((await container('none')).readinessProbe).toBeUndefined();
  });

  test('a change of one leaves the others, and what kubectl added to it', async () => {
    await api.plane.call(
      'PATCH',
      path('full'),
      [
        {
          op: 'add',
          path: '/spec/template/spec/containers/0/livenessProbe/terminationGracePeriodSeconds',
          value: 8,
        },
      ],
      'application/json-patch+json',
    );
    const before = await container('full');
    const payload = await run('updateApp', {
      name: 'full',
      probes: { liveness: { http: { path: '/live', port: 80 } } },
    });
    expect(payload.userErrors).toEqual([]);
    const after = await container('full');
    expect(after.readinessProbe).toEqual(before.readinessProbe);
    expect(after.livenessProbe).toMatchObject({
      httpGet: { path: '/live' },
      terminationGracePeriodSeconds: 8,
    });
    expect(after.livenessProbe?.exec).toBeUndefined();
    const again = await run('updateApp', {
      name: 'full',
      probes: { liveness: { http: { path: '/live', port: 80 } } },
    });
    expect(again.changes).toMatchObject([{ action: 'UNCHANGED' }]);
  });
});
