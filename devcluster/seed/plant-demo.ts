import { setTimeout as sleep } from 'node:timers/promises';

import {
  type ApiClient,
  type ApiConnection,
  createApiClient,
} from '../kubelet/api-client.js';
import { toAppObjects, toTenantObjects } from './demo-objects.js';
import {
  DEMO_TENANTS,
  type DemoObject,
  type DemoTenant,
} from './demo-tenants.js';

/** A quota is counted, and the pods' account made, a moment after the namespace; until then they refuse or are not there. */
const TRIES = 50;
const RETRY_MS = 100;
/** The first version is up by then. */
const LATER_MS = 8_000;
const MERGE = 'application/strategic-merge-patch+json';

export interface DemoOptions extends ApiConnection {
  log(message: string): void;
}

/** Makes the demo's tenants and apps as an ordinary client would. What fails is told and leaves the rest as it is. */
export async function plantDemo(options: DemoOptions): Promise<void> {
  const client = createApiClient(options);
  try {
    await Promise.all(
      DEMO_TENANTS.map((tenant) => plantTenant(client, tenant)),
    );
    await sleep(LATER_MS, undefined, { ref: false });
    await Promise.all(DEMO_TENANTS.map((tenant) => rollOut(client, tenant)));
  } catch (error) {
    options.log(`The demo content is incomplete: ${String(error)}`);
  } finally {
    await client.close();
  }
}

async function plantTenant(
  client: ApiClient,
  tenant: DemoTenant,
): Promise<void> {
  const objects = [
    ...toTenantObjects(tenant),
    ...tenant.apps.flatMap((app) => toAppObjects(tenant, app)),
  ];
  for (const object of objects) await write(client, object);
}

async function write(
  client: ApiClient,
  { method = 'POST', ...object }: DemoObject,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send({ method, ...object });
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(RETRY_MS);
    }
  }
}

async function rollOut(client: ApiClient, tenant: DemoTenant): Promise<void> {
  for (const { name, laterImage } of tenant.apps) {
    if (!laterImage) continue;
    const containers = [{ name, image: laterImage }];
    await client.send({
      method: 'PATCH',
      path: `/apis/apps/v1/namespaces/${tenant.name}/deployments/${name}`,
      contentType: MERGE,
      body: { spec: { template: { spec: { containers } } } },
    });
  }
}
