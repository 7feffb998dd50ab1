import { expect } from '@jest/globals';

import { uniqueName } from './control-plane.js';
import { eventually } from './eventually.js';
import { type Api, startApi } from './start-api.js';

/** Five tenants; the first has two apps, a pod of its own, and a service without pods. */
export interface ReadsWorld {
  api: Api;
  batch: string;
  names: string[];
  tenant: string;
}

/** Makes the world and waits until its five pods are ready. */
export async function startReadsWorld(): Promise<ReadsWorld> {
  const batch = uniqueName('reads');
  const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${batch}-${letter}`);
  const tenant = names[0] ?? '';
  const api = await startApi();
  for (const name of names) {
    await api.run(
      `mutation { createTenant(input: { name: "${name}", podSecurity: BASELINE, quota: [{ resource: "services.nodeports", hard: "20" }], labels: [{ key: "batch", value: "${batch}" }] }) { userErrors { message } } }`,
    );
  }
  const app = (name: string, more: string) =>
    `${name}: createApp(input: { tenant: "${tenant}", name: "${name}", ${more} }) { userErrors { message } }`;
  await api.run(`mutation {
      ${app('web', 'image: "nginx:1.27", replicas: 3, ports: [{ port: 80, exposure: NODE_PORT }, { port: 9000, exposure: NONE }], labels: [{ key: "tier", value: "front" }]')}
      ${app('api', 'image: "httpd:2.4", workload: REPLICATION_CONTROLLER')}
      pod: createPod(input: { tenant: "${tenant}", name: "lonely", image: "nginx:1.27" }) { userErrors { message } }
      service: createService(input: { tenant: "${tenant}", name: "outside", type: EXTERNAL_NAME, externalName: "example.org", ports: [] }) { userErrors { message } }
    }`);
  await eventually(async () => {
    const { data } = await api.run<{
      tenant: { pods: { nodes: { ready: boolean }[] } };
    }>(`{ tenant(name: "${tenant}") { pods { nodes { ready } } } }`);
    expect(data.tenant.pods.nodes.map(({ ready }) => ready)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });
  return { api, batch, names, tenant };
}
