import { expect } from '@jest/globals';

import { PERSONS } from '../fixtures/rights.js';
import { ensureClusterRoles } from './cluster-roles.js';
import {
  type ControlPlane,
  openControlPlane,
  uniqueName,
} from './control-plane.js';
import { makeCaller } from './guarded-tenants.js';
import { type Api, startApi } from './start-api.js';

const RBAC = 'rbac.authorization.k8s.io';

/** A tenant with a viewer, a developer and an admin; besides it an operator of the platform, and strangers. */
export interface RightsTenant {
  api: Api;
  tenant: string;
  stop(): Promise<void>;
}

/** Starts the server with the narrow role that is shipped for it, makes the tenant, and lets the operator be one until the end. */
export async function startRightsTenant(): Promise<RightsTenant> {
  const plane = openControlPlane();
  const tenant = uniqueName('rights');
  const home = `${tenant}-server`;
  await ensureClusterRoles(plane);
  await plane.call('POST', '/api/v1/namespaces', { metadata: { name: home } });
  const own = await makeCaller(plane, home, 'moorage');
  const account = { kind: 'ServiceAccount', name: 'moorage', namespace: home };
  const operator = { kind: 'User', apiGroup: RBAC, name: PERSONS.operator };
  const stops = [
    await bindEverywhere(plane, home, 'moorage-server', account),
    await bindEverywhere(plane, tenant, 'moorage-operator', operator),
  ];
  const api = await startApi({}, own);
  await makeMemberTenant(api, tenant);
  return {
    api,
    tenant,
    async stop() {
      for (const stop of stops) await stop();
      await plane.close();
      await api.stop();
    },
  };
}

/** Binds a role in the whole cluster; the function that is returned ends that. */
async function bindEverywhere(
  plane: ControlPlane,
  name: string,
  role: string,
  subject: object,
): Promise<() => Promise<unknown>> {
  const path = `/apis/${RBAC}/v1/clusterrolebindings`;
  await plane.call('POST', path, {
    metadata: { name },
    subjects: [subject],
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
  });
  return () => plane.call('DELETE', `${path}/${name}`);
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
