import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { guardsOf } from '../support/guards-of.js';
import { makeOperator, type Operator } from '../support/operator.js';
import { type Api, startApi } from '../support/start-api.js';
import { actionsOf, mutateTenant } from '../support/tenant-mutation.js';

describe('updateTenant', () => {
  let api: Api;
  let operator: Operator;
  beforeAll(async () => {
    api = await startApi();
    operator = await makeOperator(api.plane);
  });
  afterAll(async () => {
    await operator.remove();
    await api.stop();
  });
  const make = async (input: object = {}) => {
    const name = uniqueName('changed');
    const payload = await mutateTenant(api, 'createTenant', { name, ...input });
    return { name, version: payload.tenant?.version };
  };
  const update = (input: Record<string, unknown>) =>
    mutateTenant(api, 'updateTenant', input, operator);

  test('changes what was sent, in the wish and in the guards, and nothing else', async () => {
    const { name } = await make({
      quota: [{ resource: 'secrets', hard: 7 }],
      displayName: 'Before',
      labels: [{ key: 'team', value: 'blue' }],
    });
    const before = await guardsOf(api.plane, name);
    const change = {
      name,
      quota: [{ resource: 'pods', hard: '80' }],
      containerDefaults: { memoryLimit: '1Gi', maxMemory: '' },
      podSecurity: 'BASELINE',
      egress: 'TENANT_ONLY',
    };
    const dry = await update({ ...change, dryRun: true });
    expect(await guardsOf(api.plane, name)).toEqual(before);
    const payload = await update(change);
    expect(payload.userErrors).toEqual([]);
    const actions = actionsOf(payload);
    expect(actions).toEqual(actionsOf(dry));
    expect(actions.filter((line) => !line.startsWith('UNCHANGED'))).toEqual([
      `CONFIGURED Namespace ${name}`,
      'CONFIGURED ResourceQuota moorage',
      'CONFIGURED LimitRange moorage',
      'DELETED NetworkPolicy moorage-allow-internet',
    ]);
    expect(
      payload.changes.find(({ kind }) => kind === 'ResourceQuota')?.diff,
    ).toEqual([{ path: '/spec/hard/pods', before: '40', after: '80' }]);
    const after = await guardsOf(api.plane, name);
    expect(after).toMatchObject({
      namespace: {
        labels: {
          team: 'blue',
          'pod-security.kubernetes.io/enforce': 'baseline',
        },
        spec: { egress: 'TENANT_ONLY', quota: { pods: '80', secrets: '7' } },
      },
      'resourcequotas/moorage': {
        spec: { hard: { pods: '80', secrets: '7' } },
      },
      'limitranges/moorage': {
        spec: { limits: [{ default: { memory: '1Gi' } }] },
      },
    });
    expect(JSON.stringify(after['limitranges/moorage'])).not.toContain('max');
    const { userErrors } = await update({ name, egress: 'INTERNET' });
    expect(userErrors).toEqual([]);
    expect(await guardsOf(api.plane, name)).toHaveProperty([
      'networkpolicies/moorage-allow-internet',
    ]);
  });

  test('writes the namespace only, when it is about nothing else', async () => {
    const { name } = await make();
    api.proxy.reset();
    const { userErrors, changes } = await update({
      name,
      displayName: 'Another',
    });
    expect(userErrors).toEqual([]);
    expect(changes).toMatchObject([
      {
        kind: 'Namespace',
        action: 'CONFIGURED',
        diff: [
          {
            path: '/metadata/annotations/moorage.dev~1display-name',
            after: 'Another',
          },
        ],
      },
    ]);
    expect(api.proxy.passed.map(({ method }) => method)).toEqual([
      'GET',
      'GET',
      'PUT',
    ]);
    const same = await update({ name, displayName: 'Another' });
    expect(same.changes).toMatchObject([{ action: 'UNCHANGED' }]);
  });

  test('a lower quota holds for what comes next', async () => {
    const { name } = await make({ podSecurity: 'BASELINE' });
    const pod = (pod: string) =>
      api.run<{ createPod: { userErrors: object[] } }>(
        `mutation { createPod(input: { tenant: "${name}", name: "${pod}", image: "nginx:1.27" }) { userErrors { code message facts { key value } } } }`,
      );
    await pod('one');
    await pod('two');
    const { userErrors } = await update({
      name,
      quota: [{ resource: 'pods', hard: 1 }],
    });
    expect(userErrors).toEqual([]);
    const { data } = await pod('three');
    expect(data.createPod.userErrors).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        facts: expect.arrayContaining([
          { key: 'used', value: 'pods=2' },
          { key: 'hard', value: 'pods=1' },
        ]),
      },
    ]);
    const { items } = await api.plane.call<{ items: object[] }>(
      'GET',
      `/api/v1/namespaces/${name}/pods`,
    );
    expect(items).toHaveLength(2);
  });

  test('the version of createTenant is that of the tenant, and holds until it changes', async () => {
    const { name, version } = await make({
      members: [{ kind: 'USER', name: 'carol', role: 'ADMIN' }],
    });
    const first = await update({ name, displayName: 'A', ifVersion: version });
    expect(first.userErrors).toEqual([]);
    const second = await update({ name, displayName: 'B', ifVersion: version });
    expect(second).toMatchObject({
      changes: [{ action: 'FAILED' }],
      userErrors: [{ code: 'CONFLICT', field: ['input', 'ifVersion'] }],
    });
    const third = await update({
      name,
      displayName: 'C',
      ifVersion: first.tenant?.version,
    });
    expect(third.userErrors).toEqual([]);
  });

  test('a contradiction with what is there is refused with its numbers, and nothing changes', async () => {
    const { name } = await make({
      containerDefaults: { memoryRequest: '256Mi' },
    });
    const before = await guardsOf(api.plane, name);
    const { userErrors } = await update({
      name,
      quota: [
        { resource: 'pods', hard: 3 },
        { resource: 'requests.memory', hard: '200Mi' },
      ],
    });
    expect(userErrors).toMatchObject([
      {
        code: 'INVALID',
        message: expect.stringMatching(
          /requests\.memory 200Mi.*memoryRequest 256Mi/,
        ),
        field: ['input', 'quota', '1', 'hard'],
        facts: [
          { key: 'requests.memory', value: '200Mi' },
          { key: 'memoryRequest', value: '256Mi' },
        ],
      },
    ]);
    expect(await guardsOf(api.plane, name)).toEqual(before);
  });

  test('a guard that is refused leaves the wish, and a repair fulfils it', async () => {
    const { name } = await make();
    api.proxy.fault = (method, path) =>
      method === 'PATCH' && path.endsWith('/resourcequotas/moorage')
        ? {
            status: 403,
            body: { kind: 'Status', reason: 'Forbidden', message: 'scripted' },
          }
        : 'pass';
    const payload = await update({
      name,
      quota: [{ resource: 'pods', hard: '50' }],
    });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      tenant: { name },
      userErrors: [{ code: 'FORBIDDEN' }],
    });
    expect(actionsOf(payload).slice(0, 3)).toEqual([
      `CONFIGURED Namespace ${name}`,
      'FAILED ResourceQuota moorage',
      'SKIPPED LimitRange moorage',
    ]);
    const repaired = await mutateTenant(api, 'repairTenant', { name });
    expect(repaired.userErrors).toEqual([]);
    expect(await guardsOf(api.plane, name)).toMatchObject({
      'resourcequotas/moorage': { spec: { hard: { pods: '50' } } },
    });
  });
});
