import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import type { Fault } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import { withPolicies } from '../support/policy-world.js';
import type { Api } from '../support/start-api.js';

const POLICIES = '/apis/admissionregistration.k8s.io/v1';
const status = (reason: string) => ({
  kind: 'Status',
  reason,
  message: `${reason} says the cluster`,
});

describe('what only the cluster can know', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];
  let read: AppTenant['read'];
  let secretsOf: AppTenant['secretsOf'];

  beforeAll(async () => {
    ({ api, tenant, run, read, secretsOf } = await startAppTenant({
      MOORAGE_CLUSTER_WRITE_SECONDS: '2',
      MOORAGE_MAX_ANSWER_MIB: '0.5',
    }));
    await run('createApp', { name: 'web', image: 'nginx:1.27', replicas: 1 });
  });
  afterAll(() => api.stop());

  const names = async () => {
    const lists = await Promise.all(
      [
        'apis/apps/v1/namespaces/T/deployments',
        'api/v1/namespaces/T/services',
        'api/v1/namespaces/T/secrets',
      ].map((path) =>
        api.plane.call<{ items: { metadata: { name: string } }[] }>(
          'GET',
          `/${path.replace('T', tenant)}`,
        ),
      ),
    );
    return lists.map(({ items }) => items.map(({ metadata }) => metadata.name));
  };
  /** What is written by a call that the cluster refuses: nothing. */
  const refused = async (
    field: string,
    input: Record<string, unknown>,
    as: { code: string; words: RegExp; facts: Record<string, string> },
  ) => {
    const before = [await names(), (await read('web')).spec];
    for (const dryRun of [true, false]) {
      const { userErrors, changes } = await run(field, { ...input, dryRun });
      expect([field, userErrors]).toEqual([
        field,
        [
          expect.objectContaining({
            code: as.code,
            message: expect.stringMatching(as.words),
            facts: expect.arrayContaining(
              Object.entries(as.facts).map(([key, value]) => ({ key, value })),
            ),
          }),
        ],
      ]);
      expect(changes).toEqual([]);
    }
    expect([await names(), (await read('web')).spec]).toEqual(before);
  };
  const fresh = {
    name: 'fresh',
    image: 'nginx:1.27',
    ports: [{ port: 80 }],
    secrets: [{ name: 'A', value: '1' }],
  };

  test('LIMIT_RANGE: a limit above the maximum of the tenant', async () => {
    const as = {
      code: 'LIMIT_RANGE',
      words: /maximum memory.*8Gi.*9Gi/,
      facts: { resource: 'memory', hard: '8Gi', requested: '9Gi' },
    };
    await refused('createApp', { ...fresh, memory: '9Gi' }, as);
    await refused('updateApp', { name: 'web', memory: '9Gi' }, as);
  });

  test('POD_SECURITY: what the level of the tenant forbids', async () => {
    const as = {
      code: 'POD_SECURITY',
      words: /level forbids this.*runAsUser/,
      facts: { level: 'restricted' },
    };
    await refused('createApp', { ...fresh, runAsUser: 0 }, as);
    await refused('updateApp', { name: 'web', runAsUser: 0 }, as);
  });

  test('QUOTA_EXCEEDED: no room, with the numbers', async () => {
    const as = {
      code: 'QUOTA_EXCEEDED',
      words: /it needs 5 more requests.cpu for .*, 3900m are free/,
      facts: { requested: 'requests.cpu=5', hard: 'requests.cpu=4' },
    };
    await eventually(() => refused('updateApp', { name: 'web', cpu: '5' }, as));
    await refused('createApp', { ...fresh, cpu: '5' }, as);
  });

  withPolicies('POLICY_DENIED: a policy of the cluster', () => {
    const name = () => `${tenant}-policy`;
    beforeAll(async () => {
      await api.plane.call('POST', `${POLICIES}/validatingadmissionpolicies`, {
        metadata: { name: name() },
        spec: {
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: [''],
                apiVersions: ['v1'],
                operations: ['CREATE'],
                resources: ['pods', 'services'],
              },
            ],
          },
          validations: [
            {
              expression:
                'object.kind != "Pod" || object.spec.containers.all(c, !c.image.contains("forbidden"))',
              message: 'images of the forbidden kind stay out',
            },
            {
              expression:
                'object.kind != "Service" || object.spec.ports.all(p, p.port != 666)',
              message: 'nobody listens on 666',
            },
          ],
        },
      });
      await api.plane.call(
        'POST',
        `${POLICIES}/validatingadmissionpolicybindings`,
        {
          metadata: { name: name() },
          spec: {
            policyName: name(),
            validationActions: ['Deny'],
            matchResources: {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': tenant },
              },
            },
          },
        },
      );
      await eventually(async () => {
        const { userErrors } = await run('createApp', {
          ...fresh,
          image: 'forbidden:1',
          dryRun: true,
        });
        expect(userErrors).toHaveLength(1);
      });
    }, 60_000);
    afterAll(async () => {
      for (const plural of [
        'validatingadmissionpolicybindings',
        'validatingadmissionpolicies',
      ])
        await api.plane.call('DELETE', `${POLICIES}/${plural}/${name()}`);
    });

    test('refuses the pods beforehand, with its words', async () => {
      const as = {
        code: 'POLICY_DENIED',
        words: /images of the forbidden kind stay out/,
        facts: { policy: name() },
      };
      await refused('createApp', { ...fresh, image: 'forbidden:1' }, as);
      await refused('updateApp', { name: 'web', image: 'forbidden:1' }, as);
    });

    test('refuses the Service of an app: what was made before it is taken back', async () => {
      const payload = await run('createApp', {
        ...fresh,
        ports: [{ port: 666 }],
      });
      expect(payload.userErrors).toMatchObject([
        {
          code: 'POLICY_DENIED',
          message: expect.stringContaining('nobody listens on 666'),
        },
      ]);
      expect(
        payload.changes.map(({ kind, action }) => `${kind} ${action}`),
      ).toEqual(['Secret DELETED', 'Deployment DELETED', 'Service FAILED']);
      await eventually(async () =>
        expect(await names()).toEqual([['web'], [], []]),
      );
    });
  });

  test.each<[string, ReturnType<Fault>, boolean]>([
    ['THROTTLED', { status: 429, body: status('TooManyRequests') }, true],
    ['CLUSTER_UNAVAILABLE', { status: 503, body: {} }, true],
    ['CLUSTER_TIMEOUT', { delay: 6_000 }, true],
    ['TOO_LARGE', { status: 201, body: 'x'.repeat(600_000) }, true],
    ['OTHER', { status: 410, body: status('Gone') }, false],
    ['FORBIDDEN', { status: 403, body: status('Forbidden') }, false],
    ['CONFLICT', { status: 409, body: status('Conflict') }, true],
  ])(
    '%s after the first write stands in the payload, and what was made is taken back',
    async (code, trouble, retryable) => {
      api.proxy.fault = (method, at, query) =>
        method === 'POST' && at.endsWith('/services') && !query.get('dryRun')
          ? trouble
          : 'pass';
      const { data, errors } = await api.run<{
        payload: {
          userErrors: { code: string; retryable: boolean }[];
          changes: { kind: string; action: string }[];
        };
      }>(
        'mutation ($input: CreateAppInput!) { payload: createApp(input: $input) { userErrors { code message retryable } changes { kind action } } }',
        { input: { ...fresh, tenant } },
      );
      api.proxy.fault = () => 'pass';
      expect(errors).toBeUndefined();
      expect(data.payload.userErrors).toMatchObject([{ code, retryable }]);
      expect(
        data.payload.changes.map(({ kind, action }) => `${kind} ${action}`),
      ).toEqual(['Secret DELETED', 'Deployment DELETED', 'Service FAILED']);
      await eventually(async () =>
        expect(await names()).toEqual([['web'], [], []]),
      );
      expect(await secretsOf('fresh')).toEqual({});
    },
    40_000,
  );
});
