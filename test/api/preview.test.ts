import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

interface Previewed {
  app: { name: string } | null;
  preview: {
    fits: boolean;
    restartsPods: boolean;
    lines: { resource: string; [key: string]: unknown }[];
  } | null;
  userErrors: { code: string; message: string }[];
}

describe('previews', () => {
  let api: Api;
  let tenant: string;
  let path: AppTenant['path'];

  beforeAll(async () => {
    ({ api, tenant, path } = await startAppTenant());
  });
  afterAll(() => api.stop());

  const quotas = () => `/api/v1/namespaces/${tenant}/resourcequotas`;
  const run = async (field: string, input: object) => {
    const { data, errors } = await api.run<{ payload: Previewed }>(
      `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { payload: ${field}(input: $input) {
        app { name } userErrors { code message }
        preview { fits restartsPods lines { resource requested used hard fits } } } }`,
      { input: { tenant, name: 'web', ...input } },
    );
    expect(errors).toBeUndefined();
    return data.payload;
  };
  const image = { image: 'nginx:1.27', runAsUser: 101 };
  const used = (memory: string) =>
    eventually(async () => {
      const { status } = await api.plane.call<{
        status?: { used?: Record<string, string> };
      }>('GET', `${quotas()}/tight`);
      expect(status?.used?.['requests.memory']).toBe(memory);
    });

  test('without a quota everything fits', async () => {
    const name = `${tenant}-free`;
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name, labels: { 'moorage.dev/tenant': name } },
    });
    const { preview, userErrors } = await run('createApp', {
      ...image,
      tenant: name,
      name: 'free',
      memory: '64Gi',
      dryRun: true,
    });
    expect([userErrors, preview]).toEqual([
      [],
      { fits: true, restartsPods: false, lines: [] },
    ]);
  });

  test('a dry run tells what fits, and the run after it does the same', async () => {
    await api.plane.call('POST', quotas(), {
      metadata: { name: 'tight' },
      spec: { hard: { 'requests.memory': '1Gi' } },
    });
    await used('0');
    const input = { ...image, memory: '384Mi', replicas: 2 };
    const dry = await run('createApp', { ...input, dryRun: true });
    expect(dry).toMatchObject({
      userErrors: [],
      preview: {
        fits: true,
        restartsPods: false,
        lines: expect.arrayContaining([
          {
            resource: 'requests.memory',
            requested: '768Mi',
            used: '0',
            hard: '1Gi',
            fits: true,
          },
        ]),
      },
    });
    expect((await run('createApp', input)).preview).toEqual(dry.preview);
    await used('768Mi');
  });

  test('the surge counts: no room for it is told with the numbers, and nothing is written', async () => {
    const before = await api.plane.call<{ metadata: { generation: number } }>(
      'GET',
      path('web'),
    );
    const refused = await run('updateApp', { image: 'nginx:1.28' });
    expect(refused.userErrors).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        message: expect.stringContaining(
          'it needs 384Mi more requests.memory for the surge pod, 256Mi are free',
        ),
      },
    ]);
    expect(refused.preview).toMatchObject({ fits: false, restartsPods: true });
    const after = await api.plane.call<{ metadata: { generation: number } }>(
      'GET',
      path('web'),
    );
    expect(after.metadata.generation).toBe(before.metadata.generation);
    const smaller = await run('updateApp', { memory: '128Mi', dryRun: true });
    expect(smaller).toMatchObject({
      userErrors: [],
      preview: { fits: true, restartsPods: true },
    });
  });

  test('a scale that does not fit is told beforehand, and what needs less fits', async () => {
    const more = await run('scaleApp', { replicas: 3, dryRun: true });
    expect(more).toMatchObject({
      userErrors: [],
      preview: { fits: false, restartsPods: false },
    });
    expect((await run('scaleApp', { replicas: 1 })).preview?.fits).toBe(true);
    await used('384Mi');
    const started = await run('startApp', { dryRun: true });
    expect(started.preview).toMatchObject({ fits: true, restartsPods: false });
  });
});
