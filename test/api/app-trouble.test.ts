import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

describe('trouble in the middle of createApp', () => {
  let api: Api;
  let path: AppTenant['path'];
  let run: AppTenant['run'];

  beforeAll(async () => {
    ({ api, path, run } = await startAppTenant());
  });
  afterAll(() => api.stop());

  test('when the Service fails, the workload is taken back and the payload says so', async () => {
    api.proxy.fault = (method, at, query) =>
      method === 'POST' && at.endsWith('/services') && !query.get('dryRun')
        ? {
            status: 403,
            body: {
              kind: 'Status',
              reason: 'Forbidden',
              message: 'no services today',
            },
          }
        : 'pass';
    const payload = await run('createApp', {
      name: 'half',
      image: 'nginx:1.27',
      ports: [{ port: 80 }],
    });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      app: null,
      userErrors: [{ code: 'FORBIDDEN' }],
      changes: [
        {
          kind: 'Deployment',
          action: 'DELETED',
          reason: expect.stringContaining('Taken back'),
        },
        { kind: 'Service', action: 'FAILED' },
      ],
    });
    await eventually(() =>
      expect(api.plane.call('GET', path('half'))).rejects.toThrow('404'),
    );
  });

  test('a lost answer to a create is found out, and nothing is made twice', async () => {
    let lost = 0;
    api.proxy.fault = (method, at, query) =>
      method === 'POST' &&
      at.endsWith('/deployments') &&
      !query.get('dryRun') &&
      lost++ === 0
        ? 'lose'
        : 'pass';
    const payload = await run('createApp', {
      name: 'lost',
      image: 'nginx:1.27',
    });
    api.proxy.fault = () => 'pass';
    expect(lost).toBe(1);
    expect(payload).toMatchObject({
      userErrors: [],
      changes: [{ kind: 'Deployment', action: 'CREATED' }],
    });
  });

  test('trouble after the first write stands in the payload, with what was done', async () => {
    api.proxy.fault = (method, at, query) =>
      method === 'POST' && at.endsWith('/services') && !query.get('dryRun')
        ? { status: 503, body: {} }
        : 'pass';
    const payload = await run('createApp', {
      name: 'trouble',
      image: 'nginx:1.27',
      ports: [{ port: 80 }],
    });
    api.proxy.fault = () => 'pass';
    expect(payload.userErrors).toMatchObject([{ code: 'CLUSTER_UNAVAILABLE' }]);
    expect(payload.changes).toMatchObject([
      { kind: 'Deployment', action: 'DELETED' },
      { kind: 'Service', action: 'FAILED' },
    ]);
  });
});
