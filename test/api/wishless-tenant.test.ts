import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { guardsOf } from '../support/guards-of.js';
import { makeOperator, type Operator } from '../support/operator.js';
import { type Api, startApi } from '../support/start-api.js';
import {
  actionsOf,
  mutateTenant,
  type TenantPayload,
} from '../support/tenant-mutation.js';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const MERGE = 'application/merge-patch+json';

/** A tenant whose namespace does not say what is wished for it: somebody labelled it by hand, or the annotation is lost. */
describe('a tenant without a stored wish', () => {
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

  const label = async (labels: Record<string, string>) => {
    const name = uniqueName('plain');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name, labels: { 'moorage.dev/tenant': name, ...labels } },
    });
    const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
    await eventually(() => api.plane.call('GET', account));
    return name;
  };
  /** A tenant of its own kind that has lost its wish; with it what stood before. */
  const forget = async () => {
    const name = uniqueName('lost');
    await mutateTenant(api, 'createTenant', {
      name,
      podSecurity: 'BASELINE',
      egress: 'NONE',
      quota: [{ resource: 'pods', hard: 7 }],
      containerDefaults: { maxMemory: '1Gi', cpuLimit: '2' },
    });
    const whole = await guardsOf(api.plane, name);
    await api.plane.call(
      'PATCH',
      `/api/v1/namespaces/${name}`,
      { metadata: { annotations: { 'moorage.dev/spec': null } } },
      MERGE,
    );
    return { name, whole };
  };
  const change = (mutation: string, input: Record<string, unknown>) =>
    mutateTenant(api, mutation, input, operator);
  const done = (payload: TenantPayload) =>
    actionsOf(payload).filter((line) => !line.startsWith('UNCHANGED'));
  const states = async (name: string) => {
    const { data } = await api.run<{
      tenant: {
        phase: string;
        guards: { kind: string; name: string; state: string }[];
      };
    }>(`{ tenant(name: "${name}") { phase guards { kind name state } } }`);
    const { phase, guards } = data.tenant;
    return {
      phase,
      wrong: guards
        .filter(({ state }) => /MISSING|DRIFTED/.test(state))
        .map((guard) => `${guard.state} ${guard.kind} ${guard.name}`),
    };
  };

  test.each([
    ['baseline', 'baseline'],
    ['privileged', 'privileged'],
    ['restricted', 'restricted'],
    [undefined, 'restricted'],
    ['nonsense', 'restricted'],
  ])(
    'whose namespace enforces %s is repaired to enforce %s, and says so first',
    async (enforced, wanted) => {
      // The cluster itself takes no other level.
      if (enforced === 'nonsense') {
        await expect(label({ [ENFORCE]: enforced })).rejects.toThrow('422');
        return;
      }
      const name = await label(enforced ? { [ENFORCE]: enforced } : {});
      const before = await guardsOf(api.plane, name);
      const dry = await change('repairTenant', { name, dryRun: true });
      expect(await guardsOf(api.plane, name)).toEqual(before);
      const payload = await change('repairTenant', { name });
      for (const { userErrors, warnings } of [dry, payload]) {
        expect(userErrors).toEqual([]);
        expect(warnings).toEqual([
          expect.stringContaining(
            `pod security ${wanted.toUpperCase()}, egress INTERNET`,
          ),
        ]);
      }
      expect(actionsOf(payload)).toEqual(actionsOf(dry));
      const after = await guardsOf(api.plane, name);
      expect(after).toMatchObject({
        namespace: {
          labels: { [ENFORCE]: wanted },
          spec: { podSecurity: wanted.toUpperCase(), quota: { pods: '40' } },
        },
      });
      const again = await change('repairTenant', { name });
      expect([done(again), again.warnings]).toEqual([[], []]);
    },
  );

  test('is held to the guards that stand: none is wrong, and a repair writes them down', async () => {
    const { name, whole } = await forget();
    expect(await states(name)).toEqual({ phase: 'ACTIVE', wrong: [] });
    const payload = await change('repairTenant', { name });
    expect(payload.userErrors).toEqual([]);
    expect(done(payload)).toEqual([`CONFIGURED Namespace ${name}`]);
    expect(payload.warnings).toEqual([
      expect.stringContaining('pod security BASELINE, egress NONE'),
    ]);
    expect(await guardsOf(api.plane, name)).toEqual(whole);
  });

  test('gets the plan for a guard that is gone, and keeps the others', async () => {
    const { name, whole } = await forget();
    const path = `/api/v1/namespaces/${name}/resourcequotas/moorage`;
    await api.plane.call('DELETE', path);
    expect((await states(name)).wrong).toEqual([
      'MISSING ResourceQuota moorage',
    ]);
    const payload = await change('repairTenant', { name });
    expect(payload.userErrors).toEqual([]);
    expect(done(payload)).toEqual([
      `CONFIGURED Namespace ${name}`,
      'CREATED ResourceQuota moorage',
    ]);
    const after = await guardsOf(api.plane, name);
    expect(after).toMatchObject({
      namespace: { spec: { egress: 'NONE', quota: { pods: '40' } } },
      'limitranges/moorage': whole['limitranges/moorage'],
    });
    expect(after).not.toHaveProperty([
      'networkpolicies/moorage-allow-internet',
    ]);
  });

  test('that is changed keeps what is not sent, in the guards and in what is stored now', async () => {
    const { name, whole } = await forget();
    const named = await change('updateTenant', { name, displayName: 'Named' });
    expect(done(named)).toEqual([`CONFIGURED Namespace ${name}`]);
    expect(await guardsOf(api.plane, name)).toEqual(whole);

    const other = await forget();
    const payload = await change('updateTenant', {
      name: other.name,
      quota: [{ resource: 'secrets', hard: 3 }],
    });
    expect(payload.userErrors).toEqual([]);
    expect(done(payload)).toEqual([
      `CONFIGURED Namespace ${other.name}`,
      'CONFIGURED ResourceQuota moorage',
    ]);
    expect(await guardsOf(api.plane, other.name)).toMatchObject({
      namespace: {
        labels: { [ENFORCE]: 'baseline' },
        spec: {
          podSecurity: 'BASELINE',
          egress: 'NONE',
          quota: { pods: '7', secrets: '3' },
        },
      },
      'resourcequotas/moorage': {
        spec: { hard: { pods: '7', secrets: '3', services: '20' } },
      },
    });
  });

  test('is not completed by a change of its name alone, nor by freezing it', async () => {
    const name = await label({ [ENFORCE]: 'baseline' });
    for (const input of [
      { displayName: 'Named' },
      { frozen: true },
      { frozen: false },
    ]) {
      const payload = await change('updateTenant', { name, ...input });
      expect(payload.userErrors).toEqual([]);
      expect(done(payload)).toEqual([`CONFIGURED Namespace ${name}`]);
    }
    const after = await guardsOf(api.plane, name);
    expect(Object.keys(after)).toEqual([
      'namespace',
      'serviceaccounts/default',
    ]);
    expect(after).toMatchObject({
      namespace: { labels: { [ENFORCE]: 'baseline' } },
    });
  });

  test('is told where what stands does not fit together', async () => {
    const name = await label({});
    const path = `/api/v1/namespaces/${name}/resourcequotas`;
    await api.plane.call('POST', path, {
      metadata: { name: 'moorage' },
      spec: { hard: { 'requests.memory': '64Mi' } },
    });
    const { userErrors, warnings } = await change('repairTenant', { name });
    expect(userErrors).toEqual([]);
    expect(warnings.at(-1)).toMatch(
      /requests\.memory 64Mi.*memoryRequest 128Mi/,
    );
  });
});
