import { describe, expect } from '@jest/globals';

import { call, type CallOptions, PATCH } from '../contract/plane.js';
import { PERSONS } from '../fixtures/rights.js';
import { eventually } from './eventually.js';
import { type RightsTenant, startRightsTenant } from './rights-tenant.js';

export const RBAC = 'rbac.authorization.k8s.io';

/** Somebody who was given everything in a namespace, past the roles of tenants. */
export const STRONG = PERSONS.stranger;

/** Describes what needs the policies, which the embedded cluster does not imitate. */
export function withPolicies(what: string, tests: () => void): void {
  if (process.env.MOORAGE_PLANE === 'embedded') describe.skip(what, tests);
  else describe(what, tests);
}

/** A tenant and a namespace that is none, with somebody who may do everything in both. */
export interface PolicyWorld extends RightsTenant {
  plain: string;
}

/** Makes the world, and waits until the policies hold. */
export async function startPolicyWorld(): Promise<PolicyWorld> {
  const world = await startRightsTenant();
  const plain = `${world.tenant}-plain`;
  await makeNamespace(plain);
  for (const name of [world.tenant, plain]) await giveEverything(name);
  const probe = `/api/v1/namespaces/${world.tenant}/resourcequotas/moorage?dryRun=All`;
  await eventually(async () => {
    expect((await call('DELETE', probe, { as: STRONG })).status).toBe(403);
  });
  return { ...world, plain };
}

/** Makes a namespace, with labels. */
export async function makeNamespace(
  name: string,
  labels: Record<string, string> = {},
): Promise<void> {
  await make('/api/v1/namespaces', { metadata: { name, labels } });
}

/** Makes an object as admin. */
export async function make(path: string, body: object): Promise<void> {
  const { status, text } = await call('POST', path, { body });
  expect([path, status, text]).toEqual([path, 201, expect.any(String)]);
}

async function giveEverything(namespace: string): Promise<void> {
  const path = `/apis/${RBAC}/v1/namespaces/${namespace}`;
  const metadata = { name: 'everything-here' };
  const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  await make(`${path}/roles`, { metadata, rules });
  await make(`${path}/rolebindings`, {
    metadata,
    subjects: [{ apiGroup: RBAC, kind: 'User', name: STRONG }],
    roleRef: { apiGroup: RBAC, kind: 'Role', name: metadata.name },
  });
}

/** A body as a merge patch. */
export const merge = (body: object): CallOptions => ({
  body,
  type: PATCH.merge,
});

/** The status of the answer, and the policy that refused, if one did. */
export async function answerTo(
  method: string,
  path: string,
  options: CallOptions,
): Promise<[status: number, policy?: string]> {
  const { status, text } = await call(method, path, options);
  const policy = /ValidatingAdmissionPolicy '([^']+)'/.exec(text)?.[1];
  return policy ? [status, policy] : [status];
}
