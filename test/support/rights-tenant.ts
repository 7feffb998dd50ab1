import { expect } from '@jest/globals';

import { PERSONS } from '../fixtures/rights.js';
import { uniqueName } from './control-plane.js';
import { type Api, startApi } from './start-api.js';

const RBAC = 'rbac.authorization.k8s.io';

/** A tenant with a viewer, a developer and an admin; besides it an operator of the platform, and strangers. */
export interface RightsTenant {
  api: Api;
  tenant: string;
  stop(): Promise<void>;
}

/** Starts the server, makes the tenant, and lets the operator be one until the end. */
export async function startRightsTenant(): Promise<RightsTenant> {
  const api = await startApi();
  const tenant = uniqueName('rights');
  await makeMemberTenant(api, tenant);
  await bindRole(api, 'clusterrolebindings', tenant, 'operator');
  return {
    api,
    tenant,
    async stop() {
      const operator = `/apis/${RBAC}/v1/clusterrolebindings/${tenant}`;
      await api.plane.call('DELETE', operator);
      await api.stop();
    },
  };
}

/** Makes a tenant of these members. */
export async function makeMemberTenant(api: Api, name: string): Promise<void> {
  await runDone(
    api,
    `createTenant(input: { name: "${name}", podSecurity: BASELINE })`,
  );
  const bindings = `namespaces/${name}/rolebindings`;
  for (const role of ['viewer', 'developer', 'admin'] as const)
    await bindRole(api, bindings, role, role);
}

/** Runs a mutation as admin, and sees it done. */
export async function runDone(api: Api, mutation: string): Promise<void> {
  const { data, errors } = await api.run<{ it: { userErrors: object[] } }>(
    `mutation { it: ${mutation} { userErrors { code message } } }`,
  );
  expect([errors, data.it.userErrors]).toEqual([undefined, []]);
}

async function bindRole(
  api: Api,
  collection: string,
  name: string,
  role: 'viewer' | 'developer' | 'admin' | 'operator',
): Promise<void> {
  await api.plane.call('POST', `/apis/${RBAC}/v1/${collection}`, {
    metadata: { name },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: PERSONS[role] }],
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: `moorage-${role}` },
  });
}
