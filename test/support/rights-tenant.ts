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
  const bindings = `/apis/${RBAC}/v1/clusterrolebindings`;
  await api.plane.call('POST', bindings, {
    metadata: { name: tenant },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: PERSONS.operator }],
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'moorage-operator' },
  });
  return {
    api,
    tenant,
    async stop() {
      await api.plane.call('DELETE', `${bindings}/${tenant}`);
      await api.stop();
    },
  };
}

/** Makes a tenant of these members. */
export async function makeMemberTenant(api: Api, name: string): Promise<void> {
  const members = (['viewer', 'developer', 'admin'] as const).map(
    (role) =>
      `{ kind: USER, name: "${PERSONS[role]}", role: ${role.toUpperCase()} }`,
  );
  await runDone(
    api,
    `createTenant(input: { name: "${name}", podSecurity: BASELINE, members: [${members.join(', ')}] })`,
  );
}

/** Runs a mutation as admin, and sees it done. */
export async function runDone(api: Api, mutation: string): Promise<void> {
  const { data, errors } = await api.run<{ it: { userErrors: object[] } }>(
    `mutation { it: ${mutation} { userErrors { code message } } }`,
  );
  expect([errors, data.it.userErrors]).toEqual([undefined, []]);
}
