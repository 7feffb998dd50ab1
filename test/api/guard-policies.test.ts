import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { call, type CallOptions } from '../contract/plane.js';
import { PERSONS } from '../fixtures/rights.js';
import { eventually } from '../support/eventually.js';
import {
  answerTo,
  merge,
  type PolicyWorld,
  startPolicyWorld,
  STRONG,
  withPolicies,
} from '../support/policy-world.js';

const POLICIES =
  '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const TENANT_LABEL = 'moorage.dev/tenant';
const ENFORCE = 'pod-security.kubernetes.io/enforce';
const label = merge({ metadata: { labels: { a: 'b' } } });
const allowed = [expect.any(Number)];

withPolicies('the policies on guards', () => {
  let world: PolicyWorld;
  beforeAll(async () => {
    world = await startPolicyWorld();
  }, 60_000);
  afterAll(() => world.stop());

  const pathOf = (rest: string, namespace = world.tenant) =>
    `/${rest.startsWith('networkpolicies') ? 'apis/networking.k8s.io' : 'api'}/v1/namespaces/${namespace}/${rest}?dryRun=All`;

  test('are understood by the cluster, and so are the others', async () => {
    for (const name of [
      'moorage-operator-bindings',
      'moorage-service-types',
      'moorage-tenant-guards',
      'moorage-tenant-namespaces',
      'moorage-tenant-services',
    ])
      await eventually(async () => {
        const { body } = await call('GET', `${POLICIES}/${name}`);
        expect(body.status).toMatchObject({ typeChecking: {} });
        expect(body.status.typeChecking).toEqual({});
      });
  });

  describe('of its own', () => {
    const open = { podSelector: {}, ingress: [{}] };
    test.each<[what: string, method: string, rest: string, CallOptions]>([
      ['the quota goes', 'DELETE', 'resourcequotas/moorage', {}],
      ['all quotas go', 'DELETE', 'resourcequotas', {}],
      [
        'the quota grows',
        'PATCH',
        'resourcequotas/moorage',
        merge({ spec: { hard: { pods: '999' } } }),
      ],
      ['the limits go', 'DELETE', 'limitranges/moorage', {}],
      [
        'the limits change',
        'PATCH',
        'limitranges/moorage',
        merge({ spec: { limits: [] } }),
      ],
      [
        'a network policy goes',
        'DELETE',
        'networkpolicies/moorage-default-deny',
        {},
      ],
      ['all network policies go', 'DELETE', 'networkpolicies', {}],
      [
        'a network policy changes',
        'PATCH',
        'networkpolicies/moorage-default-deny',
        label,
      ],
      [
        'another network policy comes',
        'POST',
        'networkpolicies',
        { body: { metadata: { name: 'open' }, spec: open } },
      ],
      [
        'the default account mounts its token',
        'PATCH',
        'serviceaccounts/default',
        merge({ automountServiceAccountToken: true }),
      ],
      ['the default account goes', 'DELETE', 'serviceaccounts/default', {}],
    ])(
      '%s: not by the strongest member',
      async (_what, method, rest, options) => {
        const path = pathOf(rest);
        expect(
          await answerTo(method, path, { ...options, as: STRONG }),
        ).toEqual([403, 'moorage-tenant-guards']);
        const [asAdmin] = await answerTo(method, path, options);
        expect(asAdmin).toBeLessThan(300);
        const byOperator = { ...options, as: PERSONS.operator };
        const [, policy] = await answerTo(method, path, byOperator);
        expect(policy).toBeUndefined();
      },
    );

    test.each<[what: string, method: string, rest: string, CallOptions]>([
      [
        'another quota',
        'POST',
        'resourcequotas',
        { body: { metadata: { name: 'own' }, spec: { hard: { pods: '1' } } } },
      ],
      [
        'a label on the default account',
        'PATCH',
        'serviceaccounts/default',
        label,
      ],
      [
        'another account',
        'POST',
        'serviceaccounts',
        { body: { metadata: { name: 'own' } } },
      ],
    ])('%s is none', async (_what, method, rest, options) => {
      expect(
        await answerTo(method, pathOf(rest), { ...options, as: STRONG }),
      ).toEqual(allowed);
    });

    test('are there in tenants only', async () => {
      const path = pathOf('networkpolicies', world.plain);
      const body = { metadata: { name: 'open' }, spec: open };
      expect(await answerTo('POST', path, { body, as: STRONG })).toEqual([201]);
    });

    test('go with their tenant', async () => {
      const name = `${world.tenant}-over`;
      const { data } = await world.api.run<object>(
        `mutation {
          createTenant(input: { name: "${name}" }) { userErrors { code } }
          deleteTenant(input: { name: "${name}", confirmName: "${name}" }) { userErrors { code } } }`,
        {},
        PERSONS.operator,
      );
      expect(data).toEqual({
        createTenant: { userErrors: [] },
        deleteTenant: { userErrors: [] },
      });
      await eventually(async () => {
        const { status } = await call('GET', `/api/v1/namespaces/${name}`);
        expect(status).toBe(404);
      }, 30);
    }, 60_000);
  });

  describe('of the namespace', () => {
    test.each([
      ['the label of the tenant goes', { labels: { [TENANT_LABEL]: null } }],
      ['all labels go', { labels: null }],
      ['it becomes another tenant', { labels: { [TENANT_LABEL]: 'x' } }],
      ['pods may do more', { labels: { [ENFORCE]: 'privileged' } }],
      ['pods may do everything', { labels: { [ENFORCE]: null } }],
      ['rules of old', { labels: { [`${ENFORCE}-version`]: 'v1.20' } }],
      ['another wish', { annotations: { 'moorage.dev/spec': '{}' } }],
      ['no wish', { annotations: { 'moorage.dev/spec': null } }],
    ])('%s: not by the strongest member', async (_what, metadata) => {
      const path = `/api/v1/namespaces/${world.tenant}?dryRun=All`;
      const options = merge({ metadata });
      expect(await answerTo('PATCH', path, { ...options, as: STRONG })).toEqual(
        [403, 'moorage-tenant-namespaces'],
      );
      expect(
        await answerTo('PATCH', path, { ...options, as: PERSONS.operator }),
      ).toEqual([200]);
    });

    test('leave the rest free, and what is no tenant', async () => {
      const free = merge({
        metadata: {
          labels: { team: 'blue' },
          annotations: { 'moorage.dev/display-name': 'Blue' },
        },
      });
      const path = `/api/v1/namespaces/${world.tenant}`;
      expect(await answerTo('PATCH', path, { ...free, as: STRONG })).toEqual([
        200,
      ]);
      const level = merge({ metadata: { labels: { [ENFORCE]: 'baseline' } } });
      const plain = `/api/v1/namespaces/${world.plain}`;
      expect(await answerTo('PATCH', plain, { ...level, as: STRONG })).toEqual([
        200,
      ]);
    });
  });
});
