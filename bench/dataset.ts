import { setTimeout as sleep } from 'node:timers/promises';

import type { RawApi } from './control-plane.js';

/** So many tenants, each with so many apps of so many pods and a service each. */
export interface Dataset {
  tenants: number;
  apps: number;
  pods: number;
}

/** Makes the objects of a dataset in the cluster, besides those of a smaller one, and waits until every pod runs. */
export async function makeDataset(
  api: RawApi,
  { tenants, apps, pods }: Dataset,
  made: Dataset = { tenants: 0, apps: 0, pods },
): Promise<void> {
  for (let tenant = 0; tenant < tenants; tenant++) {
    const namespace = `bench-${tenant}`;
    const isNew = tenant >= made.tenants;
    if (isNew)
      await api.call('POST', '/api/v1/namespaces', {
        metadata: {
          name: namespace,
          labels: { 'moorage.dev/tenant': namespace },
        },
      });
    const known = isNew ? 0 : made.apps;
    await Promise.all(
      Array.from({ length: apps - known }, (_, app) =>
        makeApp(api, namespace, `app-${known + app}`, pods),
      ),
    );
    process.stderr.write(`\r${tenant + 1} of ${tenants} tenants made`);
  }
  await waitForPods(api, tenants * apps * pods);
}

async function makeApp(
  api: RawApi,
  namespace: string,
  name: string,
  replicas: number,
): Promise<void> {
  const labels = { 'moorage.dev/app': name };
  const resources = {
    requests: { cpu: '100m', memory: '64Mi' },
    limits: { memory: '64Mi' },
  };
  const containers = [
    { name, image: 'nginx:1.27', ports: [{ containerPort: 8080 }], resources },
  ];
  await api.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  });
  await api.call('POST', `/api/v1/namespaces/${namespace}/services`, {
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 8080 }] },
  });
}

async function waitForPods(api: RawApi, wanted: number): Promise<void> {
  for (;;) {
    const text = await api.call(
      'GET',
      '/api/v1/pods?fieldSelector=status.phase%3DRunning',
    );
    const { length } = (JSON.parse(text) as { items: unknown[] }).items;
    process.stderr.write(`\r${length} of ${wanted} pods run      `);
    if (length >= wanted) break;
    await sleep(1000);
  }
  // The controllers write the last statuses.
  await sleep(3000);
  process.stderr.write('\n');
}
