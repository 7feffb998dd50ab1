import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PLAIN_FIELDS } from '../../src/modules/pods/plain-fields.js';
import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';

const SELECTIONS: Record<string, string> = {
  labels: 'labels { key value }',
  selector: 'selector { key value }',
  ports: 'ports { name port targetPort protocol nodePort }',
};
const select = (type: 'App' | 'Pod' | 'Service', but: string[]) =>
  Object.keys(PLAIN_FIELDS[type])
    .filter((field) => !but.includes(field))
    .map((field) => SELECTIONS[field] ?? field);

interface Page {
  tenants: {
    nodes: {
      name: string;
      apps: {
        nodes: { pods: { nodes: object[] }; services: { nodes: object[] } }[];
      };
    }[];
  };
}

/** What is read for a plain question is only what it needs: each field must be the same as in one for which all is read. */
describe('a plain field that is asked for alone', () => {
  let world: AppTenant;
  const ask = async (app: string, pod: string, service: string, more = '') => {
    // Two tenants at least, so that lists of the whole cluster are read.
    const { data, errors } = await world.api.run<Page>(`{
      tenants(first: 200) { nodes { name apps { nodes { ${app} ${more}
        pods { nodes { ${pod} } } services { nodes { ${service} } } } } } } }`);
    expect(errors).toBeUndefined();
    return data.tenants.nodes
      .filter(({ name }) => name.startsWith(world.tenant))
      .flatMap(({ apps }) => apps.nodes);
  };

  beforeAll(async () => {
    world = await startAppTenant();
    const { api, run, tenant } = world;
    await api.run(
      `mutation { createTenant(input: { name: "${tenant}-b" }) { userErrors { message } } }`,
    );
    for (const workload of ['DEPLOYMENT', 'REPLICATION_CONTROLLER'])
      await run('createApp', {
        ...{ name: `web-${workload.slice(0, 3).toLowerCase()}`, workload },
        ...{ image: 'nginx:1.27', runAsUser: 101, replicas: 2 },
        ports: [{ name: 'web', port: 80, exposure: 'NODE_PORT' }],
        labels: [{ key: 'team', value: 'red' }],
      });
    await eventually(async () => {
      const apps = await ask('name', 'ready', 'name');
      expect(
        apps.filter(
          ({ pods, services }) =>
            pods.nodes.length === 2 && services.nodes.length === 1,
        ).length,
      ).toBeGreaterThanOrEqual(2);
      for (const { pods } of apps)
        for (const pod of pods.nodes) expect(pod).toEqual({ ready: true });
    }, 30);
  }, 60_000);
  afterAll(() => world.api.stop());

  const [apps, pods, services] = [
    select('App', ['pods', 'services']),
    select('Pod', []),
    select('Service', ['pods']),
  ];
  const most = Math.max(apps.length, pods.length, services.length);
  const cases = Array.from({ length: most }, (_, index): string[] => [
    apps[index] ?? 'name',
    pods[index] ?? 'name',
    services[index] ?? 'name',
  ]);

  test.each(cases)('app %s, pod %s, service %s', async (app, pod, service) => {
    const alone = await ask(app, pod, service);
    // With the status, everything is read.
    const whole = await ask(app, pod, service, 'status { phase }');
    expect(alone.length).toBeGreaterThanOrEqual(2);
    expect(whole.map((each) => ({ ...each, status: undefined }))).toEqual(
      alone,
    );
  });
});
