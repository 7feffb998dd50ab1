import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { PERSONS } from '../fixtures/rights.js';
import { eventually } from '../support/eventually.js';
import {
  answerTo,
  make,
  makeNamespace,
  merge,
  type PolicyWorld,
  RBAC,
  startPolicyWorld,
  STRONG,
  withPolicies,
} from '../support/policy-world.js';

const ports = [{ port: 80 }];
const foreignAddress = { ports, externalIPs: ['192.0.2.1'] };
const foreignName = { type: 'ExternalName', externalName: 'example.org' };
const REFUSED = [403, 'moorage-tenant-services'];
const NOT_IN_PLAN = [403, 'moorage-service-types'];

withPolicies('the policies on services', () => {
  let world: PolicyWorld;
  beforeAll(async () => {
    world = await startPolicyWorld();
  }, 60_000);
  afterAll(() => world.stop());

  const create = (spec: object, as = 'admin', namespace = world.tenant) =>
    answerTo('POST', `/api/v1/namespaces/${namespace}/services?dryRun=All`, {
      as,
      body: { metadata: { name: 'odd' }, spec },
    });

  test('let nobody take a foreign address', async () => {
    for (const as of [PERSONS.developer, PERSONS.admin, STRONG, 'admin'])
      expect([as, await create(foreignAddress, as)]).toEqual([as, REFUSED]);
    expect(await create({ ports }, PERSONS.developer)).toEqual([201]);
    expect(await create(foreignAddress, STRONG, world.plain)).toEqual([201]);
  });

  test('let no member lead outside by a name', async () => {
    for (const as of [PERSONS.developer, PERSONS.admin, STRONG])
      expect([as, await create(foreignName, as)]).toEqual([as, REFUSED]);
    expect(await create(foreignName)).toEqual([201]);
    expect(await create(foreignName, STRONG, world.plain)).toEqual([201]);
  });

  test('speak in a userError', async () => {
    const { data } = await world.api.run<object>(
      `mutation { createService(input: { tenant: "${world.tenant}", name: "out", type: EXTERNAL_NAME, externalName: "example.org", ports: [] }) { service { name } userErrors { code message } } }`,
      {},
      PERSONS.developer,
    );
    const sentence = /leads out of the tenant, and only operators make one/;
    expect(data).toEqual({
      createService: {
        service: null,
        userErrors: [
          {
            code: 'POLICY_DENIED',
            message: expect.stringMatching(sentence),
          },
        ],
      },
    });
  });

  test('leave what was there before a namespace became a tenant, and let it grow no further', async () => {
    const name = `${world.tenant}-adopted`;
    const path = `/api/v1/namespaces/${name}`;
    await makeNamespace(name);
    for (const [one, spec] of [
      ['address', foreignAddress],
      ['name', foreignName],
      ['port', { type: 'NodePort', ports }],
    ] as const)
      await make(`${path}/services`, { metadata: { name: one }, spec });
    await make(`/apis/${RBAC}/v1/namespaces/${name}/rolebindings`, {
      metadata: { name: 'developer' },
      subjects: [{ apiGroup: RBAC, kind: 'User', name: PERSONS.developer }],
      roleRef: {
        apiGroup: RBAC,
        kind: 'ClusterRole',
        name: 'moorage-developer',
      },
    });
    await makeQuota(name, { pods: '9' });
    const labels = { 'moorage.dev/tenant': name };
    await answerTo('PATCH', path, merge({ metadata: { labels } }));

    const change = (one: string, body: object) =>
      answerTo('PATCH', `${path}/services/${one}`, {
        ...merge(body),
        as: PERSONS.developer,
      });
    const more = { spec: { externalIPs: ['192.0.2.1', '192.0.2.2'] } };
    await eventually(async () =>
      expect(await change('address', more)).toEqual(REFUSED),
    );
    const other = { spec: { externalName: 'example.com' } };
    expect(await change('name', other)).toEqual(REFUSED);
    for (const one of ['address', 'name', 'port'])
      expect([
        one,
        await change(one, { metadata: { labels: { a: 'b' } } }),
      ]).toEqual([one, [200]]);
    const none = { spec: { externalIPs: null } };
    expect(await change('address', none)).toEqual([200]);
  });

  test('give node ports and load balancers only where the quota counts them', async () => {
    const name = `${world.tenant}-types`;
    await makeNamespace(name, { 'moorage.dev/tenant': name });
    const types = async () => [
      await create({ type: 'NodePort', ports }, 'admin', name),
      await create({ type: 'LoadBalancer', ports }, 'admin', name),
      await create({ ports }, 'admin', name),
    ];
    await makeQuota(name, { services: '5' });
    await eventually(async () =>
      expect(await types()).toEqual([NOT_IN_PLAN, NOT_IN_PLAN, [201]]),
    );
    const path = `/api/v1/namespaces/${name}/resourcequotas/moorage`;
    const setHard = (hard: Record<string, string>) =>
      answerTo('PATCH', path, merge({ spec: { hard } }));
    await setHard({ 'services.nodeports': '5' });
    await eventually(async () =>
      expect(await types()).toEqual([[201], NOT_IN_PLAN, [201]]),
    );
    await setHard({ 'services.loadbalancers': '1' });
    await eventually(async () =>
      expect(await types()).toEqual([[201], [201], [201]]),
    );
    // None of them is the quota's own business, and it speaks for itself.
    await setHard({ 'services.nodeports': '0' });
    await eventually(async () =>
      expect(await types()).toEqual([[403], [403], [201]]),
    );
  });

  async function makeQuota(
    namespace: string,
    hard: Record<string, string>,
  ): Promise<void> {
    await make(`/api/v1/namespaces/${namespace}/resourcequotas`, {
      metadata: { name: 'moorage' },
      spec: { hard },
    });
  }
});
