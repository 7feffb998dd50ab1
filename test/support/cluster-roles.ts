import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

import type { ControlPlane } from './control-plane.js';

const ROLES = ['viewer', 'developer', 'admin', 'operator', 'server'];

/** Makes the roles of tenants and of the server that a control plane lacks; tests that run at the same time may do the same. */
export async function ensureClusterRoles(plane: ControlPlane): Promise<void> {
  for (const role of ROLES) {
    const body = parse(
      readFileSync(`deploy/${role}-role.yaml`, 'utf8'),
    ) as object;
    try {
      await plane.call(
        'POST',
        '/apis/rbac.authorization.k8s.io/v1/clusterroles',
        body,
      );
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes(': 409 '))
        throw error;
    }
  }
}
