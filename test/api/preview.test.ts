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

interface Refusal {
  userErrors: {
    code: string;
    message: string;
    facts: { key: string; value: string }[];
  }[];
  changes: object[];
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
  const refusal = async (field: string, input: object) => {
    const { data, errors } = await api.run<{ payload: Refusal }>(
      `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { payload: ${field}(input: $input) {
        userErrors { code message facts { key value } } changes { kind action } } }`,
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

  test.each([
    ['restartApp', {}, 'the surge pod'],
    [
      'setAppSecrets',
      { set: [{ name: 'TOKEN', value: 'x' }] },
      'the surge pod',
    ],
    ['scaleApp', { replicas: 3 }, 'one more pod'],
    ['updateApp', { replicas: 3 }, 'one more pod'],
  ])(
    '%s that has no room for a new pod writes nothing',
    async (field, input, pod) => {
      const before = await api.plane.call<{ spec: object }>('GET', path('web'));
      for (const dryRun of [true, false]) {
        const { userErrors, changes } = await refusal(field, {
          ...input,
          dryRun,
        });
        expect([userErrors, changes]).toMatchObject([
          [
            {
              code: 'QUOTA_EXCEEDED',
              message: expect.stringContaining(
                `it needs 384Mi more requests.memory for ${pod}, 256Mi are free`,
              ),
              facts: expect.arrayContaining([
                { key: 'requested', value: 'requests.memory=384Mi' },
                { key: 'hard', value: 'requests.memory=1Gi' },
              ]),
            },
          ],
          [],
        ]);
      }
      const after = await api.plane.call<{ spec: object }>('GET', path('web'));
      expect(after.spec).toEqual(before.spec);
    },
  );

  test('a scale of which only a part fits is told beforehand, and what needs less fits', async () => {
    const most = await run('createApp', {
      ...image,
      name: 'part',
      memory: '128Mi',
      replicas: 3,
      dryRun: true,
    });
    expect(most).toMatchObject({
      userErrors: [],
      preview: { fits: false, restartsPods: false },
    });
    expect((await run('scaleApp', { replicas: 1 })).preview?.fits).toBe(true);
    await used('384Mi');
    const started = await run('startApp', { dryRun: true });
    expect(started.preview).toMatchObject({ fits: true, restartsPods: false });
  });

  test('startApp and a resume need room for their pods; a change of an app without pods needs none', async () => {
    await run('createApp', {
      ...image,
      name: 'idle',
      memory: '128Mi',
      replicas: 0,
    });
    await run('updateApp', { name: 'idle', memory: '2Gi' });
    const idle = await api.plane.call<{
      spec: { template: { spec: { containers: { resources: object }[] } } };
    }>('GET', path('idle'));
    expect(idle.spec.template.spec.containers[0]?.resources).toMatchObject({
      requests: { memory: '2Gi' },
    });
    const started = await refusal('startApp', { name: 'idle' });
    expect([started.userErrors, started.changes]).toMatchObject([
      [
        {
          code: 'QUOTA_EXCEEDED',
          message: expect.stringContaining('2Gi more requests.memory for one'),
        },
      ],
      [],
    ]);
    const patch = (spec: object) =>
      api.plane.call(
        'PATCH',
        path('web'),
        { spec },
        'application/merge-patch+json',
      );
    await patch({ paused: true });
    await eventually(async () => {
      const { spec, status } = await api.plane.call<{
        spec: { paused?: boolean };
        metadata: { generation: number };
        status: { observedGeneration: number };
      }>('GET', path('web'));
      expect([spec.paused, status.observedGeneration > 0]).toEqual([
        true,
        true,
      ]);
    });
    await api.plane.call(
      'PATCH',
      path('web'),
      [
        {
          op: 'replace',
          path: '/spec/template/spec/containers/0/resources',
          value: { requests: { memory: '3Gi' }, limits: { memory: '3Gi' } },
        },
      ],
      'application/json-patch+json',
    );
    await eventually(async () => {
      const { status } = await api.plane.call<{
        status: { updatedReplicas?: number };
      }>('GET', path('web'));
      expect(status.updatedReplicas ?? 0).toBe(0);
    });
    const resumed = await refusal('updateApp', { paused: false });
    expect([resumed.userErrors, resumed.changes]).toMatchObject([
      [
        {
          code: 'QUOTA_EXCEEDED',
          message: expect.stringContaining('3Gi more requests.memory for the'),
        },
      ],
      [],
    ]);
  });
});
