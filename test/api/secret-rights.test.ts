import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { call, PATCH } from '../contract/plane.js';
import { GRANTS } from '../fixtures/cluster-rights.js';
import { PERSONS } from '../fixtures/rights.js';
import {
  type RightsTenant,
  startRightsTenant,
} from '../support/rights-tenant.js';

const VALUE = 'a value that nobody reads';
const data = { password: Buffer.from(VALUE).toString('base64') };

/** The values of Secrets, asked of the cluster with each person's token. */
describe('the values of Secrets', () => {
  let world: RightsTenant;
  let path: string;
  beforeAll(async () => {
    world = await startRightsTenant();
    path = `/api/v1/namespaces/${world.tenant}/secrets`;
    for (const name of ['kept', 'gone-developer', 'gone-admin'])
      await world.api.plane.call('POST', path, { metadata: { name }, data });
  }, 60_000);
  afterAll(() => world.stop());

  const isShown = (text: string) =>
    text.includes(VALUE) || text.includes(data.password);

  test.each([
    ['get', 'GET', '/kept', undefined],
    ['list', 'GET', '', undefined],
    ['watch', 'GET', '?watch=1&timeoutSeconds=1', undefined],
    ['update', 'PUT', '/kept', undefined],
    ['update as a dry run', 'PUT', '/kept?dryRun=All', undefined],
    ['patch', 'PATCH', '/kept', PATCH.merge],
    ['patch as a dry run', 'PATCH', '/kept?dryRun=All', PATCH.merge],
    ['JSON patch as a dry run', 'PATCH', '/kept?dryRun=All', PATCH.json],
    ['apply', 'PATCH', '/kept?fieldManager=x&force=true', PATCH.apply],
    ['deletecollection', 'DELETE', '', undefined],
    ['deletecollection as a dry run', 'DELETE', '?dryRun=All', undefined],
  ])('%s is refused to everybody', async (_verb, method, place, type) => {
    const whole = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'kept' },
    };
    const body = type === PATCH.json ? [] : whole;
    for (const [person, as] of Object.entries(PERSONS)) {
      if (as === undefined) continue;
      const { status, text } = await call(method, path + place, {
        as,
        type,
        ...(method.startsWith('P') && { body }),
      });
      expect([person, status, isShown(text)]).toEqual([person, 403, false]);
    }
    const { body: kept } = await call('GET', `${path}/kept`);
    expect(kept.data).toEqual(data);
  });

  test.each(['developer', 'admin'] as const)(
    'a %s writes one and throws one away, and sees none',
    async (person) => {
      const as = PERSONS[person];
      const body = { metadata: { name: `of-${person}` }, data };
      expect((await call('POST', path, { as, body })).status).toBe(201);
      const gone = await call('DELETE', `${path}/gone-${person}`, { as });
      expect([gone.status, gone.body.kind]).toEqual([200, 'Status']);
      expect(isShown(gone.text)).toBe(false);
    },
  );

  test('a viewer reads whatever else is there, and no value stands in it', async () => {
    const as = PERSONS.viewer;
    const pod = {
      metadata: { name: 'mounts' },
      spec: {
        containers: [
          {
            name: 'c',
            image: 'nginx:1.27',
            env: [
              {
                name: 'PASSWORD',
                valueFrom: { secretKeyRef: { name: 'kept', key: 'password' } },
              },
            ],
          },
        ],
      },
    };
    const pods = `/api/v1/namespaces/${world.tenant}/pods`;
    expect((await call('POST', pods, { body: pod })).status).toBe(201);
    const readable = GRANTS.filter(([, resource, viewer]) =>
      resource.includes('/') ? false : viewer.includes('list'),
    );
    for (const [groupVersion, resource] of readable) {
      const path = `/${groupVersion === 'v1' ? 'api' : 'apis'}/${groupVersion}/namespaces/${world.tenant}/${resource}`;
      const { status, text } = await call('GET', path, { as });
      // The embedded cluster does not serve every kind.
      const served = await call('GET', path);
      expect([resource, status, isShown(text)]).toEqual([
        resource,
        served.status,
        false,
      ]);
    }
    const { text } = await world.api
      .run<object>(
        `{ tenant(name: "${world.tenant}") { pods { nodes { name } } events { reason } } }`,
        {},
        as,
      )
      .then((answer) => ({ text: JSON.stringify(answer) }));
    expect(text).toContain('mounts');
    expect(isShown(text)).toBe(false);
  });

  test('a viewer has no way to a container that could read one', async () => {
    const inside = `/api/v1/namespaces/${world.tenant}`;
    const container = {
      name: 'c',
      image: 'nginx:1.27',
      envFrom: [{ secretRef: { name: 'kept' } }],
    };
    const spec = { containers: [container] };
    const template = { metadata: { labels: { a: 'b' } }, spec };
    const metadata = { name: 'reader' };
    const selector = { matchLabels: { a: 'b' } };
    const pod = {
      metadata: { name: 'runs' },
      spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
    };
    expect((await call('POST', `${inside}/pods`, { body: pod })).status).toBe(
      201,
    );
    for (const [method, place, body] of [
      ['POST', `${inside}/pods`, { metadata, spec }],
      [
        'POST',
        `${inside}/replicationcontrollers`,
        { metadata, spec: { template, selector: { a: 'b' } } },
      ],
      [
        'POST',
        `/apis/apps/v1/namespaces/${world.tenant}/deployments`,
        { metadata, spec: { template, selector } },
      ],
      ['PATCH', `${inside}/pods/runs`, { metadata: { labels: { a: 'b' } } }],
      [
        'PATCH',
        `${inside}/pods/runs/ephemeralcontainers`,
        { spec: { ephemeralContainers: [container] } },
      ],
      ['GET', `${inside}/pods/runs/exec?command=env&stdout=1`, undefined],
      ['POST', `${inside}/pods/runs/exec?command=env&stdout=1`, undefined],
      ['POST', `${inside}/pods/runs/attach?stdout=1`, undefined],
      ['POST', `${inside}/pods/runs/portforward?ports=80`, undefined],
      ['GET', `${inside}/pods/runs/proxy/`, undefined],
      ['GET', `${inside}/services/any/proxy/`, undefined],
      ['GET', '/api/v1/nodes/any/proxy/pods', undefined],
      [
        'POST',
        `/apis/batch/v1/namespaces/${world.tenant}/jobs`,
        { metadata, spec: { template } },
      ],
      [
        'POST',
        `/apis/batch/v1/namespaces/${world.tenant}/cronjobs`,
        {
          metadata,
          spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } },
        },
      ],
      [
        'POST',
        `/apis/apps/v1/namespaces/${world.tenant}/statefulsets`,
        { metadata, spec: { template, selector, serviceName: 'a' } },
      ],
      ['POST', `${inside}/serviceaccounts/default/token`, { spec: {} }],
    ] as const) {
      const { status } = await call(method, place, {
        as: PERSONS.viewer,
        body,
        ...(method === 'PATCH' && { type: PATCH.merge }),
      });
      expect([method, place, status]).toEqual([method, place, 403]);
    }
  });
});
